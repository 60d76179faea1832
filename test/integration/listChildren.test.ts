import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import type { ListedTag } from "../../src/core/listed.ts";
import type { ListView } from "../../src/services/browse/pagedList.ts";
import { listChildren } from "../../src/ui/tree/listChildren.ts";
import type { RegistryNode, RepositoryNode, TreeNode } from "../../src/ui/tree/node.ts";
import type { TreeContext } from "../../src/ui/tree/nodeKind.ts";
import { tagNode } from "../../src/ui/tree/nodes/tag.ts";
import { emptyTree } from "../support/treeContext.ts";

const host = "reg.example";
const registry: RegistryNode = { kind: "registry", host, signedIn: true, login: undefined, isPassedOver: false, stored: [] };
const repository: RepositoryNode = { kind: "repository", registry, host, repository: "a/b", added: false };

async function rowsOf(view: Partial<ListView<ListedTag>>): Promise<{ rows: readonly string[]; reported: readonly unknown[] }> {
  const reported: unknown[] = [];
  const items = [{ name: "1" }, { name: "2" }];
  const counts = { loaded: items.length, matching: items.length, isWhole: true, isFound: false };
  const rest = { hasMore: false, filter: undefined, order: "name", error: undefined, ending: undefined, host } as const;
  const shown = { items, ...counts, ...rest, ...view };
  const tree: TreeContext = {
    ...emptyTree,
    view: () => Promise.resolve(shown),
    report: (error: unknown) => void reported.push(error),
  };
  const toNodes = (tags: readonly ListedTag[]): TreeNode[] => tags.map((tag) => tagNode(repository, tag));
  const nodes = await listChildren(repository, tree, { toNodes, empty: "No tags" });
  const rows = nodes.map((node) => (node.kind === "tag" ? node.tag : node.kind === "note" ? node.sentence : node.kind));
  return { rows, reported };
}

suite("the rows of a list", () => {
  const params = { host, target: "nexus.internal:8081" };
  const endings = [
    [
      new RegistryError("paging-refused", "elsewhere", { params }),
      /^The list ends here: reg\.example says that its next page is on another server/,
    ],
    [
      new RegistryError("paging-refused", "nowhere", { params: { host } }),
      /^The list ends here: the address that reg\.example names .* cannot be used/,
    ],
    [new RegistryError("paging-loop", "again", { params }), /^The list ends here: the next page that reg\.example names is already shown/],
    [new RegistryError("too-many-pages", "more", { params }), /^The list ends here: reg\.example has more pages/],
  ] as const;
  for (const [ending, sentence] of endings) {
    test(`end with why it is not whole: ${ending.code}, ${ending.message}`, async () => {
      const { rows, reported } = await rowsOf({ ending });
      assert.deepEqual(rows.slice(0, 2), ["1", "2"]);
      assert.match(rows[2] ?? "", sentence);
      assert.deepEqual([rows.length, reported], [3, [ending]]);
    });
  }

  test("end with a row that has a button, where GitHub names the page that authorizes the token", async () => {
    const authorize = "https://github.com/orgs/octo/sso?authorization_request=A1";
    const ending = new RegistryError("denied", "sso", { params: { host, refusal: "single-sign-on", authorize } });
    assert.deepEqual((await rowsOf({ ending })).rows, ["1", "2", "error"]);
  });

  test("end with how to get more, or with nothing where it is whole", async () => {
    assert.deepEqual((await rowsOf({ hasMore: true })).rows, ["1", "2", "loadMore"]);
    assert.deepEqual((await rowsOf({})).rows, ["1", "2"]);
    assert.deepEqual((await rowsOf({ items: [] })).rows, ["No tags"]);
  });
});
