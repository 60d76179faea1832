import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Lazy } from "../../src/core/lazy.ts";
import { CredentialsError } from "../../src/credentials/credentialsError.ts";
import type { KnownRegistries } from "../../src/services/browse/knownRegistries.ts";
import { AddedRepositories } from "../../src/services/remembered/addedRepositories.ts";
import { PinnedRepositories } from "../../src/services/remembered/pinnedRepositories.ts";
import type { Browsing } from "../../src/services/browse/browsing.ts";
import { folderOf } from "../../src/ui/tree/folderRows.ts";
import type { TreeNode } from "../../src/ui/tree/node.ts";
import { registryNode } from "../../src/ui/tree/nodes/registry.ts";
import { repositoryNode } from "../../src/ui/tree/nodes/repository.ts";
import { RegistryTree, type RegistryTreeDependencies } from "../../src/ui/tree/registryTree.ts";

const path = "/home/me/.docker/config.json";

suite("the top of the tree", () => {
  test("a file with very many faults shows some of them, and says how many more there are", async () => {
    const problems = Array.from({ length: 1_025 }, (_, index) => {
      const params = { path, key: `h${index}.example`, reason: "base64" };
      return new CredentialsError("config-invalid-entry", `the entry of h${index}.example cannot be read`, { params });
    });
    const reported: unknown[] = [];
    const tree = treeOf({
      known: { overview: () => Promise.resolve({ registries: [], problems, credsStore: "" }) } as unknown as KnownRegistries,
      reportError: (error) => void reported.push(error),
    });
    const rows = await tree.getChildren();
    const last = rows.at(-1);
    assert.equal(rows.length, 21);
    assert.equal(last?.kind === "note" ? last.sentence : last?.kind, "1,005 more problems are in the log.");
    assert.equal(reported.length, problems.length);
  });

  test("two faults that are said in the same words are one row", async () => {
    // Keys that differ in the account, which is not told.
    const problems = ["alice", "bob"].map((account) => {
      const params = { path, key: `${account}@reg.example`, reason: "base64" };
      return new CredentialsError("config-invalid-entry", "the entry of reg.example cannot be read", { params });
    });
    const tree = treeOf({
      known: { overview: () => Promise.resolve({ registries: [], problems, credsStore: "" }) } as unknown as KnownRegistries,
    });
    const items = await Promise.all((await tree.getChildren()).map(async (node) => tree.getTreeItem(node)));
    assert.equal(items.length, 1);
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });

  test("what stands in a row that is folded loads no further", async () => {
    const ended: string[] = [];
    const lists = ["", "team/app/web", "team/app/api", "tools/lint"];
    const abort = (host: string, isMeant: (repository: string | undefined) => boolean): undefined => {
      ended.push(...lists.filter((name) => isMeant(name === "" ? undefined : name)).map((name) => `${host}/${name}`));
    };
    const browsing = new Lazy(() => Promise.resolve({ abort } as unknown as Browsing));
    const tree = treeOf({ browsing });
    const registry = registryNode({ host: "reg.example", signedIn: false, isPassedOver: false, stored: [], login: undefined });
    const nodes = lists.slice(1).map((name) => repositoryNode(registry, { name }, false));
    const folder = folderOf(
      { kind: "top", list: registry, path: "", labels: [], repositories: nodes, isPartial: false, filter: undefined },
      "team/app/api",
    );
    assert.ok(folder !== undefined && nodes[2] !== undefined);
    await browsing.get();
    const endedBy = (node: TreeNode): readonly string[] => {
      ended.length = 0;
      tree.collapsed(node);
      return ended.map((name) => name.replace("reg.example/", ""));
    };
    assert.deepEqual(endedBy(registry), lists);
    assert.deepEqual(endedBy(folder), ["team/app/web", "team/app/api"]);
    assert.deepEqual(endedBy(nodes[2]), ["tools/lint"]);
  });
});

function treeOf(dependencies: Partial<RegistryTreeDependencies>): RegistryTree {
  return new RegistryTree({
    browsing: new Lazy(() => Promise.reject(new Error("no list is opened"))),
    tags: new Lazy(() => Promise.reject(new Error("no tag is opened"))),
    known: { overview: () => Promise.resolve({ registries: [], problems: [], credsStore: "" }) } as unknown as KnownRegistries,
    added: new AddedRepositories({ read: () => ({}), write: () => Promise.resolve() }),
    ofWorkspace: () => Promise.resolve([]),
    pinned: new PinnedRepositories({ read: () => [], write: () => Promise.resolve() }),
    endSessions: () => undefined,
    reportError: () => undefined,
    ...dependencies,
  });
}
