import { EventEmitter, l10n, type TreeDataProvider, type TreeItem } from "vscode";
import type { ConfigOverview, StoredRegistry } from "../../credentials/credentialStore.ts";
import type { AddedRepositories } from "../../services/remembered/addedRepositories.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import type { AddedRegistries } from "../../services/remembered/addedRegistries.ts";
import type { ListView, PagedList } from "../../services/browse/pagedList.ts";
import type { RememberedLogins } from "../../services/remembered/rememberedLogins.ts";
import type { ErrorNode, ListNode, RegistryNode, TreeNode } from "./nodes.ts";
import { toTreeItem } from "./treeItem.ts";

/** How long a list may load before “Loading…” stands in its place: VS Code draws no change of the tree before each unfolded node has answered. */
const patienceMs = 400;

export interface RegistryTreeDependencies {
  readonly browsing: Browsing;
  readonly added: AddedRepositories;
  /** The registries that are browsed without a login. */
  readonly addedRegistries: AddedRegistries;
  readonly remembered: RememberedLogins;
  /** The registries of config.json; runs no helper. */
  readonly registries: () => Promise<ConfigOverview>;
  /** The registries that the configured helper alone knows; runs it. */
  readonly registriesInHelper: () => Promise<readonly StoredRegistry[]>;
  readonly reportError: (error: unknown) => void;
}

/** The registries of config.json with their repositories and tags. Their lists are Browsing's. */
export class RegistryTree implements TreeDataProvider<TreeNode> {
  readonly #dependencies: RegistryTreeDependencies;
  readonly #didChange = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#didChange.event;
  /** What the helper knows, while its node is unfolded: a redraw must not run it again. */
  #inHelper: Promise<readonly StoredRegistry[]> | undefined;
  /** Errors that were reported since something was last refreshed: a redraw shows them again. */
  readonly #reported = new Set<string>();

  constructor(dependencies: RegistryTreeDependencies) {
    this.#dependencies = dependencies;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toTreeItem(node);
  }

  /** Never rejects: what fails becomes an error node in its place, and the rest of the tree works on. */
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.#roots();
    if (node.kind === "helper") return this.#registriesInHelper();
    if (node.kind !== "registry" && node.kind !== "repository") return [];
    const view = this.#listOf(node).view();
    const inTime = await orUndefinedAfter(patienceMs, view);
    if (inTime !== undefined) return this.#children(node, inTime);
    void view.then(() => this.redraw());
    return [{ kind: "loading", list: node }];
  }

  /** The registries at the top of the tree; the configured helper may know others. Rejects where config.json cannot be read. */
  async registries(): Promise<readonly RegistryNode[]> {
    const { registries } = await this.#dependencies.registries();
    return [...this.#registryNodes(registries), ...this.#publicRegistries(registries)];
  }

  /** Asks again for one list, or for everything. */
  refresh(node?: ListNode): void {
    this.#inHelper = undefined;
    this.#reported.clear();
    if (node === undefined) this.#dependencies.browsing.reset();
    else if (node.kind === "registry") this.#dependencies.browsing.reset(node.host);
    else this.#dependencies.browsing.forget(node.host, node.repository);
    this.redraw();
  }

  /** Refreshes the list that the node is, or stands in. */
  retry(node: TreeNode): void {
    this.refresh(listAt(node));
  }

  /**
   * Shows everything again as it is known, without asking for it anew. Always from the root: VS Code knows nodes by their objects
   * and drops a change of one that a redraw from the root, which may be under way, has replaced.
   */
  redraw(): void {
    this.#didChange.fire(undefined);
  }

  /** Where VS Code finds a node that it is to reveal. */
  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind !== "registry") return node.kind === "repository" ? node.registry : listAt(node);
    const [first] = node.stored;
    return first?.source.kind === "helper" ? { kind: "helper", helper: first.helper ?? "" } : undefined;
  }

  /** Shows the next items of the list whose last node this is. Resolves with the first of them, if any came. */
  async loadMore(node: TreeNode): Promise<TreeNode | undefined> {
    const list = listAt(node);
    if (list === undefined) return undefined;
    const paged = this.#listOf(list);
    const before = (await paged.view()).items.length;
    await paged.more();
    const first = (await paged.view()).items[before];
    this.redraw();
    return first === undefined ? undefined : this.#toNode(list, first);
  }

  /** The person has closed the node: what it was still loading is not wanted, and comes anew when it is opened again. */
  collapsed(node: TreeNode): void {
    if (node.kind === "helper") this.#inHelper = undefined;
    if (node.kind !== "registry" && node.kind !== "repository") return;
    // VS Code keeps what it is answered last, so it has to forget that after the answer that was cut short.
    void this.#listOf(node)
      .abort()
      ?.then(() => setTimeout(() => this.redraw()));
  }

  #listOf(node: ListNode): PagedList<string> {
    const { browsing } = this.#dependencies;
    return node.kind === "registry" ? browsing.repositories(node.host) : browsing.tags(node.host, node.repository);
  }

  async #roots(): Promise<TreeNode[]> {
    try {
      const overview = await this.#dependencies.registries();
      for (const problem of overview.problems) this.#report(problem);
      // That podman does not see a helper's logins is how it is, not something to mend: the log has it.
      const problems = overview.problems
        .filter((error) => error.code !== "store-hidden-from-podman")
        .map((error): ErrorNode => ({ kind: "error", list: undefined, error }));
      const { registries, credsStore } = overview;
      const helpers = credsStore === "" ? [] : [{ kind: "helper", helper: credsStore } as const];
      return [...problems, ...this.#registryNodes(registries), ...this.#publicRegistries(registries), ...helpers];
    } catch (error) {
      this.#report(error);
      return [{ kind: "error", list: undefined, error }];
    }
  }

  async #registriesInHelper(): Promise<TreeNode[]> {
    try {
      const shown = new Set(this.#dependencies.addedRegistries.hosts());
      this.#inHelper ??= this.#dependencies.registriesInHelper();
      const registries = (await this.#inHelper).filter(({ host }) => !shown.has(host));
      if (registries.length > 0) return [...this.#registryNodes(registries)];
      return [{ kind: "note", list: undefined, sentence: l10n.t("It knows no other registries") }];
    } catch (error) {
      this.#report(error);
      return [{ kind: "error", list: undefined, error }];
    }
  }

  #report(error: unknown): void {
    const text = String(error);
    if (this.#reported.has(text)) return;
    this.#reported.add(text);
    this.#dependencies.reportError(error);
  }

  /** One node for each host, however many of the files have it. */
  #registryNodes(registries: readonly StoredRegistry[]): readonly RegistryNode[] {
    return [...Map.groupBy(registries, ({ host }) => host)].map(([host, stored]): RegistryNode => {
      const signedIn = stored.some(({ hasCredential }) => hasCredential !== "no");
      return { kind: "registry", host, signedIn, stored, login: signedIn ? this.#dependencies.remembered.of(host) : undefined };
    });
  }

  #publicRegistries(registries: readonly StoredRegistry[]): readonly RegistryNode[] {
    const stored = new Set(registries.map(({ host }) => host));
    const others = this.#dependencies.addedRegistries.hosts().filter((host) => !stored.has(host));
    return others.map((host) => ({ kind: "registry", host, signedIn: false, stored: [], login: undefined }));
  }

  /** Those that were added by name stand first: the registry's list may be long, or not to be had. */
  #repositories(registry: RegistryNode, listed: readonly string[]): TreeNode[] {
    const { host } = registry;
    const added = new Set(this.#dependencies.added.of(host));
    const others = listed.filter((repository) => !added.has(repository));
    return [...added, ...others].map((repository) => this.#toNode(registry, repository));
  }

  #toNode(list: ListNode, name: string): TreeNode {
    const { host } = list;
    if (list.kind === "repository") return { kind: "tag", list, host, repository: list.repository, tag: name };
    return { kind: "repository", registry: list, host, repository: name, added: this.#dependencies.added.of(host).includes(name) };
  }

  #children(node: ListNode, view: ListView<string>): TreeNode[] {
    const nodes = node.kind === "registry" ? this.#repositories(node, view.items) : view.items.map((tag) => this.#toNode(node, tag));
    if (view.error !== undefined) {
      this.#report(view.error);
      nodes.push({ kind: "error", list: node, error: view.error });
    } else if (view.hasMore) nodes.push({ kind: "loadMore", list: node });
    else if (nodes.length === 0) nodes.push({ kind: "note", list: node, sentence: emptySentence(node) });
    if (view.host !== undefined && view.host !== node.host)
      nodes.unshift({ kind: "note", list: node, sentence: l10n.t("From the mirror {0}", view.host) });
    return nodes;
  }
}

async function orUndefinedAfter<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => patience.resolve(undefined), milliseconds);
  try {
    return await Promise.race([promise, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function listAt(node: TreeNode): ListNode | undefined {
  if (node.kind === "registry" || node.kind === "repository") return node;
  return node.kind === "helper" ? undefined : node.list;
}

function emptySentence(node: ListNode): string {
  if (node.kind === "repository") return l10n.t("No tags");
  return node.stored.length === 0
    ? l10n.t("No repositories that anybody may list")
    : l10n.t("No repositories, or none that this login may list");
}
