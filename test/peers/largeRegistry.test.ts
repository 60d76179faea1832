import assert from "node:assert/strict";
import { test } from "node:test";
import { Browsing } from "../../src/services/browse/browsing.ts";
import { parseNameFilter } from "../../src/services/browse/nameFilter.ts";
import { RegistryLists } from "../../src/services/browse/registryLists.ts";
import type { HostConnection } from "../../src/services/reach/connection.ts";
import { Sessions } from "../../src/services/reach/sessions.ts";
import { planOf } from "../support/connectionPlan.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { seedRepositories, seedTags } from "../support/registry/seed/seedTags.ts";
import { createSessionOpener } from "../support/sessionOpener.ts";
import { silentLogger } from "../support/silentLogger.ts";
import { unchangedLogins } from "../support/unchangedLogins.ts";

const repository = "bench/tags";
const count = 10_000;
const names = (items: readonly { readonly name: string }[]): readonly string[] => items.map(({ name }) => name);

test("Debian's registry with 10,000 tags in no order and 300 repositories", { skip: missing("docker-registry") }, async (t) => {
  const content = new ContentStore();
  const tags = seedTags(content, repository, count);
  // The registry lists what its file system gives, which may be the order in which the tags came, or its reverse.
  const { tags: stored } = content.open(repository);
  const mixed = [...stored].map((_, index, all) => all[(index * 7_919) % count] ?? (["", ""] as const));
  stored.clear();
  for (const [tag, digest] of mixed) stored.set(tag, digest);
  const repositories = seedRepositories(content, 300);
  const registry = await startDockerRegistry({ content });
  const { host } = registry;
  const connection: HostConnection = {
    endpoints: [{ host, baseUrl: new URL(`${registry.url}/v2`) }],
    transport: {},
    canResolve: true,
    isRegistry: true,
  };
  const sessions = new Sessions({
    open: createSessionOpener(),
    plan: () => Promise.resolve(planOf(connection)),
    credentialsFor: () => ({ lookup: () => Promise.resolve(undefined) }),
    logger: silentLogger,
  });
  const browsing = new Browsing(sessions, new RegistryLists(() => [], silentLogger), {
    pageSize: 1000,
    step: () => 200,
    orderOf: () => undefined,
    logins: unchangedLogins(),
    changed: () => undefined,
  });
  t.after(async () => {
    browsing.dispose();
    sessions.end();
    await registry.close();
  });

  await t.test("shows the newest version first, though the registry does not", async () => {
    const answer = await fetch(`${registry.url}/v2/${repository}/tags/list?n=1000`);
    const asListed = ((await answer.json()) as { readonly tags: readonly string[] }).tags;
    const newestFirst = tags.toReversed();
    assert.equal(asListed.length, count, "it ignores n");
    assert.notDeepEqual(asListed.slice(0, 200), newestFirst.slice(0, 200));
    const view = await browsing.tags(host, repository).view();
    assert.deepEqual(names(view.items), newestFirst.slice(0, 200));
    assert.deepEqual([view.order, view.loaded, view.isWhole, view.hasMore], ["version", count, true, true]);
  });

  await t.test("finds one tag among them", async () => {
    browsing.filterBy(host, repository, await parseNameFilter("v?7.3.9"));
    const view = await browsing.tags(host, repository).view();
    assert.deepEqual(names(view.items), [
      "v97.3.9",
      "v87.3.9",
      "v77.3.9",
      "v67.3.9",
      "v57.3.9",
      "v47.3.9",
      "v37.3.9",
      "v27.3.9",
      "v17.3.9",
    ]);
    assert.deepEqual([view.matching, view.hasMore], [9, false]);
  });

  await t.test("lists and filters the repositories", async () => {
    const list = browsing.repositories(host);
    assert.deepEqual(names((await list.view()).items), repositories.slice(0, 200));
    browsing.filterBy(host, undefined, await parseNameFilter("/-0*29\\d$/"));
    assert.deepEqual(names((await list.view()).items), repositories.slice(290));
  });
});
