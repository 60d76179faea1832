import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Amazon, startAmazon } from "../support/amazon.ts";
import { awsKey, writeAwsProfile } from "../support/awsProfile.ts";
import { version } from "../support/vscode/versions.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`a login that ends soon, in VS Code ${version}`, () => {
  let amazon: Amazon;
  let workbench: Workbench;
  before(async () => {
    amazon = await startAmazon({ lifetimesMs: [40 * 60_000] });
    workbench = await openWorkbench({
      host: version,
      environment: { ...amazon.environment, AWS_ENDPOINT_URL: "https://evil.test" },
      prepare: ({ home }) => writeAwsProfile(home),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await amazon?.close();
  });

  test("is made again by one click in its row, without a question", async () => {
    const { quickInput, notifications } = workbench;
    const { registry: host } = amazon;
    const tree = workbench.tree("Registries");
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type(host);
    await quickInput.pick(`Log in to ${host}`);
    await quickInput.waitFor(`Log In to ${host} (2/`);
    await quickInput.pick("Profile of ~/.aws");
    await quickInput.waitFor("(3/");
    await quickInput.pick("default");
    await quickInput.pick(/^In config\.json$/);
    await notifications.waitFor(`Login Succeeded: ${host}.`);
    await notifications.dismissAll();
    const said = async (): Promise<string> => (await tree.waitForRow(host)).description;
    await eventually(said, (words) => /expires in (?:39|40) minutes/.test(words), "the end of the login");
    await workbench.screenshot(`login-again-${version}`);

    const isAsked = (): Promise<boolean> => Promise.resolve(amazon.aws.calls.length === 2);
    await actUntil(() => tree.clickInlineAction(host, "Log In Again"), isAsked, "another password");
    await notifications.waitFor(`Login Succeeded: ${host}.`);
    await eventually(said, (words) => /expires in 1[12] hours/.test(words), "the new end");
    assert.equal(amazon.aws.calls.length, 2);
    const config = readFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), "utf8");
    assert.ok(config.includes(Buffer.from(`AWS:${amazon.password}`).toString("base64")) && !config.includes(awsKey.secret));
  });

  test("is made again from the diagnosis once it has ended", async () => {
    const { quickInput, notifications } = workbench;
    const { registry: host } = amazon;
    await notifications.dismissAll();
    const ended = Buffer.from(JSON.stringify({ payload: "x", version: "2", expiration: 1_600_000_000 })).toString("base64");
    const auth = Buffer.from(`AWS:${ended}`).toString("base64");
    writeFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
    const said = async (): Promise<string> => (await workbench.tree("Registries").waitForRow(host)).description;
    await eventually(said, (words) => words.startsWith("expired "), "that it has ended");

    await workbench.runCommand("Container Registries: Diagnose Login…");
    await quickInput.waitFor("Diagnose a Login");
    await quickInput.pick(host);
    await quickInput.waitFor(/does not work$/);
    const [first] = await eventually(
      () => quickInput.rows(),
      (rows) => rows.length > 0,
      "the findings",
    );
    assert.match(first?.label ?? "", /^The login expired .* ago$/);
    await workbench.screenshot(`diagnose-expired-${version}`);
    await quickInput.pick(first?.label ?? "");
    await quickInput.waitFor(first?.label ?? "");
    // Anchored: what a row showed before is still in it, unseen.
    await quickInput.pick(/^Log in to .* again$/);
    await notifications.waitFor(`Login Succeeded: ${host}.`);
    // Then it is looked at anew.
    await quickInput.waitFor(/^Nothing is wrong/);
    await quickInput.cancel();
  });
});
