import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { openRetag, type RetagSession } from "../../../../src/services/images/move/retag.ts";
import { seedDemo } from "../../../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { registrySessions } from "../../../support/registrySessions.ts";

const { signal } = new AbortController();
const repository = "demo/hello";

async function open(
  t: TestContext,
): Promise<{ readonly registry: RunningRegistry; readonly session: RetagSession; readonly tags: Map<string, string> }> {
  const registry = await startRegistry();
  seedDemo(registry);
  const sessions = registrySessions(registry);
  const session = await openRetag({ host: registry.host, repository }, sessions, signal);
  t.after(async () => {
    session.dispose();
    sessions.dispose();
    await registry.close();
  });
  return { registry, session, tags: registry.store.open(repository).tags };
}

test("the same bytes are stored under the other tag, from a tag or a digest", async (t) => {
  const { registry, session, tags } = await open(t);
  const digest = tags.get("1.0.0") ?? "";
  for (const [from, tag] of [
    ["1.0.0", "stable"],
    [digest, "old"],
  ] as const) {
    const plan = await session.plan(from, tag, signal);
    assert.equal(plan.before, undefined);
    registry.requests.clear();
    assert.deepEqual(await session.write(plan, signal), { kind: "written" });
    assert.equal(tags.get(tag), digest);
    // Nothing but the manifest is sent.
    assert.deepEqual(registry.requests.lines(), [
      `HEAD /v2/${repository}/manifests/${tag}`,
      `GET /v2/${repository}/manifests/${tag}`,
      `PUT /v2/${repository}/manifests/${tag}`,
    ]);
  }
});

test("a tag that points elsewhere is told, and moved only as long as it does", async (t) => {
  const { session, tags } = await open(t);
  const [before, other] = [tags.get("latest") ?? "", tags.get("1.0.0") ?? ""];
  const plan = await session.plan("1.0.0", "latest", signal);
  assert.equal(plan.before, before);
  tags.delete("latest");
  assert.deepEqual(await session.write(plan, signal), { kind: "moved", digest: undefined });
  assert.equal(tags.has("latest"), false);
  tags.set("latest", before);
  assert.deepEqual(await session.write(plan, signal), { kind: "written" });
  assert.equal(tags.get("latest"), other);
});

test("a tag that somebody else has written meanwhile stays", async (t) => {
  const { session, tags } = await open(t);
  const plan = await session.plan("1.0.0", "stable", signal);
  const theirs = tags.get("1.1.0") ?? "";
  tags.set("stable", theirs);
  assert.deepEqual(await session.write(plan, signal), { kind: "moved", digest: theirs });
  assert.equal(tags.get("stable"), theirs);
});
