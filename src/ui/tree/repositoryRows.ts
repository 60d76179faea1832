import type { ListedRepository } from "../../core/listed.ts";
import type { NameFilter } from "../../services/browse/nameFilter.ts";
import { type FolderPlace, folderOf, rowsIn } from "./folderRows.ts";
import { firstIn } from "./folders.ts";
import type { FolderNode, RegistryNode, RepositoryNode, TreeNode } from "./node.ts";
import { repositoryNode } from "./nodes/repository.ts";

/** What is shown of the repositories of a registry. */
export interface ShownRepositories {
  readonly listed: readonly ListedRepository[];
  /** Those that were added by name. */
  readonly added: readonly string[];
  readonly filter: NameFilter | undefined;
  /** Whether the registry may have others. */
  readonly isPartial: boolean;
}

/** Their rows, or those of the folders that they are in. */
export function repositoryRows(registry: RegistryNode, shown: ShownRepositories): TreeNode[] {
  return registry.showsFolders === true ? rowsIn(placeOf(registry, shown)) : repositoriesOf(registry, shown);
}

/** The innermost folder that a repository is in. */
export function folderOfRepository(registry: RegistryNode, shown: ShownRepositories, name: string): FolderNode | undefined {
  return registry.showsFolders === true ? folderOf(placeOf(registry, shown), name) : undefined;
}

/** The repository whose row is the first. */
export function firstRepository(registry: RegistryNode, shown: ShownRepositories): RepositoryNode | undefined {
  const repositories = repositoriesOf(registry, shown);
  return registry.showsFolders === true ? firstIn(repositories) : repositories[0];
}

function placeOf(list: RegistryNode, shown: ShownRepositories): FolderPlace {
  const { filter, isPartial } = shown;
  return { kind: "top", list, path: "", labels: [], repositories: repositoriesOf(list, shown), filter, isPartial };
}

/** Those that were added by name stand first: the registry's list may be long, or not to be had. */
function repositoriesOf(registry: RegistryNode, { listed, added: byName, filter }: ShownRepositories): RepositoryNode[] {
  const added = new Set(byName.filter((name) => filter?.matches(name) !== false));
  const others = listed.filter(({ name }) => !added.has(name));
  const found = new Map(listed.filter(({ name }) => added.has(name)).map((each) => [each.name, each]));
  const first = [...added].map((name) => found.get(name) ?? { name });
  return [...first, ...others].map((repository) => repositoryNode(registry, repository, added.has(repository.name), filter));
}
