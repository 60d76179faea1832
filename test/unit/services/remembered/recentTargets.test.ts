import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImageTarget } from "../../../../src/services/remembered/imageTarget.ts";
import { PinnedRepositories } from "../../../../src/services/remembered/pinnedRepositories.ts";
import { RecentTargets } from "../../../../src/services/remembered/recentTargets.ts";
import type { RepositoryName } from "../../../../src/core/reference.ts";

function memoryOf<T>(initial: T) {
  const memory = { value: initial };
  return { memory, port: { read: () => memory.value, write: (value: T) => Promise.resolve(void (memory.value = value)) } };
}

test("where one has been is remembered once, the last place first, and not for ever", async () => {
  const { port } = memoryOf<readonly ImageTarget[]>([]);
  const recent = new RecentTargets(port);
  const image = { host: "docker.io", repository: "library/nginx", tag: "1.27" };
  await recent.add(image);
  await recent.add({ host: "docker.io" });
  await recent.add(image);
  assert.deepEqual(recent.all(), [image, { host: "docker.io" }]);
  for (let index = 0; index < 60; index++) await recent.add({ host: "docker.io", repository: `team/app${index}` });
  assert.equal(recent.all().length, 50);
  assert.equal(recent.all()[0]?.repository, "team/app59");
});

test("repositories are pinned once, in the order in which they were", async () => {
  const { memory, port } = memoryOf<readonly RepositoryName[]>([]);
  const pinned = new PinnedRepositories(port);
  for (const repository of ["b", "a", "b"]) await pinned.pin({ host: "ghcr.io", repository });
  assert.deepEqual(memory.value, [
    { host: "ghcr.io", repository: "b" },
    { host: "ghcr.io", repository: "a" },
  ]);
  await pinned.unpin({ host: "ghcr.io", repository: "b" });
  assert.deepEqual([pinned.has({ host: "ghcr.io", repository: "b" }), pinned.has({ host: "ghcr.io", repository: "a" })], [false, true]);
  assert.equal(pinned.has({ host: "quay.io", repository: "a" }), false);
});
