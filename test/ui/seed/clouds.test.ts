import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { cloudLogins, helperFor } from "../../support/cloudLogins.ts";
import { missing } from "../../support/peers/program.ts";
import { waySamples } from "../../support/sampleServer/loginWays.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import { seedHands, sectionTests } from "../../support/seed/seedHands.ts";
import { seedPrograms } from "../../support/seed/seedPrograms.ts";
import { version } from "../../support/vscode/versions.ts";
import { actUntil } from "../../support/workbench/eventually.ts";

const token = "a-s3cret-token";
const portal = "https://portal.azure.com/";
/** Has no login before there are keys. */
const helper = `grep -qs ^aws_access_key_id "$HOME/.aws/credentials" || { echo 'no keys'; exit 1; }\n${helperFor("AWS")}`;

describe(`nerdctl's guide: Amazon and Azure, in VS Code ${version}`, { skip: missing("skopeo") }, () => {
  const clouds = cloudLogins({
    version,
    start: (authority) => startProviders(authority, waySamples, token),
    programs: { ...seedPrograms, "docker-credential-ecr-login": helper },
    environment: { TEST_SECRET: token },
    keepsLogins: true,
    secrets: [token],
  });
  const section = sectionTests(clouds);

  const account = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const login = { username: "AWS", password: token };
  const placeholders = { REGION: "us-east-1", AWS_ACCOUNT_ID: "123456789012", REPO: "team/app" };
  const amazon = seedHands(clouds, { host: account, login, placeholders });
  section("Amazon Elastic Container Registry (ECR)", (guide) =>
    amazon.seeAlso(guide, "Amazon Elastic Container Registry", { "About Amazon ECR": "https://aws.amazon.com/ecr" }),
  );
  section("Amazon Elastic Container Registry (ECR) › Logging in", async (guide, t) => {
    await amazon.begin(guide);
    await amazon.says("Password of “aws ecr get-login-password” The user name is always AWS");
    await amazon.picture("login");
    await clouds.workbench.quickInput.pick("Password of “aws ecr get-login-password”");
    await amazon.answer("Output of “aws ecr get-login-password --region …”", token);
    await amazon.finish(guide, t);
  });
  section("Amazon Elastic Container Registry (ECR) › Logging in › Alternative method: docker-credential-ecr-login", async (guide, t) => {
    const { editor, quickInput, sandbox } = clouds.workbench;
    const inGuest = path.join(sandbox.home, "lima-runs");
    writeFileSync(inGuest, "");
    t.after(() => rmSync(inGuest));
    await amazon.again();
    await amazon.says(
      "Credential Helper of Amazon (docker-credential-ecr-login) For this host and public.ecr.aws: no secret in config.json",
    );
    await amazon.opensAll(guide, { "About docker-credential-ecr-login": "https://github.com/awslabs/amazon-ecr-credential-helper" });
    await quickInput.pick("Credential Helper of Amazon (docker-credential-ecr-login)");
    await amazon.says("Try again");
    await quickInput.pick("Create and open ");
    const written = await editor.waitForText((text) => text.includes("[default]"), "the file for the keys");
    assert.ok(written.includes("aws_access_key_id =") && written.includes("aws_secret_access_key ="), written);
    await editor.setText("[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n");
    const keys = path.join(sandbox.home, ".aws/credentials");
    await actUntil(
      () => editor.save(),
      () => Promise.resolve(readFileSync(keys, "utf8").includes("AKIA")),
      "the keys in the file",
    );
    await quickInput.pick(/^Try again$/);
    await amazon.says(
      "Lima (default) has a config.json of its own.",
      "docker-credential-ecr-login has to be installed in the guest, too.",
      "It also needs ~/.aws in the guest",
    );
    await amazon.picture("guest");
    await quickInput.pick(/^Here$/);
    await clouds.isSaid(account);
    await amazon.helperAnswers(guide, t, login);
  });
  section("Amazon Elastic Container Registry (ECR) › Creating a repo", async (guide, t) => {
    await amazon.create();
    await amazon.says("In the AWS console");
    await amazon.picture("create");
    await amazon.opensAll(guide, { "In the AWS console": "https://console.aws.amazon.com/ecr/home/" });
    await clouds.giveUp();
    await amazon.reads(t);
  });
  section("Amazon Elastic Container Registry (ECR) › Pushing an image", async (guide, t) => {
    await amazon.push(guide, {
      name: "team/app:latest",
      shows: ["The image appears in the repository team/app that was created before", "Private: only"],
      page: "https://console.aws.amazon.com/ecr/home/",
    });
    await amazon.reads(t);
  });

  const azure = seedHands(clouds, {
    host: "contoso.azurecr.io",
    login: { username: "contoso", password: token },
    placeholders: { REGISTRY: "contoso", USERNAME: "contoso" },
  });
  section("Azure Container Registry (ACR)", (guide) =>
    azure.seeAlso(guide, "Azure Container Registry", {
      "About Azure Container Registry": "https://azure.microsoft.com/en-us/services/container-registry/#overview",
    }),
  );
  section("Azure Container Registry (ACR) › Logging in", async (guide, t) => {
    await azure.begin(guide);
    await azure.says("User Name and Password of “Access Keys” In the Azure portal, at the registry");
    await azure.picture("login");
    await azure.opensAll(guide, {
      "Azure portal": portal,
      "About Azure logins": "https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication",
    });
    await clouds.workbench.quickInput.pick("User Name and Password of “Access Keys”");
    await azure.answer("User name of “Access keys”");
    await azure.answer("Password of contoso", token);
    await azure.finish(guide, t);
  });
  section("Azure Container Registry (ACR) › Creating a registry", async (_, t) => {
    const { quickInput } = clouds.workbench;
    await clouds.workbench.runCommand("Container Registries: Create Repository…");
    await azure.says("Create an Azure Container Registry… Opens the Azure portal");
    await azure.picture("create-registry");
    await quickInput.pick("Create an Azure Container Registry…");
    await azure.asksFor(`${portal}#create/Microsoft.ContainerRegistry`);
    await azure.reads(t);
  });
  section("Azure Container Registry (ACR) › Creating a repo", async (_, t) => {
    await azure.create();
    await azure.createByPush(t);
  });
  section("Azure Container Registry (ACR) › Pushing an image", async (guide, t) => {
    await azure.push(guide, {
      shows: ["The image appears in the Azure portal, in the repositories of contoso.azurecr.io"],
      page: portal,
    });
    await azure.reads(t);
  });
});
