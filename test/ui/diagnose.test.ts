import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { formsOf, holds } from "../support/secretHunt.ts";
import { version as host } from "../support/vscode/versions.ts";
import type { QuickPickRow } from "../support/workbench/quickInput.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "correct horse/battery:staple";
const older = "an older, wrong password";
const encode = (secret: string): string => Buffer.from(`alice:${secret}`).toString("base64");
const secrets = [password, older, encode(password), encode(older)].flatMap(formsOf);

describe(`diagnosing a login, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  /** Its login is in DOCKER_AUTH_CONFIG. */
  let other: RunningRegistry;
  let workbench: Workbench;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
  const podmanFile = (): string => path.join(workbench.sandbox.home, ".config/containers/auth.json");
  // As the tools write it: whoever reads meanwhile finds a whole file.
  const write = (file: string, auths: object): void => {
    const written = `${file}.written`;
    writeFileSync(written, JSON.stringify({ auths }), { mode: 0o600 });
    renameSync(written, file);
  };
  const keysOf = (file: string): readonly string[] =>
    Object.keys((JSON.parse(readFileSync(file, "utf8")) as { readonly auths: object }).auths);
  const findings = (title: RegExp): Promise<readonly { readonly label: string; readonly detail: string }[]> =>
    workbench.quickInput.waitFor(title).then(() => workbench.quickInput.waitForRows((rows) => rows.length > 0, "the findings"));

  before(async () => {
    registry = await startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts: [{ username: "alice", password }] } });
    seedDemo(registry);
    other = await startRegistry({ auth: { kind: "basic", accounts: [{ username: "alice", password }] } });
    workbench = await openWorkbench({
      host,
      environment: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [other.host]: { auth: encode(password) } } }) },
      // Nothing answers at that port: whatever is not on this machine is out of reach.
      userSettings: { "http.proxy": "http://127.0.0.1:1", "http.noProxy": ["localhost", "127.0.0.1"] },
      prepare: ({ dockerConfig, home }) => {
        mkdirSync(path.join(home, ".config/containers"), { recursive: true });
        mkdirSync(path.join(home, "bin"));
        writeFileSync(path.join(home, "bin/podman"), "#!/bin/sh\n", { mode: 0o755 });
        // It does not know DOCKER_AUTH_CONFIG yet.
        writeFileSync(path.join(home, "bin/docker"), "#!/bin/sh\necho Docker version 28.2.2, build e6534b4\n", { mode: 0o755 });
        // VS Code takes PATH from a login shell.
        writeFileSync(path.join(home, ".profile"), `PATH="${path.join(home, "bin")}:$PATH"\n`);
        write(path.join(dockerConfig, "config.json"), { [registry.host]: { auth: encode(password) }, "other.example": { auth: "!" } });
      },
    });
    await workbench.openViewContainer("Registries");
    await workbench.tree("Registries").waitForRow(registry.host);
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
    await other?.close();
  });

  test("from the palette: what breaks the login is first, its fix is applied, and the report holds no secret", async () => {
    write(podmanFile(), { [registry.host]: { auth: encode(older) } });
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Diagnose Login…");
    await quickInput.waitFor("Diagnose a Login");
    await quickInput.pick(registry.host);
    const rows = await findings(/does not work/);
    assert.match(rows[0]?.label ?? "", /^nerdctl and perhaps docker cannot read config\.json/);
    assert.match(rows[0]?.detail ?? "", /^→ Remove the entry “other\.example”\.$/);
    assert.match(rows[1]?.label ?? "", /^skopeo: an older login is used/);
    await workbench.screenshot(`diagnose-${host}`);

    await quickInput.clickButton("Copy Report");
    const report = await workbench.copied((text) => text.startsWith("# Login to"), "the copied report");
    assert.ok(report.includes("**Warning:** skopeo: an older login is used") && report.includes("Who reads which hosts.toml"), report);
    assert.ok(!holds(Buffer.from(report), secrets), report);

    await quickInput.pick(rows[0]?.label ?? "");
    await quickInput.waitFor(/^nerdctl and perhaps docker/);
    // What the row has no room for stands above what can be done, in as many lines as it takes.
    const isFix = ({ label, isChosen }: QuickPickRow): boolean => isChosen && label === "Remove the entry “other.example”";
    const whole = await quickInput.waitForRows((all) => all.some(isFix), "the fix, which Enter takes");
    const lines = whole.flatMap(({ label, detail }) => [label, detail]).join(" ");
    assert.match(lines, /^The entry “other\.example” in .*config\.json .*not base64/);
    await workbench.screenshot(`diagnose-fixes-${host}`);
    await quickInput.pick("Remove the entry “other.example”");
    const others = await findings(/works, but not in every tool$/);
    assert.match(others[0]?.label ?? "", /^skopeo: an older login is used/);
    assert.deepEqual(keysOf(configFile()), [registry.host]);

    await quickInput.pick(others[0]?.label ?? "");
    await quickInput.waitFor(/^skopeo/);
    await quickInput.pick(`Remove the entry “${registry.host}”`);
    const left = await findings(/^Nothing is wrong/);
    assert.ok(
      left.some(({ label }) => label === "The registry accepts the login of alice"),
      JSON.stringify(left),
    );
    assert.deepEqual(keysOf(podmanFile()), []);
    await quickInput.cancel();
    assert.ok(!holds(Buffer.from(workbench.log("Container Registries")), secrets));
  });

  test("from the row of an error, to a new login", async () => {
    write(configFile(), { [registry.host]: { auth: encode(older) } });
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    const rows = await tree.waitForRows((all) => all.some(({ label }) => label.includes("not accepted")), "the refusal");
    const refused = rows.find(({ label }) => label.includes("not accepted"))?.label ?? "";
    assert.ok((await tree.openContextMenu(refused)).includes("Diagnose Login…"));
    await tree.closeContextMenu();
    await workbench.quickInput.openBy(() => tree.clickInlineAction(refused, "Diagnose Login…"), /does not work/);
    const [first] = await findings(/does not work/);
    assert.equal(first?.label, "The registry does not accept the login");
    await workbench.quickInput.pick(first.label);
    await workbench.quickInput.waitFor("The registry does not accept the login");
    await workbench.screenshot(`diagnose-refused-${host}`);
    // Anchored: what a row showed before is still in it, unseen.
    await workbench.quickInput.pick(/^Log in to /);
    await workbench.quickInput.waitFor(/^Log In/);
    await workbench.quickInput.cancel();
  });

  test("from a registry's row", async () => {
    write(configFile(), { [registry.host]: { auth: encode(password) } });
    const tree = workbench.tree("Registries");
    // A tree that is drawn anew closes the menu.
    await tree.waitForRow("demo/hello");
    await workbench.quickInput.openBy(() => tree.clickContextMenu(registry.host, "Diagnose Login…"), /^Nothing is wrong/);
    await findings(/^Nothing is wrong/);
    await workbench.quickInput.cancel();
  });

  test("of a login in a variable that docker does not read, to the file with docker's own", async () => {
    write(configFile(), { [registry.host]: { auth: encode(password) }, [other.host]: { auth: encode(older) } });
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Diagnose Login…");
    await quickInput.waitFor("Diagnose a Login");
    await quickInput.type(other.host);
    await quickInput.pick(other.host);
    const rows = await findings(/works, but not in every tool$/);
    const found = rows.find(({ label }) => label === "docker, buildx, BuildKit: a different login is used");
    assert.ok(found !== undefined, JSON.stringify(rows));
    assert.match(found.detail, /^→ Open .*config\.json\.$/);
    await workbench.screenshot(`diagnose-other-login-${host}`);
    await quickInput.pick(found.label);
    await quickInput.waitFor(found.label);
    await quickInput.pick(/^Open .*config\.json$/);
    await workbench.page.locator(".tab.active", { hasText: "config.json" }).waitFor();
  });

  test("of a registry behind a proxy that does not lead there, to the setting that names the proxy", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Diagnose Login…");
    await quickInput.waitFor("Diagnose a Login");
    await quickInput.type("away.example");
    await quickInput.pick("away.example");
    const [first] = await findings(/does not work/);
    assert.equal(first?.label, "The proxy http://127.0.0.1:1 does not lead to the registry");
    assert.equal(first.detail, "→ Open the setting http.proxy. The proxy did not connect to away.example.");
    await workbench.screenshot(`diagnose-proxy-${host}`);
    await quickInput.pick(first.label);
    await quickInput.waitFor(first.label);
    await workbench.screenshot(`diagnose-proxy-fixes-${host}`);
    await quickInput.pick("Open the setting http.proxy");
    await workbench.page.locator(".settings-editor").waitFor();
    await workbench.page.locator(".settings-editor .setting-item-label", { hasText: /^Proxy$/ }).waitFor();
  });
});
