import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { TreeItemCollapsibleState } from "vscode";
import { type NameFilter, parseNameFilter } from "../../src/services/browse/nameFilter.ts";
import type { FolderNode, RegistryNode, RepositoryNode, TreeNode } from "../../src/ui/tree/node.ts";
import type { TreeContext } from "../../src/ui/tree/nodeKind.ts";
import { childrenOf, itemOf, parentOf } from "../../src/ui/tree/nodeKinds.ts";
import { folderOfRepository } from "../../src/ui/tree/repositoryRows.ts";
import { emptyTree } from "../support/treeContext.ts";

const host = "reg.example";
const registry: RegistryNode = {
  kind: "registry",
  host,
  signedIn: true,
  login: undefined,
  isPassedOver: false,
  stored: [],
  showsFolders: true,
};
const names = ["hello", "team/app", "team/app/api", "team/app/web"];

/** A tree whose registry shows these repositories. */
function treeOf(
  listed: readonly string[],
  { hasMore = false, filter }: { hasMore?: boolean; filter?: NameFilter | undefined } = {},
): TreeContext {
  const items = listed.map((name) => ({ name })).filter(({ name }) => filter?.matches(name) !== false);
  const counts = { loaded: listed.length, matching: items.length, isWhole: !hasMore, isFound: false, hasMore };
  const view = { items, ...counts, filter, order: "name", error: undefined, ending: undefined, host } as const;
  return {
    ...emptyTree,
    view: () => Promise.resolve(view),
    addedTo: () => ["team/added"],
    folderOf: ({ repository }) =>
      Promise.resolve(
        folderOfRepository(registry, { listed: items, added: ["team/added"], filter, isPartial: hasMore }, repository) ?? registry,
      ),
  };
}

async function rowOf(node: TreeNode, tree: TreeContext) {
  const { id, label, description, collapsibleState, accessibilityInformation } = await itemOf(node, tree);
  const text = typeof label === "string" ? label : (label?.label ?? "");
  const marked = typeof label === "string" ? undefined : label?.highlights;
  return { id, text, marked, description, collapsibleState, spoken: accessibilityInformation?.label };
}

/** All rows of repositories and folders, each level two spaces further in. */
async function lines(node: TreeNode, tree: TreeContext, indent = ""): Promise<readonly string[]> {
  const found: string[] = [];
  for (const child of await childrenOf(node, tree)) {
    const { text, description } = await rowOf(child, tree);
    found.push(`${indent}${text}${typeof description === "string" ? ` | ${description}` : ""}`);
    if (child.kind === "folder") found.push(...(await lines(child, tree, `${indent}  `)));
  }
  return found;
}

/** The first folder in the registry, or in another. */
async function folderAt(tree: TreeContext, place: TreeNode = registry): Promise<FolderNode> {
  const found = (await childrenOf(place, tree)).find((node) => node.kind === "folder");
  assert.ok(found);
  return found;
}

suite("the rows of folders", () => {
  test("count what is shown in them, what was added by name as well", async () => {
    assert.deepEqual(await lines(registry, treeOf(names)), ["team | 4", "  app | 2", "    api", "    web", "  added", "  app", "hello"]);
  });

  test("say that there may be more, where the list goes on", async () => {
    assert.deepEqual(await lines(registry, treeOf(names.slice(0, 2), { hasMore: true })), [
      "team | 2+",
      "  added",
      "  app",
      "hello",
      "Load more… | 2 of 2+",
    ]);
  });

  test("are folded, and with a filter unfolded rows of their own that mark what matches", async () => {
    const plain = treeOf(names);
    const filter = await parseNameFilter("am/app");
    const filtered = treeOf(names, { filter });
    const [before, after] = [await rowOf(await folderAt(plain), plain), await rowOf(await folderAt(filtered), filtered)];
    assert.equal(before.collapsibleState, TreeItemCollapsibleState.Collapsed);
    assert.equal(after.collapsibleState, TreeItemCollapsibleState.Expanded);
    assert.notEqual(before.id, after.id);
    assert.equal(before.spoken, "team, folder, repositories: 4");
    const inner = await folderAt(filtered, await folderAt(filtered));
    assert.deepEqual((await rowOf(inner, filtered)).marked, [[0, 3]]);
  });

  test("a repository's way up leads by the rows that are shown", async () => {
    const tree = treeOf(names);
    const repository: RepositoryNode = { kind: "repository", registry, host, repository: "team/app/web", added: false };
    const inner = await parentOf(repository, tree);
    assert.ok(inner?.kind === "folder");
    const outer = await parentOf(inner, tree);
    assert.ok(outer?.kind === "folder");
    const shown = await folderAt(tree);
    const shownInner = await folderAt(tree, shown);
    assert.equal((await rowOf(outer, tree)).id, (await rowOf(shown, tree)).id);
    assert.equal((await rowOf(inner, tree)).id, (await rowOf(shownInner, tree)).id);
    assert.equal(await parentOf(outer, tree), registry);
    const web = (await childrenOf(shownInner, tree)).find((node) => node.kind === "repository" && node.repository === "team/app/web");
    assert.ok(web);
    assert.equal((await rowOf(repository, tree)).id, (await rowOf(web, tree)).id);
  });

  test("what a registry calls its folders is text", async () => {
    const shown = await lines(registry, treeOf(["\u202Eevil$(flame)/x"]));
    assert.ok(
      shown.some((line) => line.includes("evil$ (flame)")),
      shown.join("\n"),
    );
    assert.doesNotMatch(shown.join("\n"), /\u202E/);
  });
});
