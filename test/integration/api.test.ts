import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import type { RegistriesApi } from "../../src/composition/apiTypes.ts";

suite("the API for other extensions", () => {
  const api = async (): Promise<RegistriesApi> => {
    const extension = vscode.extensions.getExtension<RegistriesApi>("container-registries.container-registries");
    assert.ok(extension !== undefined);
    return extension.activate();
  };

  test("has a version, and lists registries without credentials", async () => {
    const { version, registries } = await api();
    assert.equal(version, 1);
    for (const each of await registries())
      assert.deepEqual(
        Object.keys(each).filter((key) => !["host", "name", "isAnonymous"].includes(key)),
        [],
      );
  });

  test("lists the tags of a registry of the tree, in the tree's order", async () => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(request.url?.includes("tags/list") === true ? '{"name":"team/app","tags":["1.9","1.10","latest"]}' : "{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const host = `localhost:${(server.address() as AddressInfo).port}`;
    const config = path.join(process.env["DOCKER_CONFIG"] ?? "", "config.json");
    const before = existsSync(config) ? readFileSync(config, "utf8") : undefined;
    writeFileSync(config, JSON.stringify({ auths: { [host]: {} } }));
    try {
      const { registries, tags } = await api();
      assert.ok((await registries()).some((each) => each.host === host && each.isAnonymous));
      assert.deepEqual(await tags(host, "team/app"), ["latest", "1.10", "1.9"]);
    } finally {
      if (before === undefined) rmSync(config);
      else writeFileSync(config, before);
      server.close();
    }
  });

  test("asks no registry that is not in the tree, and takes nothing but names", async () => {
    const { tags } = await api();
    await assert.rejects(tags("nobody.example", "team/app"), /nobody\.example is not among the registries of the tree/);
    await assert.rejects(tags(1 as unknown as string, "team/app"), TypeError);
  });
});
