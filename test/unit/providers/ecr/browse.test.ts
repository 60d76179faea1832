import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { describeRepositories } from "../../../../src/providers/ecr/sdk.ts";
import { ObtainError } from "../../../../src/providers/obtainError.ts";
import { awsKey, writeAwsProfile } from "../../../support/awsProfile.ts";
import { noPrograms } from "../../../support/loginPorts.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { fakeAws, type FakeAwsOptions } from "../../../support/sampleServer/fakeAws.ts";
import { at, loadSample } from "../../../support/sampleServer/samples.ts";
import { filled } from "../../../support/scriptedPrompter.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const credential = basicCredential({ username: "AWS", password: "a-password-of-ecr" });
const samples = [
  at(`https://${host}/v2/`, loadSample("ecr/v2-401")),
  at(`https://${host}/v2/`, loadSample("generic/v2-200")),
  at(`https://${host}/v2/_catalog?n=2`, loadSample("ecr/catalog")),
  at(`https://${host}/v2/team/app/tags/list?n=2`, loadSample("ecr/tags-page1")),
];
const catalog = at(`https://${host}/v2/_catalog?n=2`, loadSample("ecr/catalog"));
const refused = { ...catalog.response, status: 405, body: { errors: [{ code: "UNSUPPORTED", message: "no" }] } };
const noCatalog = [...samples.slice(0, 2), { ...catalog, response: refused }];
const digest = `sha256:${"a".repeat(64)}`;

async function browse(t: TestContext, aws: Partial<FakeAwsOptions>, config = "", profile = "default", registry = samples, asked = host) {
  const home = mkdtempSync(path.join(tmpdir(), "container-registries-ecr-"));
  t.after(() => rmSync(home, { recursive: true }));
  writeAwsProfile(home, config);
  const fake = fakeAws({ keys: { [awsKey.id]: { secret: awsKey.secret, account: "123456789012" } }, password: "p", ...aws });
  const publicApi = { "api.ecr-public.us-east-1.amazonaws.com": fake.listener };
  const listeners = { ...publicApi, "api.ecr.us-east-1.amazonaws.com": fake.listener, "sts.us-east-1.amazonaws.com": fake.listener };
  const source = { method: "profile", answers: { profile } };
  const signing = { source, files: nodeFileSystem, homeDirectory: home, environment: {}, spawn: noPrograms };
  const browsed = await browseProvider(t, asked, registry, { credential, pageSize: 2, listeners, signing });
  return { ...browsed, calls: fake.calls };
}

test("lists repositories and tags by Amazon's API with the profile of the login, page by page", async (t) => {
  const asked: unknown[] = [];
  const lists = (operation: string, input: unknown): unknown => {
    asked.push([operation, input]);
    const { nextToken } = input as { readonly nextToken?: string };
    if (operation === "DescribeImages") {
      const image = {
        imageDigest: digest,
        imageTags: ["latest", "1.0", "no tag!"],
        imageSizeInBytes: 78_447_648,
        imagePushedAt: 1_735_689_600,
      };
      return { imageDetails: [image, { imageDigest: digest }] };
    }
    return nextToken === undefined
      ? { repositories: [{ repositoryName: "team/app" }, { repositoryName: "team/base" }], nextToken: "opaque1" }
      : { repositories: [{ repositoryName: "zoo" }] };
  };
  const { repositories, tags, unknown, calls } = await browse(t, { lists });
  assert.deepEqual((await repositories(1)).items, [{ name: "team/app" }, { name: "team/base" }, { name: "zoo" }]);
  const facts = { updatedAt: new Date("2025-01-01T00:00:00Z"), size: 78_447_648, digest };
  assert.deepEqual((await tags("team/app")).items, [
    { name: "latest", ...facts },
    { name: "1.0", ...facts },
  ]);
  const registryId = "123456789012";
  assert.deepEqual(asked, [
    ["DescribeRepositories", { registryId, maxResults: 2 }],
    ["DescribeRepositories", { registryId, maxResults: 2, nextToken: "opaque1" }],
    ["DescribeImages", { registryId, repositoryName: "team/app", filter: { tagStatus: "TAGGED" }, maxResults: 2 }],
  ]);
  assert.deepEqual([unknown, calls.length], [[], 3]);
});

test("lists the account's repositories of ECR Public by the names of their images", async (t) => {
  const registry = "public.ecr.aws";
  const asked: unknown[] = [];
  const lists = (operation: string, input: unknown): unknown => {
    asked.push([operation, input]);
    return {
      repositories: [
        { repositoryName: "app", repositoryUri: "public.ecr.aws/a1b2c3d4/app" },
        { repositoryName: "team/base", repositoryUri: "public.ecr.aws/acme/team/base" },
        { repositoryName: "odd", repositoryUri: "odd" },
      ],
    };
  };
  const answers = [at(`https://${registry}/v2/`, loadSample("generic/v2-200"))];
  const { repositories, calls } = await browse(t, { lists }, "", "default", answers, registry);
  assert.deepEqual((await repositories()).items, [{ name: "a1b2c3d4/app" }, { name: "acme/team/base" }]);
  assert.deepEqual(asked, [["DescribeRepositories", { maxResults: 2 }]]);
  assert.deepEqual(
    calls.map(({ host: api, region }) => [api, region]),
    [["api.ecr-public.us-east-1.amazonaws.com", "us-east-1"]],
  );
});

test("a role is taken on once for many lists", async (t) => {
  const config = "[profile deploy]\nrole_arn = arn:aws:iam::1:role/deploy\nsource_profile = default\n";
  const { repositories, tags, calls } = await browse(t, { lists: () => ({ repositories: [], imageDetails: [] }) }, config, "deploy");
  await repositories();
  await tags("a");
  await tags("b");
  assert.deepEqual(
    calls.map(({ operation }) => operation.replace(/.*\./, "")),
    ["AssumeRole", "DescribeRepositories", "DescribeImages", "DescribeImages"],
  );
});

test("the registry's own list is asked where Amazon's API refuses, or the profile is gone or wants a code", async (t) => {
  const denied = { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
  const mfa = "[profile careful]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\nmfa_serial = arn:aws:iam::1:mfa/a\n";
  for (const { repositories, calls, count } of [
    { ...(await browse(t, { ecr: denied })), count: 1 },
    { ...(await browse(t, {}, "", "gone")), count: 0 },
    { ...(await browse(t, {}, mfa, "careful")), count: 0 },
    { ...(await browse(t, {}, "<<<<<<<\n")), count: 0 },
  ]) {
    const { items, error } = await repositories();
    assert.equal(error, undefined);
    assert.ok(items.length > 0);
    assert.equal(calls.length, count);
  }
});

test("only a refusal of the login itself keeps it from the API, and each says why", async (t) => {
  const refusals: readonly (readonly [code: string, as: RegistryErrorCode, times: number, reason: RegExp])[] = [
    ["UnrecognizedClientException", "unauthorized", 1, /does not know the access key of the profile default/],
    ["ExpiredTokenException", "unauthorized", 1, /have expired/],
    ["AccessDeniedException", "denied", 2, /does not allow it/],
    ["OptInRequired", "denied", 2, /us-east-1 is not enabled/],
    ["RepositoryNotFoundException", "not-found", 2, /RepositoryNotFoundException/],
    ["ThrottlingException", "rate-limited", 2, /too many requests/],
    ["ServerException", "server-error", 2, /ServerException/],
    ["InternalFailure", "server-error", 2, /InternalFailure/],
    ["ValidationException", "request-rejected", 2, /ValidationException/],
    ["NeverHeardOfException", "request-rejected", 2, /NeverHeardOfException/],
  ];
  for (const [code, as, times, reason] of refusals) {
    const { error, calls } = await refuse(t, { ecr: { status: 400, body: { __type: code, message: "no" } } });
    assert.equal(error.code, as, code);
    assert.match(error.reason, reason, code);
    assert.equal(calls, times, code);
  }
  const late = await refuse(t, { aheadMs: 20 * 60_000 });
  assert.equal(late.error.code, "request-rejected");
  assert.match(late.error.reason, /20 minutes behind/);
  assert.equal(late.calls, 2);
});

/** What comes of a list that both Amazon's API and the registry refuse, and how often the API was asked in two tries. */
async function refuse(t: TestContext, aws: Partial<FakeAwsOptions>) {
  const { browsing, repositories, calls } = await browse(t, aws, "", "default", noCatalog);
  const { error } = await repositories();
  browsing.forget(host, undefined);
  await repositories();
  const cause = (error as Error | undefined)?.cause;
  assert.ok(cause instanceof RegistryError && cause.cause instanceof ObtainError, String(error));
  const { reason } = cause.cause;
  return { error: { code: cause.code, reason: reason === undefined ? "" : filled(reason) }, calls: calls.length };
}

test("an answer of Amazon's that is too much in one go becomes no objects", async () => {
  const answers: readonly (readonly [contentType: string, body: string])[] = [
    ["application/x-amz-json-1.1", `{"repositories":[${"{},".repeat(60_000)}{}]}`],
    ["application/x-amz-json-1.1", `${"[".repeat(2000)}${"]".repeat(2000)}`],
    ["text/xml", `<a>${"<b/>".repeat(20_000)}</a>`],
  ];
  for (const [contentType, body] of answers) {
    const header = (name: string): string | undefined => (name === "content-type" ? contentType : undefined);
    const sendSigned = () => Promise.resolve({ status: 200, header, bytes: Buffer.from(body) });
    const api = {
      region: "us-east-1",
      endpoint: "https://api.ecr.us-east-1.amazonaws.com",
      sendSigned,
      signal: new AbortController().signal,
    };
    const signed = { accessKeyId: awsKey.id, secretAccessKey: new Secret(awsKey.secret) };
    await assert.rejects(describeRepositories(signed, api, "123456789012", { size: 1000 }), { code: "body-too-complex" });
  }
});
