import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { Secret } from "../../../src/core/secret.ts";
import { pullSecretCommand, pullSecretManifest } from "../../../src/credentials/pullSecret.ts";

const credential = { kind: "basic", username: "alice", password: new Secret("pa:ss\n“ü”") } as const;

for (const [host, key] of [
  ["reg.example:5000", "reg.example:5000"],
  ["docker.io", "https://index.docker.io/v1/"],
] as const) {
  test(`the manifest for ${host} is a secret with that login alone, which is not printed by accident`, () => {
    const manifest = pullSecretManifest(host, credential);
    assert.equal(String(manifest), "[secret]");
    const { apiVersion, kind, type, data } = parse(manifest?.reveal() ?? "") as Record<string, unknown>;
    assert.deepEqual([apiVersion, kind, type], ["v1", "Secret", "kubernetes.io/dockerconfigjson"]);
    const config = Buffer.from((data as Record<string, string>)[".dockerconfigjson"] ?? "", "base64").toString();
    const auth = Buffer.from("alice:pa:ss\n“ü”").toString("base64");
    assert.deepEqual(JSON.parse(config), { auths: { [key]: { auth } } });
  });
}

test("there is none of a token that Kubernetes does not take", () => {
  assert.equal(pullSecretManifest("r", { kind: "identityToken", username: "a", token: new Secret("x") }), undefined);
  assert.equal(pullSecretManifest("r", { kind: "registryToken", token: new Secret("x") }), undefined);
});

test("the command names the file, and no login", () => {
  assert.equal(pullSecretCommand("/c.json").at(-1), "--from-file=.dockerconfigjson=/c.json");
});
