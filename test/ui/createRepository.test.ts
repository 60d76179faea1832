import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { fakeAws } from "../support/sampleServer/fakeAws.ts";
import { at, loadSample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const password = "a-password-of-ecr";
const host = "1.139";

describe(`Create Repository…, in VS Code ${host}`, () => {
  const { folder, remove } = makeTemporaryFolder("container-registries-create-");
  const authority = createCertificateAuthority("Test");
  const repositories: string[] = [];
  const aws = fakeAws({
    keys: { AKIAIOSFODNN7EXAMPLE: { secret, account: "123456789012" } },
    password,
    lists: (operation, input) => {
      if (operation === "CreateRepository") repositories.push((input as { readonly repositoryName: string }).repositoryName);
      return operation === "DescribeRepositories" ? { repositories: repositories.map((repositoryName) => ({ repositoryName })) } : {};
    },
  });
  let providers: Providers;
  let workbench: Workbench;

  before(async () => {
    const base = `https://${registry}/v2/`;
    const samples = [at(base, loadSample("ecr/v2-401")), at(base, loadSample("generic/v2-200"))];
    providers = await startProviders(authority, samples, password, { "api.ecr.us-east-1.amazonaws.com": aws.listener });
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    workbench = await openWorkbench({
      host,
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl },
      prepare: ({ home }) => {
        mkdirSync(path.join(home, ".aws"));
        const keys = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`;
        writeFileSync(path.join(home, ".aws/credentials"), `[default]\n${keys}`);
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  test("ECR: with the profile of the login, and its choices", async () => {
    const { quickInput, notifications } = workbench;
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
      () => Promise.resolve(aws.calls.map(({ operation }) => operation.replace(/.*\./, ""))),
      (calls) => calls.includes("CreateRepository") && calls.includes("PutLifecyclePolicy"),
      "both calls",
    );
    await workbench.screenshot("create-repository-done");
    assert.deepEqual(repositories, ["team/made"]);
  });
});
