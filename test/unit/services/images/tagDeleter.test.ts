import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../../../src/core/clock.ts";
import type { Credential } from "../../../../src/core/credential.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { openTagDeletion } from "../../../../src/providers/ecr/deletion.ts";
import { deletionRefusal } from "../../../../src/services/images/deletion/deletionRefusal.ts";
import { createApiSender } from "../../../../src/services/reach/openSession.ts";
import { awsKey, writeAwsProfile } from "../../../support/awsProfile.ts";
import { noPrograms } from "../../../support/loginPorts.ts";
import { fakeAws } from "../../../support/sampleServer/fakeAws.ts";
import { isDeletedOnPage, tagDeleter } from "../../../../src/services/images/deletion/tagDeleter.ts";
import { Sessions } from "../../../../src/services/reach/sessions.ts";
import { planOf } from "../../../support/connectionPlan.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { registryAt } from "../../../support/sampleServer/browseProvider.ts";
import { authority } from "../../../support/sampleServer/playLogin.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";
import { startProviders } from "../../../support/sampleServer/startProviders.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";
import { silentLogger } from "../../../support/silentLogger.ts";

const account = basicCredential({ username: "puller", password: "a s3cret word" });
const digest = `sha256:${"a".repeat(64)}`;
const { signal } = new AbortController();

const ecrHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

/** Deletes a tag by Amazon's API, with the profile of the login, and tells what it was asked. */
async function deleteAtAmazon(
  t: TestContext,
  answer: unknown,
): Promise<{ readonly remove: () => Promise<void>; readonly asked: unknown[] }> {
  const home = mkdtempSync(path.join(tmpdir(), "container-registries-delete-"));
  t.after(() => rmSync(home, { recursive: true }));
  writeAwsProfile(home, "");
  const asked: unknown[] = [];
  const lists = (operation: string, input: unknown): unknown => {
    asked.push([operation, input]);
    return answer;
  };
  const fake = fakeAws({ keys: { [awsKey.id]: { secret: awsKey.secret, account: "123456789012" } }, password: "p", lists });
  const listeners = { "api.ecr.us-east-1.amazonaws.com": fake.listener, "sts.us-east-1.amazonaws.com": fake.listener };
  const providers = await startProviders(authority, [], undefined, listeners);
  t.after(() => providers.close());
  const sendSigned = createApiSender({ network: () => providers.transport, clock: systemClock, logger: silentLogger, userAgent: "test" });
  const never = (): Promise<never> => Promise.reject(new Error("not asked"));
  const remove = await openTagDeletion({
    host: ecrHost,
    origin: `https://${ecrHost}`,
    credential: basicCredential({ username: "AWS", password: "a-password-of-ecr" }),
    signing: {
      source: { method: "profile", answers: { profile: "default" } },
      machine: { files: nodeFileSystem, homeDirectory: home, environment: {}, spawn: noPrograms, sendSigned },
    },
    askApi: never,
    deleteAtRegistry: never,
  });
  assert.ok(remove !== undefined);
  return { remove: () => remove("team/app", "1.0", digest, signal), asked };
}

test("Amazon: its API takes the tag off, with the profile of the login, and says why it does not", async (t) => {
  const sample = loadSample("ecr/api-BatchDeleteImage");
  const { remove, asked } = await deleteAtAmazon(t, sample.response.body);
  await remove();
  const imageIds = [{ imageTag: "1.0" }];
  assert.deepEqual(asked, [["BatchDeleteImage", { registryId: "123456789012", repositoryName: "team/app", imageIds }]]);

  const failures = [{ imageId: imageIds[0], failureCode: "ImageReferencedByManifestList", failureReason: "an index has it" }];
  const refused = await deleteAtAmazon(t, { imageIds: [], failures });
  await assert.rejects(
    refused.remove(),
    (error) => RegistryError.is(error) && deletionRefusal(error, error.details[0]?.code ?? "") === "in-use",
  );
});

/** Deletes a tag at a provider that plays these samples, and tells what it was asked. */
async function deleteAt(t: TestContext, host: string, samples: readonly Sample[], credential: Credential = account) {
  const providers = await startProviders(authority, samples);
  const sessions = new Sessions({
    open: createSessionOpener([], providers.transport),
    plan: () => Promise.resolve(planOf(registryAt(host))),
    credentialsFor: () => ({ lookup: () => Promise.resolve(credential) }),
    logger: silentLogger,
  });
  const session = await sessions.connectDirectly(host, signal);
  t.after(async () => {
    session.dispose();
    sessions.dispose();
    await providers.close();
  });
  const requests = (): readonly string[] =>
    providers.requests.entries.map(
      ({ method, url, headers }) => `${method} https://${String(headers[":authority"] ?? headers.host)}${url}`,
    );
  const remove = (repository: string, tag: string): Promise<void> =>
    tagDeleter({ host, repository }, session, undefined)(tag, digest, signal);
  return { remove, requests };
}

test("Azure: its own API takes the tag off, with a token of the registry", async (t) => {
  const samples = [...loadSamples("acr", "v2-401", "oauth2-token-basic"), loadSample("acr/acr-v1-delete-tag")];
  const { remove, requests } = await deleteAt(t, "contoso.azurecr.io", samples);
  await remove("hello-world", "latest");
  assert.equal(requests().at(-1), "DELETE https://contoso.azurecr.io/acr/v1/hello-world/_tags/latest");
  const token = requests().find((line) => line.includes("/oauth2/token")) ?? "";
  assert.match(token, /scope=repository%3Ahello-world%3A/);
});

const hubDelete = loadSample("dockerhub/hub-delete-tag");
const hub = [...loadSamples("dockerhub", "v2-401", "registry-token", "hub-auth-token"), hubDelete];

test("Docker Hub: its API deletes, and is asked at the organizations' path where it refuses the token at the people's", async (t) => {
  const { remove, requests } = await deleteAt(t, "docker.io", hub);
  await remove("myuser/app", "1.0");
  assert.equal(requests().at(-1), "DELETE https://hub.docker.com/v2/repositories/myuser/app/tags/1.0/");

  const url = "https://hub.docker.com/v2/namespaces/myuser/repositories/app/tags/1.0";
  const refusing = { ...hubDelete, response: loadSample("dockerhub/hub-oat-403-legacy").response };
  const organization = await deleteAt(t, "docker.io", [...hub.filter((each) => each !== hubDelete), refusing, at(url, hubDelete)]);
  await organization.remove("myuser/app", "1.0");
  assert.equal(organization.requests().at(-1), `DELETE ${url}`);
});

test("Harbor: its API takes the tag off its artifact", async (t) => {
  const host = "harbor.example.test";
  const registry = loadSamples("harbor", "v2-401", "service-token");
  const { remove, requests } = await deleteAt(t, host, [...registry, loadSample("harbor/api-delete-tag")]);
  await remove("library/team/app", "1.0");
  assert.equal(requests().at(-1), `DELETE ${loadSample("harbor/api-delete-tag").request.url}`);
});

test("a login that the API refuses is tried with the registry, and what the API said counts where that cannot", async (t) => {
  const refusing = { ...loadSample("acr/acr-v1-delete-tag"), response: { status: 403, headers: {}, text: "" } };
  const unsupported = at("https://contoso.azurecr.io/v2/hello-world/manifests/latest", loadSample("ghcr/manifest-delete-405"));
  const samples = [...loadSamples("acr", "v2-401", "oauth2-token-basic"), refusing, unsupported];
  const { remove, requests } = await deleteAt(t, "contoso.azurecr.io", samples);
  await assert.rejects(remove("hello-world", "latest"), (error) => RegistryError.is(error, "denied"));
  assert.equal(requests().at(-1), "DELETE https://contoso.azurecr.io/v2/hello-world/manifests/latest");
});

test("what is no tag is sent nowhere", async (t) => {
  const { remove, requests } = await deleteAt(t, "docker.io", hub);
  await assert.rejects(remove("myuser/app", "../../x"), (error) => RegistryError.is(error, "invalid-reference"));
  assert.equal(requests().filter((line) => line.startsWith("DELETE")).length, 0);
});

test("GitHub deletes on its pages", async () => {
  assert.equal(await isDeletedOnPage("ghcr.io"), true);
  assert.equal(await isDeletedOnPage("docker.io"), false);
});
