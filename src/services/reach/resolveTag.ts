import type { RepositoryName } from "../../core/reference.ts";
import type { Sessions } from "./sessions.ts";

/** The digest that a tag points to, which the registry is asked for. Rejects with RegistryError, or with the signal's reason. */
export async function resolveTag(
  { host, repository }: RepositoryName,
  tag: string,
  sessions: Pick<Sessions, "accessTo">,
  signal: AbortSignal,
): Promise<string> {
  const access = await sessions.accessTo(host, signal, repository);
  return (await access.content((client) => client.resolve(repository, tag, { signal }), signal)).value.digest;
}
