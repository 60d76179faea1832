import assert from "node:assert/strict";
import { test } from "node:test";
import { snapConfigOf } from "../../../../src/credentials/configLocation.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { type LoginPlan, readFirst, readsElsewhere, signInNotes, storeChoices } from "../../../../src/services/login/storeChoices.ts";
import { plainFile } from "./support/plainFile.ts";

test("a variable with logins to others hides nothing", () => {
  assert.deepEqual(readFirst({ ...plainFile, environment: { variable: "DOCKER_AUTH_CONFIG", affects: "others" } }), []);
});

test("a variable and each of podman's files that have the registry are named", () => {
  const overruled: LoginPlan = {
    ...plainFile,
    environment: { variable: "DOCKER_AUTH_CONFIG", affects: "this-registry" },
    podmanFiles: ["/a", "/b"],
  };
  assert.deepEqual(
    readFirst(overruled).map(({ args }) => args),
    [["DOCKER_AUTH_CONFIG", "h"], [], ["h"], ["/a"], ["h"], ["/b"]],
  );
});

test("config.json stands beside its choice once", () => {
  const [choice] = storeChoices({ ...plainFile, path: "/home/me/.docker/config.json" });
  assert.deepEqual(choice?.description?.args, ["~/.docker/config.json"]);
  assert.doesNotMatch(JSON.stringify([choice?.label, choice?.detail]), /\/config\.json/);
});

test("a helper that cannot store is no better place for a token", () => {
  const broken: LoginPlan = {
    ...plainFile,
    store: { helper: "ecr-login", by: "credHelpers" },
    storeProblem: new CredentialsError("helper-cannot-store", "it cannot"),
  };
  assert.ok(signInNotes(broken).some(({ text }) => text.startsWith("No credential helper works")));
});

test("the docker of a snap reads a file of its own, which is told", () => {
  assert.equal(snapConfigOf("/snap/bin/docker", "/home/me"), "/home/me/snap/docker/current/.docker/config.json");
  assert.equal(snapConfigOf("/usr/bin/docker", "/home/me"), undefined);
  assert.equal(snapConfigOf(undefined, "/home/me"), undefined);
  assert.deepEqual(readsElsewhere(plainFile), []);
  const [note] = readsElsewhere({ ...plainFile, snapConfig: "/home/me/snap/docker/current/.docker/config.json" });
  assert.deepEqual(note?.args, ["/home/me/snap/docker/current/.docker/config.json"]);
});
