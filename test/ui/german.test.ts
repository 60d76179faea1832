import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import type { Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { version as host } from "../support/vscode/versions.ts";
import type { QuickPickRow } from "../support/workbench/quickInput.ts";
import type { Tree } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const authority = createCertificateAuthority("Test");
const login = { auth: Buffer.from("alice:wrong").toString("base64") };
/** A token that says itself that it ended two days and an hour ago. */
const ended = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(
  JSON.stringify({ exp: Math.floor(Date.now() / 1000) - 49 * 3600 }),
).toString("base64url")}.`;

const samples: readonly Sample[] = ["/v2/", "/v2/_catalog"].map((target) => ({
  name: target,
  confidence: "derived",
  request: { method: "GET", url: `https://refusing.example${target}` },
  response: {
    status: 401,
    headers: { "WWW-Authenticate": 'Basic realm="x"', "Content-Type": "application/json" },
    body: { errors: [{ code: "UNAUTHORIZED", message: "incorrect username or password" }] },
  },
}));

describe(`in German, in VS Code ${host}`, () => {
  const { folder, remove } = makeTemporaryFolder("container-registries-german-");
  let providers: Providers;
  let workbench: Workbench;
  let tree: Tree;

  /** The lines of the quick pick that are wider than what they have room in. */
  const cutOff = (): Promise<(string | null)[]> =>
    workbench.quickInput.widget
      .locator(".quick-input-list .monaco-icon-label-container")
      .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth).map((line) => line.textContent));

  before(async () => {
    providers = await startProviders(authority, samples, "none of these");
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    workbench = await openWorkbench({
      host,
      language: "de",
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl },
    });
    tree = workbench.tree("Registrys");
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  test("the empty view says what to do", async () => {
    await workbench.openViewContainer("Registrys");
    const welcome = workbench.welcome("Registrys");
    await welcome.getByRole("button", { name: "Anmelden…" }).waitFor();
    await welcome.getByRole("button", { name: "Gehe zu Image…" }).waitFor();
    await welcome.getByText("gibt es noch keine Registry").waitFor();
    await workbench.screenshot("german-welcome");
  });

  test("a registry's row says whose login it has, and when it expired", async () => {
    const auths = { "ended.example": { auth: Buffer.from(`alice:${ended}`).toString("base64") }, "refusing.example": login };
    writeFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), JSON.stringify({ auths }), { mode: 0o600 });
    assert.match((await tree.waitForRow("refusing.example")).description, /^als alice/);
    assert.match((await tree.waitForRow("ended.example")).description, /^als alice, abgelaufen vor 2 Tagen/);
    const card = await tree.hover("ended.example", /abgelaufen \(\d{1,2}\.\d{1,2}\.\d{4}, [\d:]+\): erneut anmelden\./);
    assert.match(card, /„ended\.example“ in /);
  });

  test("a row's menu has German commands", async () => {
    const entries = await tree.openContextMenu("refusing.example");
    await workbench.screenshot("german-menu");
    await tree.closeContextMenu();
    for (const entry of ["Anmelden…", "Abmelden", "Anmeldung diagnostizieren…", "Im Browser öffnen"])
      assert.ok(entries.includes(entry), entries.join("\n"));
  });

  test("a refused login is told, with what to do", async () => {
    await tree.expand("refusing.example");
    const refused = /^Benutzername oder Passwort wurde bei refusing\.example nicht angenommen\./;
    await tree.waitForRows((rows) => rows.some(({ label }) => refused.test(label)), "the refusal");
    await workbench.screenshot("german-refused");
  });

  test("a login's first step asks in German, and no row is cut off", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Anmelden…");
    await quickInput.waitFor("Bei einer Container-Registry anmelden (1/");
    assert.match(await quickInput.placeholder(), /^Anbieter auswählen/);
    const isOffered = ({ label, detail }: QuickPickRow): boolean =>
      label === "GitLab, selbst verwaltet" && detail.startsWith("Zum Beispiel ");
    await quickInput.waitForRows((rows) => rows.some(isOffered), "the providers");
    assert.deepEqual(await cutOff(), []);
    await workbench.screenshot("german-login");
    await quickInput.type("refusing.example");
    await quickInput.pick("Bei refusing.example anmelden");
    await quickInput.waitFor("Anmelden bei refusing.example (");
    await quickInput.waitForMessage(/^Die gespeicherte Anmeldung von alice wurde zuerst versucht\./);
    await workbench.screenshot("german-login-refused");
    await quickInput.cancel();
  });

  test("a diagnosis is in German, and no row is cut off", async () => {
    const { quickInput } = workbench;
    await quickInput.openBy(
      () => tree.clickContextMenu("refusing.example", "Anmeldung diagnostizieren…"),
      "Die Anmeldung bei refusing.example funktioniert nicht",
    );
    const isRefused = ({ label }: QuickPickRow): boolean => label.endsWith("Die Registry nimmt die Anmeldung nicht an");
    await quickInput.waitForRows((rows) => rows.some(isRefused), "the finding");
    assert.deepEqual(await cutOff(), []);
    await workbench.screenshot("german-diagnosis");
    await quickInput.cancel();
  });
});
