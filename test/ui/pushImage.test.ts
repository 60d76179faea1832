import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { createPodmanStore, type PodmanStore } from "../support/peers/podmanStore.ts";
import { missing } from "../support/peers/program.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const withoutDebian = missing("docker-registry");

describe(`images of this machine, in VS Code ${host}`, { skip: missing("podman") }, () => {
  let store: PodmanStore;
  let workbench: Workbench;
  const hosts: { embedded: string; debian: string } = { embedded: "", debian: "" };
  const registries: { readonly close: () => Promise<void> }[] = [];

  before(async () => {
    store = await createPodmanStore("localhost/hello-world:latest");
    const embedded = await startRegistry({ hostname: "localhost" });
    registries.push(embedded);
    seedDemo(embedded);
    hosts.embedded = embedded.host;
    if (withoutDebian === false) {
      const debian = await startDockerRegistry();
      registries.push(debian);
      hosts.debian = debian.host;
    }
    const auths = Object.fromEntries(Object.values(hosts).flatMap((each) => (each === "" ? [] : [[each, {}]])));
    workbench = await openWorkbench({
      host,
      environment: store.environment,
      userSettings: { "containerRegistries.engine": "podman" },
      prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await Promise.all(registries.map((each) => each.close()));
    store?.remove();
  });

  const cases = [
    { title: "the embedded registry", of: "embedded", repository: "team/pushed", skip: false },
    { title: "Debian's docker-registry", of: "debian", repository: "team/to-debian", skip: withoutDebian },
  ] as const;
  for (const { title, of, repository, skip } of cases) {
    test(`a local image is pushed to ${title} from the palette, and the tree shows its tag`, { skip }, async () => {
      const registry = hosts[of];
      const { quickInput } = workbench;
      await workbench.runCommand("Container Registries: Push Image…");
      await quickInput.pick(registry);
      await quickInput.pick("localhost/hello-world:latest");
      await quickInput.waitForMessage(/Name of the image in the registry/);
      await quickInput.enter(`${repository}:1.0`);
      const rows = await eventually(
        () => quickInput.rows(),
        (all) => all.some(({ label }) => label.includes("in a terminal")),
        "the summary",
      );
      const shown = rows.map(({ label }) => label).join("\n");
      assert.match(shown, new RegExp(`podman tag localhost/hello-world:latest ${registry}/${repository}:1\\.0`));
      assert.match(shown, new RegExp(`podman push '?--tls-verify=false'? ${registry}/${repository}:1\\.0`));
      assert.match(shown, /up to the registry's settings/);
      assert.doesNotMatch(shown, /nobody verifies its certificate/, "it speaks plain HTTP");
      await workbench.screenshot(`push-image-summary-${of}`);
      await quickInput.pick("Tag and push in a terminal");
      const tree = workbench.tree("Registries");
      await tree.waitForRow(repository);
      await tree.waitForRow("1.0");
      const answer = await fetch(`http://${registry}/v2/${repository}/tags/list`);
      assert.deepEqual(await answer.json(), { name: repository, tags: ["1.0"] });
      await workbench.screenshot(`push-image-done-${of}`);
    });
  }

  test("the hover of a registry on this machine says that nobody verifies its certificate", async () => {
    await workbench.tree("Registries").hover(hosts.embedded, /over HTTPS, nobody verifies its certificate unless/);
  });
});
