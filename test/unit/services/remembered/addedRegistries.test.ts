import assert from "node:assert/strict";
import { test } from "node:test";
import { AddedRegistries } from "../../../../src/services/remembered/addedRegistries.ts";

test("a registry is remembered once, in order, until it is removed", async () => {
  const memory: { hosts: readonly string[] } = { hosts: [] };
  const added = new AddedRegistries({ read: () => memory.hosts, write: (hosts) => Promise.resolve(void (memory.hosts = hosts)) });
  for (const host of ["quay.io", "mcr.microsoft.com", "quay.io:443", "index.docker.io"]) await added.add(host);
  assert.deepEqual(added.hosts(), ["docker.io", "mcr.microsoft.com", "quay.io"]);
  await added.remove("quay.io:443");
  assert.deepEqual(memory.hosts, ["docker.io", "mcr.microsoft.com"]);
});
