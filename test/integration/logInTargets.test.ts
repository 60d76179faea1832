import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { requestOfCaller, requestOfNode } from "../../src/ui/commands/targets.ts";
import { registryNode } from "../../src/ui/tree/nodes/registry.ts";
import { repositoryNode } from "../../src/ui/tree/nodes/repository.ts";
import { tagNode } from "../../src/ui/tree/nodes/tag.ts";

const registry = registryNode({ host: "reg.example", signedIn: true, login: undefined, isPassedOver: false, stored: [] });
const repository = repositoryNode(registry, { name: "team/app" }, false);

suite("what a login is for", () => {
  test("a row's command is for the registry or repository that the row stands in", () => {
    assert.deepEqual(requestOfNode(registry), { host: "reg.example" });
    assert.deepEqual(requestOfNode(repository), { host: "reg.example", repository: "team/app" });
    assert.deepEqual(requestOfNode(tagNode(repository, { name: "1.0" })), { host: "reg.example", repository: "team/app" });
    assert.deepEqual(requestOfNode({ kind: "error", list: repository, error: new Error("x") }), {
      host: "reg.example",
      repository: "team/app",
    });
    assert.deepEqual(requestOfNode({ kind: "error", list: undefined, error: new Error("x") }), {});
  });

  test("the title's command asks, whatever row VS Code hands to it", () => {
    for (const row of [registry, repository, tagNode(repository, { name: "1.0" }), { kind: "loadMore", list: registry }])
      assert.deepEqual(requestOfCaller(row), {});
  });

  test("another extension names a host", () => {
    assert.deepEqual(requestOfCaller({ host: "reg.example" }), { host: "reg.example" });
    assert.deepEqual(requestOfCaller({ host: "reg.example", repository: "a/b" }), { host: "reg.example", repository: "a/b" });
    for (const nonsense of [undefined, null, 5, "reg.example", { host: 5 }, { host: "" }, []])
      assert.deepEqual(requestOfCaller(nonsense), {});
  });
});
