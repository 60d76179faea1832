import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { env } from "vscode";
import { RegistryError } from "../../src/core/registryError.ts";
import { copyRowsCommand } from "../../src/ui/commands/copyRows.ts";
import type { FolderNode } from "../../src/ui/tree/node.ts";
import { registryNode } from "../../src/ui/tree/nodes/registry.ts";
import { repositoryNode } from "../../src/ui/tree/nodes/repository.ts";

suite("what is copied of rows", () => {
  const list = registryNode({ host: "reg.example:5000", signedIn: false, isPassedOver: false, stored: [], login: undefined });
  const repository = (name: string) => repositoryNode(list, { name }, false);
  const folder = (path: string): FolderNode => ({
    kind: "folder",
    list,
    parent: undefined,
    path,
    labels: [path],
    repositories: [],
    isPartial: false,
    filter: undefined,
  });

  test("names that a shell takes as they are, also those that break the rules of names", async () => {
    await copyRowsCommand([repository("team/app"), repository("Team/App~2+x"), folder("team")]);
    assert.equal(await env.clipboard.readText(), ["team/app", "Team/App~2+x", "team"].map((name) => `reg.example:5000/${name}`).join("\n"));
  });

  test("nothing that a registry has made a command of", async () => {
    await env.clipboard.writeText("before");
    const isRefused = (error: unknown): boolean => RegistryError.is(error, "invalid-reference");
    for (const name of ["$(id)", "a;id", "a`id`", "a b", "a|id", "a'", "a\u202eb"]) {
      for (const row of [repository(name), folder(name)]) await assert.rejects(copyRowsCommand([row]), isRefused, `${row.kind} ${name}`);
    }
    assert.equal(await env.clipboard.readText(), "before");
  });
});
