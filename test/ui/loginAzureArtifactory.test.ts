import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { text as readText } from "node:stream/consumers";
import { beforeEach, describe, test } from "node:test";
import { cloudLogins } from "../support/cloudLogins.ts";
import { keysOf, waySamples } from "../support/sampleServer/loginWays.ts";
import { configOf } from "../support/sampleServer/playLogin.ts";
import { createSampleHandler } from "../support/sampleServer/sampleHandler.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../support/sampleServer/samples.ts";
import { startProviders } from "../support/sampleServer/startProviders.ts";
import { version } from "../support/vscode/versions.ts";

const token = "a-s3cret-token";
const microsoftToken = "an-entra-t0ken";
/** What acr/oauth2-exchange answers. */
const identityToken = "fake.acr.refresh";
const nobody = "00000000-0000-0000-0000-000000000000";
const azure = { row: "Azure Container Registry", typed: "azure", host: "contoso.azurecr.io" };
/** The same name in the two clouds that are apart. */
const government = { ...azure, host: "contoso.azurecr.us" };
const china = { ...azure, host: "contoso.azurecr.cn" };
const artifactory = { row: "JFrog Artifactory", typed: "jfrog" };
const portHost = "art.example.test:5001";
const unknown: string[] = [];

const samplesOf = (host: string): readonly Sample[] =>
  renamed(
    [[azure.host, host]],
    [
      ...loadSamples("acr", "v2-401", "oauth2-exchange", "oauth2-token-refresh", "oauth2-token-basic", "oauth2-token-401"),
      at(`https://${azure.host}/v2/_catalog`, loadSample("acr/v2-401")),
      at(`https://${azure.host}/v2/`, loadSample("generic/v2-200")),
    ],
  );
const azureSamples = samplesOf(azure.host);
/** An Artifactory with a port for each repository: the port's own list has no keys in its names. */
const portSamples: readonly Sample[] = [
  ...renamed([["acme.jfrog.io", portHost]], [...loadSamples("jfrog", "v2-401-bearer", "token", "api-repositories")]),
  at(`https://${portHost}/v2/token`, loadSample("jfrog/api-401")),
  at(`https://${portHost}/v2/`, loadSample("generic/v2-200")),
  {
    name: "catalog of a port",
    confidence: "derived",
    request: { method: "GET", url: `https://${portHost}/v2/_catalog` },
    response: { status: 200, headers: { "Content-Type": "application/json" }, body: { repositories: ["team/app"] } },
  },
];

describe(`logging in to Azure and Artifactory, in VS Code ${version}`, () => {
  /** Forms that the Azure registry was sent. */
  const forms: URLSearchParams[] = [];
  const onUnknown = (request: string): number => unknown.push(request);
  const acr = createSampleHandler({ samples: azureSamples, hosts: "real", password: token, onUnknown });
  const answerAzure = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    const body = await readText(request);
    if (body !== "") forms.push(new URLSearchParams(body));
    acr(request, response);
  };
  const listenAzure: RequestListener = (request, response) => void answerAzure(request, response);
  const clouds = cloudLogins({
    version,
    start: (authority) =>
      startProviders(authority, [...waySamples, ...portSamples, ...samplesOf(government.host), ...samplesOf(china.host)], token, {
        [azure.host]: listenAzure,
      }),
    programs: { az: `printf '{"accessToken": "%s", "loginServer": "${azure.host}"}' "$TEST_IDENTITY_TOKEN"` },
    environment: { TEST_IDENTITY_TOKEN: identityToken, TEST_MICROSOFT_TOKEN: microsoftToken },
    userSettings: { "microsoft-sovereign-cloud.environment": "USGovernment" },
    secrets: [token, microsoftToken, identityToken],
  });
  const picture = (name: string): Promise<string> => clouds.workbench.screenshot(`login-${name}-${version}`);
  beforeEach(() => {
    forms.length = 0;
  });

  /** As “az acr login” writes it. */
  const assertIdentity = (): void => {
    const entry = { auth: Buffer.from(`${nobody}:`).toString("base64"), identitytoken: identityToken };
    const auths = Object.fromEntries(keysOf(azure.host).map((key) => [key, entry]));
    assert.equal(clouds.config(), JSON.stringify({ auths }, null, "\t"));
    assert.deepEqual(unknown, []);
  };

  test("Azure: the account of az", async () => {
    await clouds.begin(azure, "Microsoft Account of the Azure Command Line (az)");
    await clouds.shows("In config.json ");
    await picture("azure-az");
    await clouds.finish(azure.host);
    assertIdentity();
    assert.deepEqual(clouds.ran(), ["az acr login --name contoso --expose-token --output json", "az account show --output json"]);
    assert.ok(forms.length > 0 && forms.every((form) => form.get("refresh_token") === identityToken));
  });

  test("Azure: VS Code's Microsoft account, whose token is exchanged at the registry", async () => {
    const { notifications } = clouds.workbench;
    await clouds.begin(azure, "Microsoft Account of VS Code");
    await notifications.waitForDialog();
    await picture("azure-microsoft");
    await notifications.clickDialog("Allow");
    await clouds.finish(azure.host);
    assertIdentity();
    assert.deepEqual([forms[0]?.get("grant_type"), forms[0]?.get("access_token")], ["access_token", microsoftToken]);
    assert.ok(forms.slice(1).every((form) => !form.toString().includes(microsoftToken)));
  });

  test("Azure: VS Code's account of the cloud that it is set up for, and of no other", async () => {
    const { notifications, quickInput } = clouds.workbench;
    await clouds.begin(china, "Microsoft Account of VS Code");
    await clouds.shows("VS Code signs in to this cloud when its setting microsoft-sovereign-cloud.environment is ChinaCloud");
    await picture("azure-other-cloud");
    await clouds.giveUp();
    assert.equal(clouds.config(), undefined);

    await clouds.begin(government, "Microsoft Account of VS Code");
    await notifications.waitForDialog();
    await notifications.clickDialog("Allow");
    await clouds.finish(government.host);
    assert.ok(clouds.config()?.includes(government.host));
    await quickInput.waitForClosed();
  });

  // Access keys, and a password of Artifactory's cloud, are sections of nerdctl's guide (test/ui/seed).
  for (const [method, username, name] of [
    ["Service Principal", "11111111-2222-3333-4444-555555555555", "principal"],
    ["Repository Token", "ci", "token"],
  ] as const)
    test(`Azure: ${method}`, async () => {
      const { quickInput } = clouds.workbench;
      await clouds.begin(azure, method);
      await clouds.answer(username);
      await quickInput.waitFor("(5/");
      assert.equal(await quickInput.isPassword(), true);
      await picture(`azure-${name}`);
      await quickInput.enter(token);
      await clouds.finish(azure.host);
      assert.equal(clouds.config(), configOf(keysOf(azure.host), username, token));
    });

  for (const [host, method, name] of [
    ["acme.jfrog.io", "Identity, Access or Reference Token", "cloud-token"],
    ["art.example.test", "User Name and Password", "password"],
    ["art.example.test", "Identity, Access or Reference Token", "token"],
  ] as const)
    test(`Artifactory at ${host}: ${method}`, async () => {
      await clouds.begin({ ...artifactory, host }, method);
      await clouds.answer("alice");
      await clouds.workbench.quickInput.waitFor("(5/");
      await picture(`artifactory-${name}`);
      await clouds.workbench.quickInput.enter(token);
      await clouds.finish(host);
      assert.equal(clouds.config(), configOf(keysOf(host), "alice", token));
    });

  test("Artifactory: the forms of its addresses are told at the field for the host, and the port's at the end", async () => {
    const { quickInput } = clouds.workbench;
    await clouds.choose(artifactory);
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await quickInput.waitForMessage(/HOST\/KEY, KEY\.HOST, .*HOST:PORT/);
    await picture("artifactory-host");
    await quickInput.enter(portHost);
    await quickInput.waitFor(`Log In to ${portHost} (3/`);
    await quickInput.pick("User Name and Password");
    await clouds.answer("alice", token);
    await clouds.shows("In config.json ");
    await quickInput.pick(/^In config\.json$/);
    assert.match(await clouds.isSaid(portHost), /The port stands for one repository: an image is art\.example\.test:5001\/IMAGE\./);
    assert.equal(clouds.config(), configOf(keysOf(portHost), "alice", token));
  });

  test("Artifactory: the password of a fresh installation is warned of on one's own server alone", async () => {
    const { quickInput } = clouds.workbench;
    const warning = /fresh installation/;
    await clouds.toMethods({ ...artifactory, host: "art.example.test" });
    await clouds.shows("A fresh installation lets in “admin”");
    await picture("artifactory-fresh");
    await quickInput.pick("User Name and Password");
    await clouds.answer("admin");
    await quickInput.waitFor("(5/");
    await quickInput.type("password");
    await quickInput.waitForMessage(warning);
    await clouds.giveUp();
    await clouds.begin({ ...artifactory, host: "acme.jfrog.io" }, "User Name and Password");
    await clouds.answer("admin");
    await quickInput.waitFor("(5/");
    await quickInput.type("password");
    assert.doesNotMatch(await quickInput.message(), warning);
    await clouds.giveUp();
    assert.equal(clouds.config(), undefined);
    assert.deepEqual([...unknown, ...clouds.providers.unknown], []);
  });
});
