import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { openCredentialStore } from "../../support/credentialStore.ts";

const end = new Date("2030-01-02T03:04:05.000Z");
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = `${part({ alg: "none" })}.${part({ exp: end.getTime() / 1000 })}.x`;
const ofEcr = Buffer.from(JSON.stringify({ payload: "p", expiration: end.getTime() / 1000 })).toString("base64");
const auth = (username: string, password: string): string => Buffer.from(`${username}:${password}`).toString("base64");

test("a login of config.json tells its own end, and its secret is not part of what is told", async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-expiry-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const auths = {
    "azure.example": { auth: auth("00000000-0000-0000-0000-000000000000", ""), identitytoken: token },
    "ecr.example": { auth: auth("AWS", ofEcr) },
    "jwt.example": { auth: auth("alice", token) },
    "other.example": { auth: auth("alice", "s3cret") },
  };
  const file = path.join(directory, "config.json");
  writeFileSync(file, JSON.stringify({ auths }));
  const store = openCredentialStore(file, { environment: {}, platform: "linux" });
  t.after(() => store.dispose());
  const { registries } = await store.registries();
  assert.deepEqual(
    registries.map(({ host, expiresAt }) => [host, expiresAt]),
    [
      ["azure.example", end],
      ["ecr.example", end],
      ["jwt.example", end],
      ["other.example", undefined],
    ],
  );
  for (const secret of [token, ofEcr, "s3cret"]) assert.ok(!JSON.stringify(registries).includes(secret));
});
