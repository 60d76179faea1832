import { inSlices } from "../../core/slices.ts";
import type { FileKind } from "./fileKind.ts";
import type { ImageMention } from "./imageMention.ts";
import { jsonAsYaml } from "./jsonAsYaml.ts";
import { yamlPlaces } from "./yamlPlaces.ts";

/** Longer texts, in UTF-16 units, are not read: nobody writes them by hand. */
const longest = 512 * 1024;
/** One of them stands in whatever names an image. */
const telling = /image|container|uses|services|features|FROM|syntax/i;

/** The images that a text names, in the order in which they stand there. What is read of a kind of file loads with the first of it. Never rejects, but with the signal's reason. */
export async function findImages(text: string, kind: FileKind, signal?: AbortSignal): Promise<readonly ImageMention[]> {
  if (text.length > longest || !telling.test(text)) return [];
  if (kind === "dockerfile") {
    const { dockerfileImages } = await import("./dockerfileImages.ts");
    return inSlices(dockerfileImages(text), signal);
  }
  const { yamlImages } = await import("./yamlImages.ts");
  return inSlices(yamlImages(kind === "devcontainer" ? jsonAsYaml(text) : withoutTemplates(text), yamlPlaces[kind]), signal);
}

/**
 * The image that is being typed at an offset, and what stands of it before that; undefined where none can stand there. So that a name of which
 * nothing is typed yet is found as well, a letter is put there in thought.
 */
export async function imageBeingTyped(
  text: string,
  offset: number,
  kind: FileKind,
  signal?: AbortSignal,
): Promise<{ readonly start: number; readonly end: number; readonly typed: string } | undefined> {
  const mentions = await findImages(`${text.slice(0, offset)}x${text.slice(offset)}`, kind, signal);
  const found = mentions.find(({ start, end }) => start <= offset && offset < end);
  return found === undefined ? undefined : { start: found.start, end: found.end - 1, typed: text.slice(found.start, offset) };
}

/** In a Helm chart, a line that is an instruction of the template stands where YAML has none. Each is blank, so that everything stands where it stood. */
function withoutTemplates(text: string): string {
  return text.replaceAll(/^[ \t]*\{\{[^\r\n]*\}\}[ \t]*$/gm, (line) => " ".repeat(line.length));
}
