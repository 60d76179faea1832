import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { formsOf, holds } from "../support/secretHunt.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "correct horse/battery:staple";

describe(`the log and the diagnostics, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts: [{ username: "alice", password }] } });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      userSettings: {
        "containerRegistries.credentials.store": "file",
        "http.proxy": "http://proxyuser:proxy-s3cret@127.0.0.1:1",
        "http.noProxy": ["localhost"],
      },
      prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), "{}"),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("at its usual level the log follows a refused login, one that is taken, and where it is kept", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("(1/");
    await quickInput.type(registry.host);
    await quickInput.pick(`Log in to ${registry.host}`);
    await quickInput.waitFor("(2/");
    await quickInput.enter("alice");
    await quickInput.waitFor("(3/");
    await quickInput.enter("wrong");
    await quickInput.waitForMessage(/not accepted/);
    await quickInput.enter(password);
    await workbench.notifications.waitFor(/^Login Succeeded/);
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    await tree.waitForRow("demo/hello");
    const said = [
      `${registry.host} does not take the login: `,
      `${registry.host} takes the login`,
      `${registry.host}: the login is kept in ${path.join(workbench.sandbox.dockerConfig, "config.json")}`,
      `${registry.host} is asked at http`,
    ];
    const missing = (): readonly string[] => said.filter((each) => !workbench.log("Container Registries").includes(each));
    await eventually(
      () => Promise.resolve(missing()),
      (left) => left.length === 0,
      "what the log follows",
    );
    assert.doesNotMatch(workbench.log("Container Registries"), /GET /);
  });

  test("a bug report has what it needs, and no secret", async () => {
    await workbench.runCommand("Container Registries: Copy Diagnostics");
    const report = await workbench.copied((text) => text.includes("**Versions**"), "the report");
    await workbench.screenshot("diagnostics-copied");
    assert.match(report, /Container Registries \d+\.\d+\.\d+\n.* \d+\.\d+\.\d+ \(/);
    assert.match(report, new RegExp(`${registry.host}: config\\b`));
    assert.match(report, /proxy: 127\.0\.0\.1:1\n/);
    assert.match(report, /containerRegistries\.credentials\.store: "file"/);
    assert.match(report, /\[info\] .* takes the login/);
    const secrets = [password, "proxy-s3cret", Buffer.from(`alice:${password}`).toString("base64")].flatMap(formsOf);
    assert.ok(!holds(Buffer.from(report), secrets));
    assert.ok(!holds(Buffer.from(workbench.log("Container Registries")), secrets));
  });
});
