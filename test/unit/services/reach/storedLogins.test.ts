import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { storedLogins } from "../../../../src/services/reach/storedLogins.ts";

const credential = { kind: "basic", username: "alice", password: new Secret("s3cret") } as const;
const store = {
  lookup: () => Promise.resolve({ credential, origin: { kind: "file", key: "reg.example" } as const }),
  partOf: () => Promise.resolve("reg.example/team"),
  lookupPart: () => Promise.resolve(credential),
};

test("the login of a registry, and that of the part that has a repository, are those that are stored", async () => {
  const { credentialsFor, partOf } = storedLogins(
    () => store,
    () => Promise.resolve(false),
  );
  assert.equal(await credentialsFor("reg.example").lookup(), credential);
  const part = await partOf("reg.example", "team/app");
  assert.equal(part?.name, "reg.example/team");
  assert.equal(await part.credentials.lookup(), credential);
});

test("a registry that is browsed without a login gets none, for no part of it either", async () => {
  const unasked = (): never => assert.fail("the store was asked");
  const { credentialsFor, partOf } = storedLogins(unasked, (host) => Promise.resolve(host === "reg.example"));
  assert.equal(await credentialsFor("reg.example").lookup(), undefined);
  assert.equal(await partOf("reg.example", "team/app"), undefined);
});
