import type { AddedRepositories } from "../remembered/addedRepositories.ts";
import type { ImageTarget } from "../remembered/imageTarget.ts";
import { readTarget } from "./goTo/readTarget.ts";

/** So many names of a workspace are read. */
const mostNames = 200;

/** A registry, or a repository of it, that a workspace names for everybody who opens it. */
export type SharedName = Pick<ImageTarget, "host" | "repository">;

/** What the person's tree does not have yet of the names that a workspace has for it; what is no name is passed over. */
export function newSharedNames(
  written: readonly string[],
  hosts: readonly string[],
  added: Pick<AddedRepositories, "of">,
): readonly SharedName[] {
  const names = written.slice(0, mostNames).flatMap((name) => readSharedName(name) ?? []);
  const isNew = ({ host, repository }: SharedName): boolean =>
    repository === undefined ? !hosts.includes(host) : !added.of(host).includes(repository);
  return [...new Map(names.filter(isNew).map((name) => [printSharedName(name), name])).values()];
}

/** `reg.example.com:5000` or `ghcr.io/org/app`: as it stands in the workspace's settings. */
export function printSharedName({ host, repository }: SharedName): string {
  return repository === undefined ? host : `${host}/${repository}`;
}

/** The host has to be written: what docker would look for at Docker Hub may be a typing error. */
function readSharedName(written: string): SharedName | undefined {
  const { exact, isHubImplied } = readTarget(written);
  if (exact === undefined || isHubImplied) return undefined;
  return { host: exact.host, ...(exact.repository !== undefined && { repository: exact.repository }) };
}
