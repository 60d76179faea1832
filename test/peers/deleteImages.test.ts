import assert from "node:assert/strict";
import { test } from "node:test";
import { openDeletion } from "../../src/services/images/deletion/deletionSession.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { registrySessions } from "../support/registrySessions.ts";

const repository = "demo/hello";
const { signal } = new AbortController();

void test(
  "Debian's registry deletes no tag by itself, and a manifest with all its tags",
  { skip: missing("docker-registry") },
  async (t) => {
    const content = new ContentStore();
    seedDemo({ store: content });
    const registry = await startDockerRegistry({ content });
    t.after(() => registry.close());
    const sessions = registrySessions(registry);
    const session = await openDeletion({ host: registry.host, repository }, sessions, () => undefined, signal);
    t.after(() => {
      session.dispose();
      sessions.dispose();
    });
    const listed = async (): Promise<readonly string[]> => {
      const answer = (await (await fetch(`${registry.url}/v2/${repository}/tags/list`)).json()) as {
        readonly tags: readonly string[] | null;
      };
      return (answer.tags ?? []).toSorted();
    };

    const plan = await session.planTags(["latest"], signal);
    assert.deepEqual(plan.tags[0]?.others, ["1.1.0"]);
    const { outcomes, unsupported } = await session.deleteTags(plan, signal);
    assert.deepEqual({ outcomes, unsupported }, { outcomes: [], unsupported: plan.tags });
    assert.deepEqual(await listed(), ["1.0.0", "1.1.0", "latest"]);

    const whole = await session.planManifest(plan.tags[0].digest, signal);
    assert.deepEqual(whole.tags.toSorted(), ["1.1.0", "latest"]);
    assert.deepEqual(await session.deleteManifest(whole, signal), { kind: "deleted" });
    assert.deepEqual(await listed(), ["1.0.0"]);
    // Once more there is nothing left of it.
    const again = await session.deleteManifest({ ...whole, tags: [] }, signal);
    assert.deepEqual(again, { kind: "gone" });
  },
);
