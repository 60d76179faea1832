import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { cloudLogins, type CloudPlace, helperFor } from "../support/cloudLogins.ts";
import { fakeAws } from "../support/sampleServer/fakeAws.ts";
import { waySamples } from "../support/sampleServer/loginWays.ts";
import { at, loadSample, renamed, type Sample } from "../support/sampleServer/samples.ts";
import { serviceAccountKey } from "../support/sampleServer/serviceAccountKey.ts";
import { startProviders } from "../support/sampleServer/startProviders.ts";
import { version } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";

const token = "a-s3cret-token";
const keyId = "AKIAIOSFODNN7EXAMPLE";
const secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const account = serviceAccountKey();
const pem = String(account["private_key"]);
const key = JSON.stringify(account);

const ecr = (host: string): CloudPlace => ({ row: "Amazon Elastic Container Registry", typed: "amazon elastic", host });
const amazon = ecr("123456789012.dkr.ecr.us-east-1.amazonaws.com");
/** Amazon's clock is ahead there. */
const amazonAhead = ecr("123456789012.dkr.ecr.eu-west-1.amazonaws.com");
const amazonOfOthers = ecr("210987654321.dkr.ecr.us-east-1.amazonaws.com");
const google = { row: "Google Artifact Registry", typed: "google artifact", host: "us-central1-docker.pkg.dev" };
/** Its token server denies everybody. */
const googleDenied = "europe-docker.pkg.dev";
const azureOfGovernment = { row: "Azure Container Registry", typed: "azure", host: "contoso.azurecr.us" };

const samples: readonly Sample[] = [
  ...waySamples,
  ...[amazonAhead.host, azureOfGovernment.host].map((host) => at(`https://${host}/v2/`, loadSample("ecr/v2-401"))),
  // Whoever logs in there, it is with keys of another account.
  at(`https://${amazonOfOthers.host}/v2/`, loadSample("ecr/v2-401")),
  ...renamed([[google.host, googleDenied]], [loadSample("gar/v2-401"), loadSample("gar/token-403-anon")]),
];

/** What a person may take for the key file of a service account, a number for its bytes, and what is said of it. */
const keyFiles: readonly (readonly [name: string, content: string | number, sentence: RegExp])[] = [
  ["no-json", "hello", /not JSON/],
  ["own-credentials", '{"type": "authorized_user", "refresh_token": "x"}', /your own credentials/],
  ["encrypted", JSON.stringify({ ...account, private_key: pem.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") }), /encrypted/],
  ["giant", 2 ** 30, /too large/],
];

const awsConfig = `[profile dev]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Dev
[profile tool]
credential_process = sh -c 'echo $$ > "$HOME/hanging"; exec sleep 600'
`;

describe(`wrong answers in the logins of clouds, in VS Code ${version}`, () => {
  const keys = { [keyId]: { secret: secretKey, account: "123456789012" } };
  const clouds = cloudLogins({
    version,
    start: (authority) =>
      startProviders(authority, samples, token, {
        "api.ecr.us-east-1.amazonaws.com": fakeAws({ keys, password: "of-another-registry" }).listener,
        "api.ecr.eu-west-1.amazonaws.com": fakeAws({ keys, password: token, aheadMs: 20 * 60_000 }).listener,
      }),
    programs: {
      "az": `printf '{"accessToken": "%s", "loginServer": "contoso.azurecr.io"}' "$TEST_SECRET"`,
      "docker-credential-ecr-login": helperFor("AWS"),
    },
    environment: { TEST_SECRET: token },
    prepare: ({ home }) => {
      mkdirSync(path.join(home, ".aws"));
      writeFileSync(path.join(home, ".aws/config"), awsConfig);
    },
    secrets: [token, secretKey, pem.slice(30, 90)],
  });
  const { folder, remove } = makeTemporaryFolder("container-registries-keys-");
  before(() => {
    writeFileSync(path.join(folder, "good"), key);
    for (const [name, content] of keyFiles) {
      writeFileSync(path.join(folder, name), typeof content === "string" ? content : "");
      if (typeof content === "number") truncateSync(path.join(folder, name), content);
    }
  });
  after(remove);

  /** Waits for a sentence at the field or in the list, then gives up: nothing is written. */
  async function isRefused(sentence: RegExp, config?: string): Promise<void> {
    await isTold(sentence);
    assert.equal(clouds.config(), config);
    await clouds.giveUp();
    assert.equal(clouds.config(), config);
  }

  async function isTold(sentence: RegExp): Promise<void> {
    const { quickInput } = clouds.workbench;
    await eventually(
      async () => [await quickInput.message(), ...(await quickInput.rows()).map(({ label, detail }) => `${label} ${detail}`)].join("\n"),
      (said) => sentence.test(said),
      String(sentence),
    );
  }

  for (const [name, , sentence] of keyFiles)
    test(`a key file: ${name}`, async () => {
      await clouds.begin(google, "Service Account's Key File");
      await clouds.answer(path.join(folder, name));
      await isRefused(sentence);
    });

  test("a key for another project than the image's", async () => {
    const { quickInput } = clouds.workbench;
    await clouds.choose(google);
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await quickInput.enter(`${googleDenied}/other-project/team/app:1.0`);
    await quickInput.waitFor(`Log In to ${googleDenied} (3/`);
    await quickInput.pick("Service Account's Key File");
    await clouds.answer(path.join(folder, "good"));
    await isRefused(/The key belongs to the project example-project, and the image is in the project other-project/);
  });

  test("an access key for a password", async () => {
    await clouds.begin(amazon, "Password of “aws ecr get-login-password”");
    await clouds.answer(keyId);
    await isRefused(/This is an access key, not a password/);
  });

  test("a region that is none", async () => {
    const { quickInput } = clouds.workbench;
    await clouds.choose({ typed: "by a profile", row: "Amazon ECR, by a profile of ~/.aws" });
    await clouds.shows("tool");
    await quickInput.pick("tool");
    await quickInput.waitFor("(3/");
    await quickInput.enter("europe");
    await isRefused(/Region names look like eu-west-1/);
  });

  test("keys of another account", async () => {
    await clouds.begin(amazonOfOthers, "Access Key, for This Login Only");
    await clouds.answer(keyId, secretKey);
    await isRefused(/These keys belong to the account 123456789012; the registry belongs to the account 210987654321/);
  });

  test("a clock that is wrong", async () => {
    await clouds.begin(amazonAhead, "Access Key, for This Login Only");
    await clouds.answer(keyId, secretKey);
    await isRefused(/clock of this machine is 20 minutes behind/);
  });

  test("a single sign-on that has ended", async () => {
    await clouds.begin(amazon, "Profile of ~/.aws");
    await clouds.shows("dev");
    await clouds.workbench.quickInput.pick("dev");
    await clouds.shows("Run “aws sso login --profile dev”");
    await clouds.workbench.screenshot("bad-cloud-input-sign-on");
    await isRefused(/The single sign-on of the profile dev has ended/);
  });

  test("a program of a profile that hangs, until the person cancels", async () => {
    const { quickInput, notifications } = clouds.workbench;
    await clouds.begin(amazon, "Profile of ~/.aws");
    await clouds.shows("tool");
    await quickInput.pick("tool");
    const record = path.join(clouds.workbench.sandbox.home, "hanging");
    const program = await eventually(
      () => Promise.resolve(existsSync(record) ? readFileSync(record, "utf8").trim() : ""),
      (id) => id !== "",
      "the program",
    );
    await notifications.click(/Logging in to/, "Cancel");
    await eventually(
      () => Promise.resolve(existsSync(`/proc/${program}`)),
      (isRunning) => !isRunning,
      "the program's end",
    );
    await quickInput.waitFor("(4/");
    assert.equal(clouds.config(), undefined);
    await clouds.giveUp();
  });

  test("a helper that stands in the way of a password", async () => {
    const file = path.join(clouds.workbench.sandbox.dockerConfig, "config.json");
    const config = JSON.stringify({ auths: {}, credHelpers: { [amazon.host]: "ecr-login" } });
    writeFileSync(file, config);
    const { quickInput } = clouds.workbench;
    await clouds.choose(amazon);
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await quickInput.enter(amazon.host);
    await quickInput.waitFor("(1/1)");
    await quickInput.pick("Log in with something else");
    await quickInput.pick("Password of “aws ecr get-login-password”");
    await clouds.answer(token);
    await clouds.shows("In config.json");
    await clouds.workbench.screenshot("bad-cloud-input-helper");
    await isRefused(/docker-credential-ecr-login, which config\.json names, cannot store a login/, config);
  });

  test("a registry of another cloud", async () => {
    const { quickInput } = clouds.workbench;
    await clouds.toMethods(azureOfGovernment);
    await clouds.workbench.screenshot("bad-cloud-input-azure");
    await quickInput.pick("Microsoft Account of the Azure Command Line (az)");
    await isRefused(/az gave a token for contoso\.azurecr\.io, which is another registry/);
    assert.deepEqual(
      clouds.providers.requests.entries.filter(
        ({ headers }) => headers.host === azureOfGovernment.host && headers.authorization !== undefined,
      ),
      [],
    );
  });
});
