import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { commandLine } from "../../src/core/shellQuote.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { pullCommands } from "../../src/services/images/engineCommands.ts";
import { listLocalImages } from "../../src/services/images/localImages.ts";
import { askPush } from "../../src/services/images/push/wizard.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { createPodmanStore, type PodmanStore } from "../support/peers/podmanStore.ts";
import { missing, run } from "../support/peers/program.ts";
import { createPushPorts } from "../support/pushPorts.ts";
import { startRegistry } from "../support/registry/startRegistry.ts";

const registries = {
  "the embedded registry": () => startRegistry(),
  "Debian's docker-registry": () => startDockerRegistry(),
};

describe("Push Image… with Debian's podman", { skip: missing("podman", "docker-registry") }, () => {
  let store: PodmanStore;
  /** Asks the engine with the store of this test. */
  const spawn: typeof nodeSpawn = {
    ...nodeSpawn,
    find: nodeSpawn.find.bind(nodeSpawn),
    run: (request) => nodeSpawn.run({ ...request, env: store.environment }),
  };

  before(async () => {
    store = await createPodmanStore("localhost/hello-world:latest", "localhost/team/other:1.0");
  });
  after(() => store?.remove());

  test("podman's images are listed by their names", async () => {
    const images = await listLocalImages("podman", spawn, new AbortController().signal);
    assert.deepEqual(images.map(({ name }) => name).toSorted(), ["localhost/hello-world:latest", "localhost/team/other:1.0"]);
  });

  for (const [name, start] of Object.entries(registries)) {
    test(`the commands push to ${name}, and pull from it`, async (t) => {
      const registry = await start();
      t.after(() => registry.close());
      const { ports } = createPushPorts([{ pick: "{0}" }, { type: "demo/hello:1.0" }, { pick: "Tag and push in a terminal" }], {
        engine: "podman",
        spawn,
      });
      const outcome = await askPush({ host: registry.host }, ports);
      assert.ok(outcome.kind === "run");
      const sh = async (line: string): Promise<void> => {
        const { exitCode, stderr } = await run("/bin/sh", ["-c", line], { env: { ...process.env, ...store.environment } });
        assert.equal(exitCode, 0, stderr);
      };
      await sh(commandLine("posix", outcome.plan.commands));

      const answer = await fetch(`${registry.url}/v2/_catalog`);
      assert.deepEqual(await answer.json(), { repositories: ["demo/hello"] });
      const tags = (await (await fetch(`${registry.url}/v2/demo/hello/tags/list`)).json()) as { readonly tags: readonly string[] };
      assert.deepEqual(tags.tags, ["1.0"]);

      await sh(`podman rmi ${registry.host}/demo/hello:1.0`);
      const { commands } = await pullCommands({ host: registry.host, repository: "demo/hello", tag: "1.0" }, ports);
      await sh(commandLine("posix", commands));
      const images = await listLocalImages("podman", spawn, new AbortController().signal);
      assert.ok(images.some((each) => each.name === `${registry.host}/demo/hello:1.0`));
    });
  }
});
