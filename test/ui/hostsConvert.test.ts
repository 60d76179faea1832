import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const registriesYaml = (registry: string): string => `mirrors:
  docker.io:
    endpoint: ["https://harbor.example"]
    rewrite:
      "^(.*)$": "hub/$1"
  reg.example:5000:
    endpoint: ["http://reg.example:5000"]
  team.example/app:
    endpoint: ["https://harbor.example"]
configs:
  "${registry}":
    auth: { username: robot, password: s3cret-word }
  harbor.example:
    tls: { ca_file: /etc/harbor.pem }
`;
const mine = '# mine\nserver = "https://registry-1.docker.io"\n';
const fault = "registry = [\n  s3cret-word\n";

describe(`Converting to hosts.toml in VS Code ${host}`, () => {
  let workbench: Workbench;
  let registry: RunningRegistry;
  const settings: Record<string, unknown> = { "containerRegistries.hosts.containerdVersion": "2.3" };
  const root = (): string => path.join(workbench.sandbox.home, ".config/containerd/certs.d");
  const fileAt = (name: string): string => path.join(root(), name, "hosts.toml");
  const start = async (): Promise<void> => {
    await workbench.runCommand("Container Registries: New hosts.toml…");
    await workbench.quickInput.waitFor("New hosts.toml (1/");
    await workbench.quickInput.pick("Convert another tool's configuration");
    await workbench.quickInput.waitFor("(2/");
  };
  /** What the editor of changes shows, as a person reads it. */
  const changes = (): Promise<string> =>
    workbench.page
      .locator(".multiDiffEditor")
      .innerText()
      .then((text) => text.replaceAll("\u00a0", " "));

  before(async () => {
    registry = await startRegistry({ auth: { kind: "basic", accounts: [{ username: "robot", password: "s3cret-word" }] } });
    workbench = await openWorkbench({
      host,
      prepare: ({ home }) => {
        const certs = path.join(home, ".config/containerd/certs.d");
        settings["containerRegistries.hosts.directories"] = [certs];
        mkdirSync(path.join(home, ".config/containers"), { recursive: true });
        writeFileSync(path.join(home, ".config/containers/registries.conf"), fault);
        mkdirSync(path.join(certs, "docker.io"), { recursive: true });
        writeFileSync(path.join(certs, "docker.io/hosts.toml"), mine);
      },
      userSettings: settings,
    });
    writeFileSync(path.join(workbench.sandbox.folder, "registries.yaml"), registriesYaml(registry.host));
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("what cannot be read is said where it was named, and nothing of it is quoted", async () => {
    const { quickInput, sandbox } = workbench;
    await start();
    const conf = path.join(sandbox.home, ".config/containers/registries.conf");
    await quickInput.pick(conf);
    await quickInput.waitFor("(3/");
    await quickInput.waitForMessage(`${conf} is not valid TOML: the first error is in line 2. Correct it, then try again.`);
    assert.equal(await quickInput.value(), conf);
    await workbench.screenshot(`hosts-convert-refused-${host}`);
    const pipe = path.join(sandbox.folder, "pipe.yaml");
    execFileSync("mkfifo", [pipe]);
    const cases = {
      [pipe]: "is a pipe, a socket or a device, which is not opened",
      [path.join(sandbox.folder, "missing.json")]: "cannot be read (ENOENT). Name a copy of it that you may read.",
      [path.join(sandbox.folder, "tabs.yaml")]: "is not valid YAML: line 2 begins with a tab. Replace the tabs with spaces",
      [path.join(sandbox.folder, "large.toml")]: "is larger or more complex than any configuration of registries",
    };
    writeFileSync(path.join(sandbox.folder, "tabs.yaml"), "mirrors:\n\tdocker.io: {}\n");
    writeFileSync(path.join(sandbox.folder, "large.toml"), Buffer.alloc(5 * 1_048_576, 32));
    for (const [file, reason] of Object.entries(cases)) {
      await quickInput.enter(file);
      await quickInput.waitForMessage(reason);
    }
    await quickInput.cancel();
  });

  /** From the beginning to the step that shows what would be written. */
  const review = async (): Promise<void> => {
    const { quickInput } = workbench;
    await start();
    await quickInput.pick("Another file…");
    await quickInput.waitFor("(3/");
    await quickInput.enter(path.join(workbench.sandbox.folder, "registries.yaml"));
    await quickInput.waitFor("(4/");
    await quickInput.pick(root());
    await quickInput.waitFor("(5/5)");
  };

  test("the files are shown beside what is there, and Cancel writes nothing", async () => {
    const { quickInput, page } = workbench;
    await review();
    await eventually(changes, (text) => text.includes("https://harbor.example/v2/hub") && text.includes("# mine"), "the changes");
    const rows = await quickInput.waitForRows((all) => all.some(({ label }) => label === "Cancel"), "the choices");
    const labels = rows.map(({ label }) => label);
    assert.deepEqual(labels, [
      "k3s and RKE2 go on making their own: these are for another containerd.",
      `Logins are not carried over; log in afterwards: ${registry.host}`,
      "Not carried over: 1",
      "/etc/harbor.pem",
      // The reason goes on in a row of its own.
      "containerd pulls nothing from the registry",
      "team.example/app",
      "Write the New Files",
      "Write All, and Replace Those That Are There",
      "Cancel",
    ]);
    await workbench.screenshot(`hosts-convert-changes-${host}`);
    await quickInput.pick("Cancel");
    await page.locator(".multiDiffEditor").waitFor({ state: "detached" });
    assert.equal(readFileSync(fileAt("docker.io"), "utf8"), mine);
    assert.equal(existsSync(path.dirname(fileAt("reg.example:5000"))), false);
  });

  test("all of them are written where the person says so; the login is offered, and written nowhere", async () => {
    const { quickInput, editor, notifications, page } = workbench;
    await review();
    await quickInput.pick("Write All, and Replace Those That Are There");
    // The changes have the words of the file, too.
    await page.locator(".multiDiffEditor").waitFor({ state: "detached" });
    await editor.waitForText((text) => text.includes("https://harbor.example/v2/hub"), "the first of the files");
    assert.match(
      readFileSync(fileAt("docker.io"), "utf8"),
      /^server = "https:\/\/registry-1\.docker\.io"\n\n\[host\."https:\/\/harbor\.example\/v2\/hub"\]\n/,
    );
    assert.match(readFileSync(fileAt("reg.example:5000"), "utf8"), /\[host\."http:\/\/reg\.example:5000"\]/);
    assert.ok(existsSync(fileAt("harbor.example")));
    await workbench.screenshot(`hosts-convert-written-${host}`);
    await notifications.click(
      `hosts.toml holds no passwords. The configuration has logins for: ${registry.host}.`,
      `Log In to ${registry.host}`,
    );
    await quickInput.waitFor(`Log In to ${registry.host}`);
    await workbench.screenshot(`hosts-convert-login-${host}`);
    await quickInput.cancel();
    assert.ok(!workbench.log("Container Registries").includes("s3cret-word"));
    await notifications.dismissAll();
  });
});
