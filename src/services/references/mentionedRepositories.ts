import { dockerHub } from "../../core/dockerHub.ts";
import { displayOf } from "../remembered/rememberedLogins.ts";
import { fileKindOf } from "./fileKind.ts";
import { findImages } from "./findImages.ts";
import { type ImageMention, meantReference } from "./imageMention.ts";

/** So many are offered. */
const mostMentions = 500;

export interface WorkspaceFile {
  readonly path: string;
  readonly text: string;
}

/** The repositories of a registry that files mention, in the order of their names. */
export async function mentionedRepositories(host: string, files: Iterable<WorkspaceFile>): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { path, text } of files) {
    const kind = fileKindOf(path);
    // Docker Hub alone need not be written.
    if (kind === undefined || (host !== dockerHub && !text.toLowerCase().includes(host.toLowerCase()))) continue;
    for (const mention of await findImages(text, kind)) {
      const reference = meantReference(withoutVariables(mention));
      if (reference !== undefined && displayOf(reference.host) === host && found.size < mostMentions) found.add(reference.repository);
    }
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1));
}

/** A variable may stand for the tag or the digest; where it is a part of the repository's name, that is not known. */
function withoutVariables(mention: ImageMention): ImageMention {
  if (mention.name !== undefined) return mention;
  const at = mention.written.search(/[${]/);
  const known = mention.written.slice(0, Math.max(at, 0));
  const end = known.includes("@") ? known.indexOf("@") : known.lastIndexOf(":");
  return end > known.lastIndexOf("/") ? { ...mention, name: known.slice(0, end) } : mention;
}
