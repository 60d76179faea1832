import { parseReference } from "../../core/reference.ts";
import { inSlices } from "../../core/slices.ts";
import { displayOf } from "../remembered/rememberedLogins.ts";

/** The files in which images are named, as a glob. */
export const imageFiles =
  "**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,Containerfile.*,*.yaml,*.yml,devcontainer.json,.devcontainer.json}";

/** So many are offered. */
const mostMentions = 500;
/** So long is a line that names an image. */
const longestLine = 1_000;

/**
 * How files name images, a line each: `FROM`, `COPY --from=` and the defaults of arguments in Dockerfiles, `image:` of Compose, Kubernetes and CI
 * files, `uses: docker://…` of GitHub's workflows, `"image"` of devcontainer.json.
 */
const patterns = [
  /^\s*FROM\s+(?:--\w+=\S+\s+)*(?<name>\S+)/i,
  /^\s*COPY\s+(?:--\w+=\S+\s+)*--from=(?<name>\S+)/i,
  // With a registry: else any path may stand there.
  /^\s*ARG\s+\w+=["']?(?<name>[^\s"'/]*[.:][^\s"'/]*\/[^\s"']+)/i,
  /^\s*(?:-\s+)?image:\s*(?:&\S+\s+)?["']?(?<name>[^\s"'#]+)/,
  /^\s*(?:-\s+)?uses:\s*["']?docker:\/\/(?<name>[^\s"']+)/,
  /^[^#/]*"image"\s*:\s*"(?<name>[^"]+)"/,
] as const;

/** The repositories of a registry that files mention, in the order of their names. What a text takes for a name and is none is passed over. */
export async function mentionedRepositories(host: string, texts: Iterable<string>): Promise<readonly string[]> {
  return inSlices(mentions(host, texts));
}

/** A workspace may have many files, and whoever wrote them may have filled them. */
function* mentions(host: string, texts: Iterable<string>): Generator<undefined, readonly string[]> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const repository = line.length > longestLine ? undefined : repositoryAt(host, line);
      if (repository !== undefined && found.size < mostMentions) found.add(repository);
      if (index % 256 === 255) yield;
    }
    yield;
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1));
}

function repositoryAt(host: string, line: string): string | undefined {
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.groups?.["name"];
    if (name !== undefined) return repositoryOf(host, name);
  }
  return undefined;
}

/** A stage of a Dockerfile, or any value of an argument, reads like an image of Docker Hub: only names with a slash or a tag are taken there. */
function repositoryOf(host: string, written: string): string | undefined {
  const name = withoutVariables(written);
  if (name === undefined || !/[/:@]/.test(name)) return undefined;
  try {
    const reference = parseReference(name);
    return displayOf(reference.host) === host ? reference.repository : undefined;
  } catch {
    return undefined;
  }
}

/** A variable may stand for the tag or the digest; where it is a part of the repository's name, that is not known. */
function withoutVariables(written: string): string | undefined {
  const at = written.search(/[${]/);
  if (at < 0) return written;
  const known = written.slice(0, at);
  const end = known.includes("@") ? known.indexOf("@") : known.lastIndexOf(":");
  return end > known.lastIndexOf("/") ? known.slice(0, end) : undefined;
}
