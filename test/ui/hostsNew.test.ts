import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createSelfSigned, derOf } from "../support/certificates/certificateAuthority.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const own = createSelfSigned({ commonName: "registry", names: ["127.0.0.1"] }, "ec");
const fingerprint = createHash("sha256").update(derOf(own.cert)).digest("hex").toUpperCase();

for (const host of ["1.139", "1.112"] as const) {
  describe(`New hosts.toml in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    let workbench: Workbench;
    const settings: Record<string, unknown> = { "containerRegistries.hosts.containerdVersion": "2.3" };
    const root = (): string => path.join(workbench.sandbox.home, ".config/containerd/certs.d");
    const start = async (): Promise<void> => {
      await workbench.runCommand("Container Registries: New hosts.toml…");
      await workbench.quickInput.waitFor("New hosts.toml (1/");
    };

    before(async () => {
      registry = await startRegistry({ tls: own });
      workbench = await openWorkbench({
        host,
        // Tests may run as root, whose own place is below /etc.
        prepare: ({ home, folder }) => Object.assign(settings, { "containerRegistries.hosts.directories": [path.join(home, ".config/containerd/certs.d"), folder] }),
        userSettings: settings,
      });
      await workbench.openViewContainer("Container Registries");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
    });

    test("asks what it is for, has the fingerprint compared, writes the file and opens it", async () => {
      const { quickInput, editor } = workbench;
      await start();
      await workbench.screenshot(`hosts-new-${host}`);
      await quickInput.pick("Registry with a private certificate authority");
      await quickInput.waitFor("(2/5)");
      await quickInput.enter(registry.host);
      await quickInput.waitFor("(3/5)");
      await quickInput.pick("From the server");
      await quickInput.waitFor("(4/5)");
      const [trust] = await quickInput.rows();
      assert.ok(trust !== undefined);
      const [shown = "", until = ""] = `${trust.label}${trust.detail}`.replace("Trust ", "").split(", until ");
      assert.equal(shown.replaceAll(":", ""), fingerprint);
      assert.match(until, /^\d{4}-\d{2}-\d{2}$/);
      assert.equal(await quickInput.widget.locator(".label-name, .quick-input-list-label-meta").evaluateAll((all) => all.some((each) => each.scrollWidth > each.clientWidth)), false, "nothing is cut off");
      await workbench.screenshot(`hosts-new-fingerprint-${host}`);
      await quickInput.pick(trust.label);
      await quickInput.waitFor("(5/5)");
      await workbench.screenshot(`hosts-new-place-${host}`);
      await quickInput.pick(root());
      await editor.waitForText((text) => text.includes(`server = "${registry.url}"`), "the file");
      assert.equal(readFileSync(path.join(root(), registry.host, "hosts.toml"), "utf8"), `server = "${registry.url}"\n\n[host."${registry.url}"]\n  ca = "ca.crt"\n`);
      assert.equal(await editor.language(), "containerd hosts.toml");
      await workbench.screenshot(`hosts-new-written-${host}`);
    });

    test("a certificate is chosen in a dialog, and the flow goes on where it was", async () => {
      const { quickInput, sandbox } = workbench;
      const file = path.join(sandbox.folder, "authority.pem");
      writeFileSync(file, own.cert);
      await start();
      await quickInput.pick("Registry with a private certificate authority");
      await quickInput.waitFor("(2/5)");
      await quickInput.enter("other.example:5000");
      await quickInput.waitFor("(3/5)");
      await quickInput.pick("From a file");
      await quickInput.waitFor("(4/5)");
      await quickInput.clickButton("Browse…");
      const shows = (label: string) => eventually(() => quickInput.rows(), (rows) => rows.some((row) => row.label === label), `${label} in the dialog`);
      await shows("..");
      await quickInput.type(file);
      await shows("authority.pem");
      await quickInput.accept();
      await quickInput.waitFor("(4/5)");
      assert.equal(await quickInput.value(), file);
      await workbench.screenshot(`hosts-new-browsed-${host}`);
      await quickInput.accept();
      await quickInput.waitFor("(5/5)");
      await quickInput.cancel();
    });

    test("leaves a file that exists as it is, and opens it", async () => {
      const { quickInput, notifications } = workbench;
      await start();
      await quickInput.pick("Registry without a valid certificate, or with plain HTTP");
      await quickInput.waitFor("(2/4)");
      await quickInput.enter(registry.host);
      await quickInput.waitFor("(3/4)");
      await quickInput.pick("Plain HTTP");
      await quickInput.waitFor("(4/4)");
      await quickInput.pick(root());
      await notifications.waitFor("exists already and was left as it is");
    });
  });
}
