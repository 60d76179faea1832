import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Amazon, startAmazon } from "../support/amazon.ts";
import { writeAwsProfile } from "../support/awsProfile.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`Create Repository…, in VS Code ${host}`, () => {
  const repositories: string[] = [];
  let amazon: Amazon;
  let workbench: Workbench;

  before(async () => {
    amazon = await startAmazon({
      lists: (operation, input) => {
        if (operation === "CreateRepository") repositories.push((input as { readonly repositoryName: string }).repositoryName);
        return operation === "DescribeRepositories" ? { repositories: repositories.map((repositoryName) => ({ repositoryName })) } : {};
      },
    });
    workbench = await openWorkbench({ host, environment: amazon.environment, prepare: ({ home }) => writeAwsProfile(home) });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await amazon?.close();
  });

  test("ECR: with the profile of the login, and its choices", async () => {
    const { quickInput, notifications } = workbench;
    const { registry } = amazon;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type(registry);
    await quickInput.pick(`Log in to ${registry}`);
    await quickInput.waitFor(`Log In to ${registry} (2/`);
    await quickInput.pick("Profile of ~/.aws");
    await quickInput.waitFor("(3/");
    await quickInput.pick("default");
    await quickInput.pick(/^In config\.json$/);
    await notifications.waitFor(`Login Succeeded: ${registry}.`);
    await notifications.dismissAll();

    await workbench.runCommand("Container Registries: Create Repository…");
    await quickInput.waitFor("Create a Repository (1/");
    await workbench.screenshot("create-repository-registry");
    await quickInput.pick(registry);
    await quickInput.waitFor(`Create a Repository in ${registry}`);
    await workbench.screenshot("create-repository-way");
    await quickInput.pick("Create it with this login");
    await quickInput.waitForMessage(/Name of the repository/);
    await quickInput.enter("team/made");
    await quickInput.pick("No, tags are immutable");
    await quickInput.pick("Scan on push");
    await workbench.screenshot("create-repository-policy");
    await quickInput.pick("All but the last 100 images");
    await notifications.waitFor(`${registry}/team/made was created.`);
    const tree = workbench.tree("Registries");
    await tree.waitForRow("team/made");
    await eventually(
      () => Promise.resolve(amazon.aws.calls.map(({ operation }) => operation.replace(/.*\./, ""))),
      (calls) => calls.includes("CreateRepository") && calls.includes("PutLifecyclePolicy"),
      "both calls",
    );
    await workbench.screenshot("create-repository-done");
    assert.deepEqual(repositories, ["team/made"]);
  });
});
