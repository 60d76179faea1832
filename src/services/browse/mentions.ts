import { parseReference } from "../../core/reference.ts";
import { displayOf } from "../remembered/rememberedLogins.ts";

/** The files in which images are named, as a glob. */
export const imageFiles =
  "**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,Containerfile.*,*.yaml,*.yml,devcontainer.json,.devcontainer.json}";

/** So long is a line that names an image. */
const longestLine = 1_000;

/**
 * How files name images, a line each: `FROM` and `COPY --from=` of Dockerfiles, `image:` of Compose, Kubernetes and CI files, `uses: docker://…`
 * of GitHub's workflows, `"image"` of devcontainer.json. What stands in variables is passed over.
 */
const patterns = [
  /^\s*FROM\s+(?:--\w+=\S+\s+)*(?<name>[^\s$]+)/i,
  /^\s*COPY\s+(?:--\w+=\S+\s+)*--from=(?<name>[^\s$]+)/i,
  /^\s*(?:-\s+)?image:\s*["']?(?<name>[^\s"'$#{]+)/,
  /^\s*(?:-\s+)?uses:\s*["']?docker:\/\/(?<name>[^\s"'$]+)/,
  /^\s*"image"\s*:\s*"(?<name>[^"$]+)"/,
] as const;

/** The repositories of a registry that files mention, in the order of their names. What a text takes for a name and is none is passed over. */
export function mentionedRepositories(host: string, texts: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const line of text.split(/\r?\n/)) {
      const repository = line.length > longestLine ? undefined : repositoryAt(host, line);
      if (repository !== undefined) found.add(repository);
    }
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

/** A stage of a Dockerfile reads like an image of Docker Hub: only names with a slash or a tag are taken there. */
function repositoryOf(host: string, name: string): string | undefined {
  try {
    const reference = parseReference(name);
    const isStage = !/[/:@]/.test(name);
    return !isStage && displayOf(reference.host) === host ? reference.repository : undefined;
  } catch {
    return undefined;
  }
}
