import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { ForeignText } from "../../../../src/core/foreignText.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { deleteTags } from "../../../../src/services/images/deletion/deleteImages.ts";
import { deletionRefusal } from "../../../../src/services/images/deletion/deletionRefusal.ts";
import { type DeletionSession, openDeletion } from "../../../../src/services/images/deletion/deletionSession.ts";
import { findTags } from "../../../../src/services/images/deletion/tagSearch.ts";
import type { RegistryOptions } from "../../../support/registry/registryOptions.ts";
import { seedContent } from "../../../support/registry/seed/seedContent.ts";
import { seedDemo } from "../../../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { registrySessions } from "../../../support/registrySessions.ts";

const { signal } = new AbortController();
const hello = "demo/hello";

interface Opened {
  readonly registry: RunningRegistry;
  readonly session: DeletionSession;
  readonly tags: () => readonly string[];
}

async function open(
  t: TestContext,
  repository: string,
  options: RegistryOptions = {},
  known: Readonly<Record<string, string>> = {},
): Promise<Opened> {
  const registry = await startRegistry(options);
  seedDemo(registry);
  seedContent(registry);
  const sessions = registrySessions(registry);
  const session = await openDeletion({ host: registry.host, repository }, sessions, (tag) => known[tag], signal);
  t.after(async () => {
    session.dispose();
    sessions.dispose();
    await registry.close();
  });
  return { registry, session, tags: () => [...registry.store.open(repository).tags.keys()].toSorted() };
}

function digestOf({ registry }: Opened, tag: string, repository = hello): string {
  return registry.store.open(repository).tags.get(tag) ?? "";
}

test("the tags that share an image are told, and only the chosen one is deleted", async (t) => {
  const opened = await open(t, hello);
  const { registry, session, tags } = opened;
  const plan = await session.planTags(["latest"], signal);
  const digest = digestOf(opened, "latest");
  assert.deepEqual(plan.tags, [{ tag: "latest", digest, listed: undefined, others: ["1.1.0"] }]);
  assert.deepEqual(plan.search, { looked: 3, total: 3, isWhole: true });

  registry.requests.clear();
  const outcome = await session.deleteTags(plan, signal);
  assert.deepEqual(outcome, { outcomes: [{ kind: "deleted", tag: "latest" }], unsupported: [], lost: [] });
  assert.deepEqual(tags(), ["1.0.0", "1.1.0"]);
  // Looked at right before, and of what was to stay one tag right behind.
  const at = (method: string, tag: string): string => `${method} /v2/${hello}/manifests/${tag}`;
  assert.deepEqual(registry.requests.lines(), [at("HEAD", "latest"), at("DELETE", "latest"), at("HEAD", "1.1.0")]);
});

test("several tags are deleted together: what they share is no reason to stay", async (t) => {
  const { session, tags } = await open(t, hello);
  const plan = await session.planTags(["1.1.0", "latest", "latest", "no-such-tag"], signal);
  assert.deepEqual(
    plan.tags.map(({ tag, others }) => ({ tag, others })),
    [
      { tag: "1.1.0", others: [] },
      { tag: "latest", others: [] },
    ],
  );
  assert.deepEqual(plan.gone, ["no-such-tag"]);
  const { outcomes } = await session.deleteTags(plan, signal);
  assert.deepEqual(
    outcomes.map(({ kind, tag }) => `${tag} ${kind}`),
    ["no-such-tag gone", "1.1.0 deleted", "latest deleted"],
  );
  assert.deepEqual(tags(), ["1.0.0"]);
});

test("what somebody has re-tagged since it was shown stays", async (t) => {
  const opened = await open(t, hello);
  const { registry, session, tags } = opened;
  const plan = await session.planTags(["latest", "1.0.0"], signal);
  const other = digestOf(opened, "1.0.0");
  registry.store.open(hello).tags.set("latest", other);
  const { outcomes } = await session.deleteTags(plan, signal);
  assert.deepEqual(outcomes, [
    { kind: "moved", tag: "latest", digest: other },
    { kind: "deleted", tag: "1.0.0" },
  ]);
  assert.deepEqual(tags(), ["1.1.0", "latest"]);
});

test("a tag that was changed since the list was loaded is told so", async (t) => {
  const listed = `sha256:${"0".repeat(64)}`;
  const { session } = await open(t, hello, {}, { "1.0.0": listed });
  const plan = await session.planTags(["1.0.0"], signal);
  assert.equal(plan.tags[0]?.listed, listed);
});

test("a registry that knows only manifests leaves the tags to the person, and deletes a manifest with all its tags", async (t) => {
  const opened = await open(t, hello, { deletes: "digests" });
  const { session, tags } = opened;
  const plan = await session.planTags(["1.1.0", "1.0.0"], signal);
  const outcome = await session.deleteTags(plan, signal);
  assert.deepEqual(outcome.outcomes, []);
  assert.deepEqual(
    outcome.unsupported.map(({ tag }) => tag),
    ["1.1.0", "1.0.0"],
  );
  assert.deepEqual(tags(), ["1.0.0", "1.1.0", "latest"]);

  const whole = await session.planManifest(digestOf(opened, "1.1.0"), signal);
  assert.deepEqual(whole.tags.toSorted(), ["1.1.0", "latest"]);
  assert.deepEqual(whole.members, ["linux/amd64", "linux/arm64/v8"]);
  assert.deepEqual(await session.deleteManifest(whole, signal), { kind: "deleted" });
  assert.deepEqual(tags(), ["1.0.0"]);
});

test("what is attached to a manifest is told: by the API, by the tag in its place, and by cosign's tags", async (t) => {
  for (const referrers of [true, false]) {
    const opened = await open(t, "shop/api", { referrers });
    const plan = await opened.session.planManifest(digestOf(opened, "4.2.0", "shop/api"), signal);
    const types = plan.attached.flatMap(({ artifactType }) => artifactType ?? []);
    if (referrers) assert.deepEqual(types.toSorted(), ["application/spdx+json", "application/vnd.dev.cosign.artifact.sig.v1+json"]);
    assert.equal(plan.attached.filter(({ tag }) => tag?.endsWith(".sig")).length, 1);
    assert.deepEqual(plan.members, ["linux/amd64", "linux/arm64/v8", "windows/amd64 (10.0.20348.2700)"]);
  }
});

test("a manifest stays where one of its tags was moved, or removed, since it was shown", async (t) => {
  const opened = await open(t, hello);
  const { registry, session, tags } = opened;
  const plan = await session.planManifest(digestOf(opened, "1.1.0"), signal);
  const other = digestOf(opened, "1.0.0");
  registry.store.open(hello).tags.set("latest", other);
  assert.deepEqual(await session.deleteManifest(plan, signal), { kind: "moved", tag: "latest", digest: other });
  registry.store.open(hello).tags.delete("latest");
  assert.deepEqual(await session.deleteManifest(plan, signal), { kind: "moved", tag: "latest", digest: undefined });
  assert.deepEqual(tags(), ["1.0.0", "1.1.0"]);
  assert.equal(registry.requests.lines().filter((line) => line.startsWith("DELETE")).length, 0);
});

test("deletion that is switched off is said as that", async (t) => {
  const opened = await open(t, hello, { deletes: "none" });
  const { unsupported } = await opened.session.deleteTags(await opened.session.planTags(["1.0.0"], signal), signal);
  assert.equal(unsupported.length, 1);
  const outcome = await opened.session.deleteManifest(await opened.session.planManifest(digestOf(opened, "1.0.0"), signal), signal);
  assert.equal(outcome.kind, "failed");
  assert.ok(outcome.kind === "failed" && RegistryError.is(outcome.error) && deletionRefusal(outcome.error, "") === "switched-off");
});

test("of many tags a bounded number is asked, those first that are believed to share the image", async () => {
  const all = Array.from({ length: 1500 }, (_, index) => `t${index}`);
  const [same, other] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];
  const asked: string[] = [];
  const client = {
    resolve: (_: string, tag: string) => {
      asked.push(tag);
      return Promise.resolve({ mediaType: "", size: 1, digest: tag === "t1400" || tag === "t1" ? same : other });
    },
    async *eachTagPage() {
      yield all.slice(0, 1000);
      yield all.slice(1000);
    },
  };
  const known = (tag: string): string | undefined => (tag === "t1400" ? same : Number(tag.slice(1)) >= 1000 ? other : undefined);
  const search = await findTags(client, "a", new Set([same]), known, signal);
  assert.equal(asked.length, 200);
  assert.equal(asked[0], "t1400");
  assert.deepEqual(search.found.get(same), ["t1400", "t1"]);
  assert.deepEqual({ looked: search.looked, total: search.total, isWhole: search.isWhole }, { looked: 699, total: 1500, isWhole: false });
});

test("a repository whose tags cannot be listed is not whole", async () => {
  const client = {
    resolve: () => Promise.reject(new Error("not asked")),
    // eslint-disable-next-line require-yield
    async *eachTagPage(): AsyncGenerator<readonly string[]> {
      throw new RegistryError("denied", "no");
    },
  };
  const search = await findTags(client, "a", new Set(), () => undefined, signal);
  assert.deepEqual({ ...search, found: undefined }, { found: undefined, looked: 0, total: 0, isWhole: false });
});

const planned = (tag: string) => ({ tag, digest: "d", listed: undefined, others: [] });
const place = { host: "h", repository: "r" };
const search = { looked: 2, total: 2, isWhole: true };
const client = {
  resolve: () => Promise.resolve({ mediaType: "", digest: "d", size: 1 }),
  deleteTag: () => Promise.reject(new Error("not by this")),
  deleteManifest: () => Promise.reject(new Error("not by this")),
};

test("a tag that a rule keeps does not hold up the others; a failure that all would meet does", async () => {
  const tried: string[] = [];
  const failing = (code: "denied" | "unauthorized") => (tag: string) => {
    tried.push(tag);
    return tag === "b" ? Promise.resolve() : Promise.reject(new RegistryError(code, "no"));
  };
  const plan = { place, tags: [planned("a"), planned("b")], gone: [], search };
  const kinds = async (code: "denied" | "unauthorized") =>
    (await deleteTags(client, plan, failing(code), signal)).outcomes.map(({ kind }) => kind);
  assert.deepEqual(await kinds("denied"), ["failed", "deleted"]);
  assert.deepEqual(await kinds("unauthorized"), ["failed", "failed"]);
  assert.deepEqual(tried, ["a", "b", "a"]);
});

test("a cancelled deletion goes no further", async () => {
  const controller = new AbortController();
  const plan = { place, tags: [planned("a"), planned("b")], gone: [], search };
  const tried: string[] = [];
  const deleting = deleteTags(
    client,
    plan,
    (tag) => {
      tried.push(tag);
      controller.abort();
      return Promise.resolve();
    },
    controller.signal,
  );
  await assert.rejects(deleting, { name: "AbortError" });
  assert.deepEqual(tried, ["a"]);
});

test("tags that went along although they were to stay are told", async () => {
  const resolve = (_: string, tag: string) =>
    tag === "b" ? Promise.reject(new RegistryError("not-found", "")) : Promise.resolve({ mediaType: "", digest: "d", size: 1 });
  const plan = { place, tags: [{ ...planned("a"), others: ["b", "c"] }], gone: [], search };
  const { lost } = await deleteTags({ ...client, resolve }, plan, () => Promise.resolve(), signal);
  assert.deepEqual(lost, ["b", "c"]);
});

test("refusals are told apart by the registries' own words", () => {
  const refused = (status: number, code: "denied" | "request-rejected" | "unsupported", said: string) =>
    deletionRefusal(new RegistryError(code, "", { status, details: [{ code: "X", message: new ForeignText(said) }] }), said);
  // Harbor, "immutable tag"; ECR, ImageReferencedByManifestList; Azure, a locked image; Google, GOOGLE_MANIFEST_DANGLING_TAG.
  assert.equal(refused(412, "request-rejected", "the artifact matched the immutable rule: tag 1.0 configured as immutable"), "immutable");
  assert.equal(refused(405, "unsupported", "The operation is disallowed on this registry, repository or image."), "kept-by-rule");
  assert.equal(refused(400, "request-rejected", "GOOGLE_MANIFEST_DANGLING_TAG: Manifest is still referenced by tag: latest"), "in-use");
  assert.equal(refused(405, "unsupported", "The operation is unsupported."), "switched-off");
  assert.equal(refused(403, "denied", "requested access to the resource is denied"), undefined);
  assert.equal(deletionRefusal(new RegistryError("connection-lost", ""), "locked"), undefined);
});
