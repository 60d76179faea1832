import assert from "node:assert/strict";
import { test } from "node:test";
import { AddedRepositories } from "../../../../src/services/remembered/addedRepositories.ts";

test("what was added is remembered by host, in order and once", async () => {
  const memory: { value: Readonly<Record<string, readonly string[]>> } = { value: {} };
  const added = new AddedRepositories({ read: () => memory.value, write: (value) => Promise.resolve(void (memory.value = value)) });
  await added.add("docker.io", "library/nginx");
  await added.add("docker.io", "library/alpine");
  await added.add("docker.io", "library/nginx");
  await added.add("ghcr.io", "owner/app");
  assert.deepEqual(added.of("docker.io"), ["library/alpine", "library/nginx"]);
  await added.remove("docker.io", "library/nginx");
  await added.remove("ghcr.io", "owner/app");
  assert.deepEqual(memory.value, { "docker.io": ["library/alpine"] });
  assert.deepEqual(added.of("quay.io"), []);
  assert.deepEqual(added.of("constructor"), [], "a name that every object has");
});
