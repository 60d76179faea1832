import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fsPromises from "node:fs/promises";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import path from "node:path";
import { describe, test, type TestContext } from "node:test";
import type { RequestListener } from "node:http";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { type Spawn, SpawnError } from "../../../../src/core/spawn.ts";
import type { Text } from "../../../../src/core/text.ts";
import { nodeSpawn } from "../../../../src/node/nodeSpawn.ts";
import { isSignOnOver, reasonOf } from "../../../../src/providers/ecr/awsReasons.ts";
import { apiOfHost, isRegion } from "../../../../src/providers/ecr/hosts.ts";
import { regionOptions } from "../../../../src/providers/ecr/regions.ts";
import { keysOfProcess } from "../../../../src/providers/ecr/keysOfProcess.ts";

import { failureOf } from "../../../../src/providers/ecr/sdk.ts";
import type { logIn } from "../../../../src/services/login/logIn.ts";
import type { LoginsByHost } from "../../../../src/services/remembered/rememberedLogins.ts";
import { authority, configOf, playLoginTo } from "../../../support/sampleServer/playLogin.ts";
import { fakeAws, type FakeAwsOptions } from "../../../support/sampleServer/fakeAws.ts";
import { keysOf } from "../../../support/sampleServer/loginWays.ts";
import { at, loadSample } from "../../../support/sampleServer/samples.ts";
import { startProviders } from "../../../support/sampleServer/startProviders.ts";
import { type LoginPortsOptions, noPrograms } from "../../../support/loginPorts.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";

const password = "a-password-of-ecr";
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const keys = { AKIAIOSFODNN7EXAMPLE: { secret, account: "123456789012" } };
const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const pick = (label: string): Move => ({ pick: label });
const type = (text: string): Move => ({ type: text });
const byProfile = [pick("Profile of ~/.aws"), pick("{0}")];
const inFile = pick("In config.json");
const staticProfile = `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`;

interface Play extends LoginPortsOptions {
  /** In place of one that begins at the list of providers. */
  readonly request?: Parameters<typeof logIn>[0];
  readonly prepare?: (home: string) => void;
  readonly registry?: string;
  readonly api?: string;
  readonly aws?: Partial<FakeAwsOptions>;
  readonly config?: string;
  readonly credentials?: string;
  /** Further hosts, which nobody is to be sent to. */
  readonly others?: Readonly<Record<string, RequestListener>>;
}

const apis = ["api.ecr.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com", "portal.sso.eu-west-1.amazonaws.com"];

/** Plays a login at a registry of ECR, beside Amazon's APIs, on a machine with these files in ~/.aws. */
async function play(
  t: TestContext,
  moves: readonly Move[],
  { registry = host, api, aws, config, credentials, others, ...options }: Play = {},
) {
  const fake = fakeAws({ keys, password, ...aws });
  const hosts = [...apis, ...(api === undefined ? [] : [api])].map((name) => [name, fake.listener] as const);
  const samples = [at(`https://${registry}/v2/`, loadSample("ecr/v2-401")), at(`https://${registry}/v2/`, loadSample("generic/v2-200"))];
  const providers = await startProviders(authority, samples, password, { ...Object.fromEntries(hosts), ...others });
  t.after(() => providers.close());
  const prepare = (home: string): void => {
    mkdirSync(path.join(home, ".aws"));
    if (config !== undefined) writeFileSync(path.join(home, ".aws/config"), config);
    if (credentials !== undefined) writeFileSync(path.join(home, ".aws/credentials"), credentials);
  };
  const begin = options.request === undefined ? [pick("Amazon Elastic Container Registry"), type(registry)] : [];
  const played = await playLoginTo(t, [...begin, ...moves], providers, { prepare, ...options });
  return { ...played, calls: fake.calls, tunnels: providers.tunnels, refusal: reasonsIn(played.steps) };
}

/** Sets variables of this process until the test is over. */
function setVariables(t: TestContext, variables: Readonly<Record<string, string>>): void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  t.after(() => {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  });
}

function reasonsIn(steps: readonly { readonly problem?: Error | undefined }[]): string {
  return steps
    .map(({ problem }) => (problem as { readonly reason?: Text } | undefined)?.reason)
    .filter((reason) => reason !== undefined)
    .map(filled)
    .join("\n");
}

const denied = {
  status: 400,
  body: {
    __type: "AccessDeniedException",
    Message: "User: arn:aws:iam::123456789012:user/u is not authorized to perform: ecr:GetAuthorizationToken",
  },
};

void describe("a profile of ~/.aws", () => {
  const roles = `[profile deploy]
role_arn = arn:aws:iam::123456789012:role/team/deploy
source_profile = default
[profile careful]
role_arn = arn:aws:iam::123456789012:role/careful
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/alice
`;

  void test("signs one request to ECR's API in the registry's region, and its password is written", async (t) => {
    const before = Date.now();
    const { result, config, calls, ends, shown } = await play(t, [...byProfile, inFile], { credentials: staticProfile });
    assert.equal(result.kind, "loggedIn");
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    const operation = "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken";
    assert.deepEqual(calls, [{ host: apis[0], operation, keyId: "AKIAIOSFODNN7EXAMPLE", region: "us-east-1" }]);
    const hours = (Date.parse(ends[host] ?? "") - before) / 3_600_000;
    assert.ok(hours > 11.9 && hours < 12.1, String(hours));
    assert.ok(!shown.includes(secret));
  });

  void test("that is a role is taken on with the keys of its source, in the registry's region", async (t) => {
    const moves = [byProfile[0] as Move, { pickHost: "deploy" }, inFile];
    const { config, calls } = await play(t, moves, { credentials: staticProfile, config: roles });
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(
      calls.map(({ host: asked, operation, keyId }) => [asked, operation.replace(/.*\./, ""), keyId]),
      [
        ["sts.us-east-1.amazonaws.com", "AssumeRole", "AKIAIOSFODNN7EXAMPLE"],
        ["api.ecr.us-east-1.amazonaws.com", "GetAuthorizationToken", "ASIAROLEROLEROLE0001"],
      ],
    );
  });

  void test("that has a token in a file takes on its role with that, for as long as it says", async (t) => {
    const { folder, remove } = makeTemporaryFolder("container-registries-token-");
    t.after(remove);
    const file = path.join(folder, "token");
    writeFileSync(file, "identity-of-a-pod");
    const bodies: string[] = [];
    const fake = fakeAws({ keys, password });
    const sts: RequestListener = (request, response) => {
      request.on("data", (bytes: Buffer) => bodies.push(bytes.toString()));
      fake.listener(request, response);
    };
    const section = `[profile pod]\nrole_arn = arn:aws:iam::123456789012:role/pod\nweb_identity_token_file = ${file}\n`;
    for (const [line, wanted] of [
      ["duration_seconds = 900\n", "900"],
      ["", null],
    ] as const) {
      bodies.length = 0;
      const options = { config: section + line, others: { "sts.us-east-1.amazonaws.com": sts } };
      const { config } = await play(t, [...byProfile, inFile], options);
      assert.equal(config, configOf(keysOf(host), "AWS", password));
      const fields = new URLSearchParams(bodies.join(""));
      assert.deepEqual(
        ["Action", "WebIdentityToken", "DurationSeconds"].map((name) => fields.get(name)),
        ["AssumeRoleWithWebIdentity", "identity-of-a-pod", wanted],
      );
    }
  });

  void test("that wants the code of a device is asked for it, and a wrong one is refused by itself", async (t) => {
    const moves = [byProfile[0] as Move, { pickHost: "careful" }, type("12345"), type("000000"), type("123456"), inFile];
    const { config, refusals } = await play(t, moves, { credentials: staticProfile, config: roles, aws: { mfaCode: "123456" } });
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.match(refusals[0] ?? "", /six digits/);
    assert.equal(refusals.length, 2);
    const others = await play(t, [byProfile[0] as Move, { pickHost: "deploy" }, inFile], { credentials: staticProfile, config: roles });
    assert.equal(others.steps.filter((step) => "prompt" in step && step.prompt.text.includes("MFA")).length, 0);
  });

  void test("that wants the code of a device is asked for another one after a fault on the way", async (t) => {
    const seen: string[] = [];
    const fake = fakeAws({ keys, password, mfaCode: "123456" });
    const sts: RequestListener = (request, response) => {
      seen.push(request.url ?? "");
      if (seen.length === 1) request.socket.destroy();
      else fake.listener(request, response);
    };
    const moves = [byProfile[0] as Move, { pickHost: "careful" }, type("123456"), pick("Try again"), type("123456"), inFile];
    const options = { credentials: staticProfile, config: roles, others: { "sts.us-east-1.amazonaws.com": sts } };
    const { config, steps } = await play(t, moves, options);
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.equal(steps.filter((step) => "prompt" in step && step.prompt.text.includes("MFA")).length, 2);
    assert.equal(seen.length, 2);
  });

  void test("whose roles want several codes asks for none, and Amazon nothing: a code counts once", async (t) => {
    const config = `[profile a]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/one
[profile b]\nrole_arn = arn:aws:iam::1:role/y\nsource_profile = default\nmfa_serial = arn:aws:iam::1:mfa/two\n`;
    const moves = [byProfile[0] as Move, { pickHost: "a" }, "escape"] as const;
    const { config: written, calls, refusal } = await play(t, moves, { config, credentials: staticProfile });
    assert.deepEqual([written, calls], [undefined, []]);
    assert.match(refusal, /several roles that each want a code/);
  });

  void test("whose source is missing, or goes in a circle, says so and asks Amazon nothing", async (t) => {
    const config = `[profile lost]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = gone
[profile a]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::1:role/y\nsource_profile = a
[profile empty]\nregion = eu-west-1\n`;
    for (const [name, sentence] of [
      ["lost", /The profile lost names gone as its source_profile, which is not in ~\/\.aws/],
      ["a", /in a circle: a → b → a/],
      ["empty", /has no keys/],
    ] as const) {
      const { config: written, calls, refusal } = await play(t, [byProfile[0] as Move, { pickHost: name }, "escape"], { config });
      assert.deepEqual([written, calls], [undefined, []]);
      assert.match(refusal, sentence);
    }
  });

  void test("of the environment is offered where that has keys", async (t) => {
    const environment = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: secret };
    const { config } = await play(t, [byProfile[0] as Move, pick("The environment"), inFile], { environment });
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    const { refusal } = await play(t, [byProfile[0] as Move, "escape"]);
    assert.match(refusal, /no profile in ~\/\.aws.*aws configure/);
  });

  void test("that a program has the keys of runs it, and ends what hangs", async (t) => {
    const config = "[profile tool]\ncredential_process = /opt/tool --name 'a b'\n";
    const ran: string[] = [];
    const spawn = (output: string | SpawnError): Spawn => ({
      ...noPrograms,
      run: ({ program, args, isVerbatim, isGroup, timeoutMs }) => {
        ran.push([program, ...args, ...(isVerbatim === true ? ["verbatim"] : []), String(isGroup), String(timeoutMs)].join("|"));
        return typeof output === "string" ? Promise.resolve({ exitCode: 0, stdout: output, stderr: "" }) : Promise.reject(output);
      },
    });
    const answer = { Version: 1, AccessKeyId: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: secret };
    const good = await play(t, [...byProfile, inFile], { config, spawn: spawn(JSON.stringify(answer)) });
    assert.equal(good.config, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(ran, ["sh|-c|/opt/tool --name 'a b'|true|60000"]);
    const environment = { OS: "Windows_NT", ComSpec: String.raw`C:\Windows\System32\cmd.exe` };
    const quoted = '[profile tool]\ncredential_process = "C:\\Program Files\\get.exe" --name "a b"\n';
    await play(t, [...byProfile, inFile], { config: quoted, environment, spawn: spawn(JSON.stringify(answer)) });
    const line = '/d|/s|/c|""C:\\Program Files\\get.exe" --name "a b""|verbatim|true|60000';
    assert.equal(ran.at(-1), `${environment.ComSpec}|${line}`);
    const shells: readonly (readonly [shell: string, environment: Readonly<Record<string, string>>])[] = [
      [environment.ComSpec, { OS: "Windows_NT", COMSPEC: environment.ComSpec }],
      ["cmd.exe", { OS: "Windows_NT" }],
    ];
    for (const [shell, windows] of shells) {
      await play(t, [...byProfile, inFile], { config: quoted, environment: windows, spawn: spawn(JSON.stringify(answer)) });
      assert.equal(ran.at(-1), `${shell}|${line}`);
    }
    await play(t, [...byProfile, inFile], { config, environment: { ComSpec: environment.ComSpec }, spawn: spawn(JSON.stringify(answer)) });
    assert.equal(ran.at(-1), ran[0]);
    const bad: readonly (readonly [output: string | SpawnError, sentence: RegExp])[] = [
      [new SpawnError("program-timed-out", "late"), /did not finish within a minute, and was stopped/],
      [`{"AccessKeyId": "${secret}"`, /printed no keys/],
      [JSON.stringify({ ...answer, Version: 2 }), /Version is not 1/],
      [JSON.stringify({ ...answer, Version: undefined }), /Version is not 1/],
      [JSON.stringify({ ...answer, Expiration: "2020-01-01T00:00:00Z" }), /have expired/],
    ];
    for (const [output, sentence] of bad) {
      const { config: written, refusal, shown } = await play(t, [...byProfile, "escape"], { config, spawn: spawn(output) });
      assert.equal(written, undefined);
      assert.match(refusal, sentence);
      assert.ok(!shown.includes(secret));
    }
  });

  void test("of a single sign-on uses what “aws sso login” got, and names that command once it has ended", async (t) => {
    const config = `[profile dev]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Dev\n`;
    const home = mkdtempSync(path.join(tmpdir(), "container-registries-sso-"));
    const { HOME } = process.env;
    process.env["HOME"] = home;
    process.env["AWS_ENDPOINT_URL"] = "https://evil.test";
    t.after(() => {
      process.env["HOME"] = HOME;
      Reflect.deleteProperty(process.env, "AWS_ENDPOINT_URL");
      rmSync(home, { recursive: true });
    });
    const cache = path.join(home, ".aws/sso/cache");
    mkdirSync(cache, { recursive: true });
    const name = createHash("sha1").update("https://acme.awsapps.com/start").digest("hex");
    const keep = (accessToken: string, expiresAt: string): void =>
      writeFileSync(path.join(cache, `${name}.json`), JSON.stringify({ accessToken, expiresAt }));
    const aws = { signOnToken: "token-of-the-sign-on" };
    keep("token-of-the-sign-on", "2099-01-01T00:00:00Z");
    const good = await play(t, [...byProfile, inFile], { config, aws });
    assert.equal(good.config, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(
      good.calls.map(({ host: asked }) => asked),
      ["portal.sso.eu-west-1.amazonaws.com", "api.ecr.us-east-1.amazonaws.com"],
    );

    const ways = [
      () => keep("token-of-the-sign-on", "2020-01-01T00:00:00Z"),
      () => keep("revoked", "2099-01-01T00:00:00Z"),
      () => rmSync(cache, { recursive: true }),
    ];
    for (const end of ways) {
      end();
      const { config: written, refusal, inTerminal } = await play(t, [...byProfile, pick("Run “{0}”"), "escape"], { config, aws });
      assert.equal(written, undefined);
      assert.match(refusal, /The single sign-on of the profile dev has ended: run “aws sso login --profile dev”/);
      assert.deepEqual(inTerminal, ["aws sso login --profile dev"]);
    }
  });

  void test("of a single sign-on that has ended renews it at Amazon's own place, and keeps it as aws does", async (t) => {
    const home = mkdtempSync(path.join(tmpdir(), "container-registries-sso-"));
    // A bucket's name ends as those of Amazon's APIs do: what is refused by its name alone would be sent there.
    const bucket = "https://mine.s3.amazonaws.com";
    const config = (session: string): string => `[profile dev]
sso_session = ${session}\nsso_account_id = 123456789012\nsso_role_name = Dev\nendpoint_url = ${bucket}\nservices = mine
[services mine]\nsso =\n  endpoint_url = ${bucket}\nsso_oidc =\n  endpoint_url = ${bucket}
[sso-session ${session}]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n`;
    setVariables(t, {
      HOME: home,
      AWS_PROFILE: "dev",
      AWS_ENDPOINT_URL: bucket,
      AWS_ENDPOINT_URL_SSO: bucket,
      AWS_ENDPOINT_URL_SSO_OIDC: bucket,
    });
    t.after(() => rmSync(home, { recursive: true }));
    const cache = path.join(home, ".aws/sso/cache");
    mkdirSync(cache, { recursive: true });
    const fileOf = (session: string): string => path.join(cache, `${createHash("sha1").update(session).digest("hex")}.json`);
    const client = { clientId: "client", clientSecret: "secret-of-the-client" };
    const ended = { ...client, accessToken: "ended", expiresAt: "2020-01-01T00:00:00Z", refreshToken: "first" };
    const asked: unknown[] = [];
    const renew = (session: string) => {
      writeFileSync(fileOf(session), JSON.stringify(ended));
      const oidc: RequestListener = (request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
        request.on("end", () => {
          asked.push([request.url, JSON.parse(body)]);
          const [status, answer] =
            session === "corp"
              ? [200, { accessToken: "token-renewed", expiresIn: 3600, refreshToken: "refresh-second", tokenType: "Bearer" }]
              : [400, { __type: "InvalidGrantException", error: "invalid_grant" }];
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
        });
      };
      const bad: RequestListener = (request, response) => {
        asked.push(request.url);
        response.writeHead(200).end("{}");
      };
      const others = { "oidc.eu-west-1.amazonaws.com": oidc, "mine.s3.amazonaws.com": bad };
      const last = session === "corp" ? [inFile] : ["escape" as const];
      return play(t, [...byProfile, ...last], {
        config: config(session),
        others,
        aws: { signOnToken: "token-renewed" },
      });
    };

    const renewed = await renew("corp");
    assert.equal(renewed.config, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(asked, [["/token", { ...client, refreshToken: "first", grantType: "refresh_token" }]]);
    assert.deepEqual(
      renewed.calls.map(({ host: api }) => api),
      ["portal.sso.eu-west-1.amazonaws.com", "api.ecr.us-east-1.amazonaws.com"],
    );
    const { expiresAt, ...kept } = JSON.parse(readFileSync(fileOf("corp"), "utf8")) as Record<string, string>;
    assert.deepEqual(kept, { ...client, accessToken: "token-renewed", refreshToken: "refresh-second" });
    assert.ok(Date.parse(expiresAt ?? "") > Date.now());
    assert.ok(!/token-renewed|refresh-second|secret-of-the-client/.test(`${renewed.shown}${renewed.remembered}`));

    const refused = await renew("over");
    assert.deepEqual([refused.config, refused.calls], [undefined, []]);
    assert.equal(asked.length, 2);
    assert.match(refused.refusal, /The single sign-on of the profile dev has ended: run “aws sso login --profile dev”/);
    assert.deepEqual(JSON.parse(readFileSync(fileOf("over"), "utf8")), ended);
  });

  void test("of a single sign-on whose token is a pipe or a giant is not waited for", { timeout: 20_000 }, async (t) => {
    const { HOME } = process.env;
    t.after(() => (process.env["HOME"] = HOME));
    const file = `${createHash("sha1").update("https://acme.awsapps.com/start").digest("hex")}.json`;
    const config = `[profile dev]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Dev\n`;
    const odd: readonly ((token: string) => void)[] = [
      (token) => execFileSync("mkfifo", [token]),
      (token) => {
        writeFileSync(token, "");
        truncateSync(token, 1024 ** 3);
      },
    ];
    for (const make of odd) {
      const prepare = (home: string): void => {
        process.env["HOME"] = home;
        const cache = path.join(home, ".aws/sso/cache");
        mkdirSync(cache, { recursive: true });
        writeFileSync(path.join(home, ".aws/config"), config);
        make(path.join(cache, file));
      };
      const { config: written, refusal, calls } = await play(t, [...byProfile, "escape"], { prepare });
      assert.deepEqual([written, calls], [undefined, []]);
      assert.match(refusal, /sso\/cache\/.* was not read: it is larger than 1 MB, or not a regular file/);
    }
  });

  void test("whose settings contradict its single sign-on is not told that this has ended", async (t) => {
    const session = "[sso-session corp]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n";
    const profile = "[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n";
    for (const [name, value] of [
      ["sso_start_url", "https://other.awsapps.com/start"],
      ["sso_region", "us-east-1"],
    ]) {
      const config = `${session}${profile}${name} = ${value}\n`;
      const { refusal, inTerminal, calls } = await play(t, [...byProfile, "escape"], { config });
      assert.match(refusal, new RegExp(`The profile dev and its sso-session corp name different values for ${name}`));
      assert.deepEqual([inTerminal, calls], [[], []]);
    }
  });

  void test("of files that cannot be read says which, and where", async (t) => {
    const giant = (home: string): void => {
      mkdirSync(path.join(home, ".aws"));
      writeFileSync(path.join(home, ".aws/config"), "");
      truncateSync(path.join(home, ".aws/config"), 1024 ** 3);
    };
    const broken = await play(t, [byProfile[0] as Move, "escape"], { config: "[default]\nregion = eu-west-1\n<<<<<<< HEAD\n" });
    assert.match(broken.refusal, /^Line 3 of .*\.aws\/config could not be understood/);
    const large = await play(t, [byProfile[0] as Move, "escape"], { prepare: giant });
    assert.match(large.refusal, /\.aws\/config was not read: it is larger than 1 MB/);
    for (const { config } of [broken, large]) assert.equal(config, undefined);
  });
});

void describe("an access key that is typed", () => {
  const begin = [pick("Access Key, for This Login Only"), type("AKIAIOSFODNN7EXAMPLE")];

  void test("signs the request, and is kept nowhere", async (t) => {
    const { config, shown, calls, remembered } = await play(t, [...begin, type(secret)]);
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.equal(calls.length, 1);
    assert.ok(!`${config}${shown}${remembered}`.includes(secret) && !`${config}${remembered}`.includes("AKIA"));
  });

  void test("that is good for a while is asked for its session token, which goes along", async (t) => {
    const temporary = { ASIAIOSFODNN7EXAMPLE: { secret, session: "session-token", account: "123456789012" } };
    const moves = [begin[0] as Move, type("ASIAIOSFODNN7EXAMPLE"), type(secret), type("session-token")];
    const { config, shown } = await play(t, moves, { aws: { keys: temporary } });
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.ok(!shown.includes("session-token"));
  });

  void test("is refused by what is wrong with it, and nothing is written", async (t) => {
    const other = secret.toLowerCase();
    const wrong: readonly (readonly [moves: readonly Move[], sentence: RegExp, aws?: Partial<FakeAwsOptions>])[] = [
      [[begin[0] as Move, type(secret)], /looks like the secret access key/],
      [[...begin, type("AKIAIOSFODNN7EXAMPLE")], /the ID of an access key/],
      [[...begin, type(other)], /does not belong to this access key ID/],
      [[begin[0] as Move, type("AKIAIOSFODNN7UNKNOWN"), type(secret)], /does not know this access key ID/],
      [[...begin, type(secret)], /clock of this machine is 20 minutes behind/, { aheadMs: 20 * 60_000 }],
      [[...begin, type(secret)], /clock of this machine is 20 minutes ahead/, { aheadMs: -20 * 60_000 }],
      [[...begin, type(secret)], /Amazon does not allow it: .*ecr:GetAuthorizationToken/, { ecr: denied }],
      [[...begin, type(secret)], /too many requests/, { ecr: { status: 400, body: { __type: "ThrottlingException" } } }],
      [[...begin, type(secret)], /no password/, { ecr: { status: 200, body: {} } }],
    ];
    for (const [moves, sentence, aws] of wrong) {
      const { config, refusal, shown, refusals } = await play(t, [...moves, "escape"], aws === undefined ? {} : { aws });
      assert.equal(config, undefined);
      assert.match([...refusals, refusal].join("\n"), sentence);
      assert.ok(!shown.includes(secret) && !shown.includes(other), sentence.source);
    }
  });

  void test("of another account is named once the registry refuses it", async (t) => {
    const aws = { password: "of-another-account", keys: { AKIAIOSFODNN7EXAMPLE: { secret, account: "999999999999" } } };
    const { config, refusals } = await play(t, [...begin, type(secret), "escape"], { aws });
    assert.equal(config, undefined);
    assert.match(refusals[0] ?? "", /These keys belong to the account 999999999999; the registry belongs to the account 123456789012/);
  });
});

void describe("where signed requests go", () => {
  void test("is not for the environment or a profile to say", async (t) => {
    const asked: string[] = [];
    const evil: RequestListener = (request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(200).end("{}");
    };
    const config = `[default]\nendpoint_url = https://evil.test\nservices = mine\nrole_arn = arn:aws:iam::1:role/deploy\nsource_profile = keys
[profile keys]\nendpoint_url = https://evil.test
[services mine]\necr =\n  endpoint_url = https://evil.test\nsts =\n  endpoint_url = https://evil.test\n`;
    const directory = mkdtempSync(path.join(tmpdir(), "container-registries-aws-"));
    writeFileSync(path.join(directory, "config"), config);
    const variables = {
      AWS_ENDPOINT_URL: "https://evil.test",
      AWS_ENDPOINT_URL_ECR: "https://evil.test",
      AWS_ENDPOINT_URL_STS: "https://evil.test",
      AWS_CONFIG_FILE: path.join(directory, "config"),
      AWS_REGION: "eu-north-1",
      AWS_USE_FIPS_ENDPOINT: "true",
    };
    setVariables(t, variables);
    t.after(() => rmSync(directory, { recursive: true }));
    const credentials = staticProfile.replace("default", "keys");
    const { config: written, tunnels } = await play(t, [byProfile[0] as Move, { pickHost: "default" }, inFile], {
      config,
      credentials,
      environment: {},
      others: { "evil.test": evil },
    });
    assert.equal(written, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(
      [...new Set(tunnels)].toSorted(),
      ["api.ecr.us-east-1.amazonaws.com:443", `${host}:443`, "sts.us-east-1.amazonaws.com:443"].toSorted(),
    );
    assert.deepEqual(asked, []);
  });

  void test("follows the registry's name: FIPS, IPv6, GovCloud, China and the others", async (t) => {
    const table: readonly (readonly [registry: string, api: string])[] = [
      ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "api.ecr.eu-west-1.amazonaws.com"],
      ["123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "ecr-fips.us-east-1.amazonaws.com"],
      ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "ecr-fips.us-gov-west-1.amazonaws.com"],
      ["123456789012.dkr.ecr.us-gov-east-1.amazonaws.com", "api.ecr.us-gov-east-1.amazonaws.com"],
      ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "api.ecr.cn-north-1.amazonaws.com.cn"],
      ["123456789012.dkr-ecr.us-west-2.on.aws", "ecr.us-west-2.api.aws"],
      ["123456789012.dkr-ecr-fips.us-west-2.on.aws", "ecr-fips.us-west-2.api.aws"],
      ["123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "ecr.cn-north-1.api.amazonwebservices.com.cn"],
      ["123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "api.ecr.eusc-de-east-1.amazonaws.eu"],
      ["123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", "api.ecr.us-iso-east-1.c2s.ic.gov"],
      ["public.ecr.aws", "api.ecr-public.us-east-1.amazonaws.com"],
      ["ecr-public.aws.com", "ecr-public.us-east-1.api.aws"],
    ];
    for (const [registry, api] of table) assert.equal(apiOfHost(registry), `https://${api}`, registry);
    // Another service of Amazon's stands there, whose names below it anybody may have: buckets, for example.
    for (const name of ["ecr-fips.s3.amazonaws.com", "ecr.s3.amazonaws.com", "ecr.execute-api.amazonaws.com"])
      assert.equal(apiOfHost(`123456789012.dkr.${name}`), undefined, name);
    // What only begins like a registry, or has no account, is none.
    for (const name of [
      `${host}.`,
      `${host}:443`,
      host.replace("amazonaws.com", "evil.com"),
      `${host}.evil.com`,
      `x${host}`,
      "public.ecr.aws.",
    ])
      assert.equal(apiOfHost(name), undefined, name);
    for (const [registry, api] of table.filter(([name]) => name.includes(".dkr"))) {
      const { config, calls } = await play(t, [...byProfile, inFile], { registry, api, credentials: staticProfile });
      assert.equal(config, configOf(keysOf(registry), "AWS", password), registry);
      assert.deepEqual(
        calls.map(({ host: asked, region }) => [asked, region]),
        [[api, registry.split(".").at(registry.includes("dkr-ecr") ? 2 : 3)]],
      );
    }
  });
});

test("only what the library says of an ended single sign-on is taken for one", () => {
  const ended = [
    "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    "UnauthorizedException: Session token not found or invalid",
  ];
  const others = [
    "Profile is configured with invalid SSO credentials.",
    "Sso session 'corp' is missing required property 'sso_region'.",
    "SSO returns an invalid temporary credential.",
    "ForbiddenException: No access",
  ];
  const isOver = (name: string, message: string): boolean =>
    isSignOnOver(failureOf(Object.assign(new Error(message), { name }), undefined));
  for (const name of ["CredentialsProviderError", "TokenProviderError"]) {
    for (const message of ended) assert.equal(isOver(name, message), true, message);
    for (const message of others) assert.equal(isOver(name, message), false, message);
  }
});

test("a region that the machine finds no API for is named", () => {
  const error = new RegistryError("host-not-found", "no", { params: { host: "api.ecr.eu-wset-1.amazonaws.com" } });
  const reason = reasonOf(error, { profile: undefined, region: "eu-wset-1" });
  assert.deepEqual(reason?.args, ["api.ecr.eu-wset-1.amazonaws.com", "eu-wset-1"]);
});

test("the library is told all, and opens no file of ~/.aws", async (t) => {
  const opened: string[] = [];
  const { readFile } = fsPromises;
  // Our own adapter has its function already.
  t.mock.method(fsPromises, "readFile", (...args: Parameters<typeof readFile>) => {
    if (typeof args[0] === "string" && args[0].includes(".aws")) opened.push(args[0]);
    return readFile(...args);
  });
  const before = process.env["HOME"];
  process.env["HOME"] = "/nowhere";
  t.after(() => (process.env["HOME"] = before));
  const roles = `[profile deploy]\nrole_arn = arn:aws:iam::1:role/deploy\nsource_profile = default\n`;
  const moves = [byProfile[0] as Move, { pickHost: "deploy" }, inFile];
  const { config } = await play(t, moves, { credentials: staticProfile, config: roles });
  assert.equal(config, configOf(keysOf(host), "AWS", password));
  assert.deepEqual(opened, []);
});

void describe("a login that is made again", () => {
  const source = (profile: string): LoginsByHost => ({ [host]: { source: { method: "profile", answers: { profile } } } });
  const again = { request: { host, isAgain: true } };

  void test("asks nothing where the profile is still there, and remembers how it was made", async (t) => {
    const first = await play(t, [...byProfile, inFile], { credentials: staticProfile });
    const { logins } = JSON.parse(first.remembered) as { readonly logins: LoginsByHost };
    assert.deepEqual(logins[host]?.source, { method: "profile", answers: { profile: "default" }, account: "123456789012" });
    const { result, steps, config, remembered, ends } = await play(t, [], { credentials: staticProfile, logins, ...again });
    assert.equal(result.kind, "loggedIn");
    assert.deepEqual(steps, []);
    assert.equal(config, configOf(keysOf(host), "AWS", password));
    assert.deepEqual((JSON.parse(remembered) as { readonly logins: LoginsByHost }).logins[host]?.source, logins[host]?.source);
    assert.ok(Date.parse(ends[host] ?? "") > Date.now());
  });

  void test("is refused where the profile leads to another account by now, unless the person chooses another profile", async (t) => {
    const account = "210987654321";
    const from = (profile: string): LoginsByHost => ({ [host]: { source: { method: "profile", answers: { profile }, account } } });
    const other = await play(t, ["escape"], { credentials: staticProfile, logins: from("default"), ...again });
    assert.deepEqual([other.result.kind, other.config], ["cancelled", undefined]);
    assert.match(other.refusal, /another account/);
    const chosen = await play(t, [pick("{0}")], { credentials: staticProfile, logins: from("gone"), ...again });
    assert.equal(chosen.result.kind, "loggedIn");
  });

  void test("asks for a code that is good once, and for nothing else", async (t) => {
    const config = "[profile careful]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\nmfa_serial = arn:aws:iam::1:mfa/alice\n";
    const files = { config, credentials: staticProfile, aws: { mfaCode: "123456" } };
    const { result, steps, remembered } = await play(t, [type("123456")], { ...files, logins: source("careful"), ...again });
    assert.equal(result.kind, "loggedIn");
    assert.equal(steps.length, 1);
    assert.ok(!remembered.includes('123456"'));
  });

  void test("asks for another profile where that one is gone, and writes nothing where it fails", async (t) => {
    const gone = await play(t, ["escape"], { credentials: staticProfile, logins: source("gone"), ...again });
    assert.deepEqual([gone.result.kind, gone.config, gone.steps.length], ["cancelled", undefined, 1]);
    const broken = await play(t, ["escape"], { credentials: staticProfile.replace("wJalr", "WRONG"), logins: source("default"), ...again });
    assert.match(broken.refusal, /secret access key of the profile default does not belong/);
    assert.equal(broken.config, undefined);
  });

  void test("goes through the questions where the way is not to be had any more", async (t) => {
    const logins = { [host]: { source: { method: "aws", answers: { profile: "" } } } };
    const { steps } = await play(t, ["escape"], { credentials: staticProfile, logins, ...again });
    assert.ok("choices" in (steps[0] ?? {}) && steps[0]?.title.text === "Log In to {0}");
  });

  void test("is not remembered of keys that were typed", async (t) => {
    const moves = [pick("Access Key, for This Login Only"), type("AKIAIOSFODNN7EXAMPLE"), type(secret)];
    const { remembered } = await play(t, moves);
    assert.equal((JSON.parse(remembered) as { readonly logins: LoginsByHost }).logins[host]?.source, undefined);
  });
});

void describe("a registry whose host nobody typed", () => {
  const begin = [pick("Amazon ECR, by a profile of ~/.aws"), { pickHost: "default" }] as const;
  const ask = (t: TestContext, moves: readonly Move[], options: Play = {}) =>
    play(t, [...begin, ...moves], { credentials: staticProfile, request: {}, api: "api.ecr.eu-west-1.amazonaws.com", ...options });

  void test("is that of the profile's account, in the profile's region unless another one is typed", async (t) => {
    const config = "[default]\nregion = us-east-1\n";
    const { config: written, calls, steps, remembered } = await ask(t, [type("us-east-1"), inFile], { config });
    assert.equal(written, configOf(keysOf(host), "AWS", password));
    assert.equal(calls.length, 1);
    const region = steps.find((step) => "prompt" in step && step.prompt.text === "Region of the registry");
    assert.equal(region !== undefined && "value" in region && region.value, "us-east-1");
    const { logins } = JSON.parse(remembered) as { readonly logins: LoginsByHost };
    assert.deepEqual(logins[host]?.source, { method: "profile", answers: { profile: "default" }, account: "123456789012" });
  });

  void test("is looked for with one code of an MFA device", async (t) => {
    const config = "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = keys\nmfa_serial = arn:aws:iam::1:mfa/alice\n";
    const credentials = staticProfile.replace("[default]", "[keys]");
    const aws = { mfaCode: "123456", keys: { ...keys, AKIAIOSFODNN7EXAMPLE: { secret, account: "123456789012" } } };
    const registry = "210987654321.dkr.ecr.us-east-1.amazonaws.com";
    const { config: written, calls } = await ask(t, [type("123456"), type("us-east-1"), inFile], { config, credentials, aws, registry });
    assert.equal(written, configOf(keysOf(registry), "AWS", password));
    assert.deepEqual(
      calls.map(({ operation }) => operation.replace(/.*\./, "")),
      ["AssumeRole", "GetAuthorizationToken"],
    );
  });

  void test("is looked for again with another code of the MFA device, each of which is good once", async (t) => {
    const config = "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = keys\nmfa_serial = arn:aws:iam::1:mfa/alice\n";
    const credentials = staticProfile.replace("[default]", "[keys]");
    const registry = "210987654321.dkr.ecr.us-east-1.amazonaws.com";
    const again = pick("Try again");
    const moves = [type("000000"), type("us-east-1"), again, "back" as const, again, type("123456"), inFile];
    const { config: written, steps } = await ask(t, moves, { config, credentials, aws: { mfaCode: "123456" }, registry });
    assert.equal(written, configOf(keysOf(registry), "AWS", password));
    const codes = steps.flatMap((step) => ("value" in step && "prompt" in step && step.prompt.text.includes("MFA") ? [step.value] : []));
    assert.deepEqual(codes, ["", "", ""]);
  });

  void test("is asked only where it is one of Amazon's, of the region that was asked", async (t) => {
    const places = [
      "https://evil.test",
      "https://evil.test/123456789012.dkr.ecr.us-east-1.amazonaws.com",
      `https://${host}.evil.test`,
      `https://${host}:8443`,
      "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      "https://123456789012.dkr.ecr.us-east-1.amazonaws.com.cn",
      "https://public.ecr.aws",
      "http://127.0.0.1:5000",
    ];
    for (const proxyEndpoint of places) {
      const evil: RequestListener = (_, response) => response.writeHead(401, { "www-authenticate": "Basic" }).end();
      const { config, tunnels, refusal, shown } = await ask(t, [type("us-east-1"), "escape"], {
        aws: { proxyEndpoint },
        others: { "evil.test": evil },
      });
      assert.equal(config, undefined, proxyEndpoint);
      assert.deepEqual([...new Set(tunnels)], [`${apis[0]}:443`], proxyEndpoint);
      assert.match(refusal, /which is not the registry of an account in the region us-east-1/, proxyEndpoint);
      assert.ok(!shown.includes(password));
    }
  });

  void test("is that of an access key that is typed, in a region that is chosen", async (t) => {
    const byKey = [pick("Amazon ECR, by an access key"), type("AKIAIOSFODNN7EXAMPLE"), type(secret), { pickHost: "us-east-1" }];
    const options = { request: {}, api: "api.ecr.eu-west-1.amazonaws.com" };
    const { config: written, calls, remembered } = await play(t, [...byKey, inFile], options);
    assert.equal(written, configOf(keysOf(host), "AWS", password));
    assert.deepEqual(
      calls.map(({ host: asked, region }) => [asked, region]),
      [["api.ecr.us-east-1.amazonaws.com", "us-east-1"]],
    );
    assert.ok(!remembered.includes(secret) && !remembered.includes("AKIA"), remembered);
    const wrong = [...byKey.slice(0, 2), type(`${secret.slice(0, -1)}X`), { pickHost: "us-east-1" }, "escape" as const];
    const refused = await play(t, wrong, options);
    assert.match(refused.refusal, /does not belong to this access key ID/);
    assert.equal(refused.config, undefined);
  });

  void test("may be in any region that is offered, each of which has an API", () => {
    for (const { value } of regionOptions) assert.ok(isRegion(value) && value.split("-").length >= 3, value);
    assert.equal(new Set(regionOptions.map(({ value }) => value)).size, regionOptions.length);
  });

  void test("is not there where the region makes no sense, or the keys do not", async (t) => {
    const wrong = await ask(t, [type("europe"), type("us-east-1"), "back", "escape"], {
      credentials: staticProfile.replace("wJalr", "WRONG"),
    });
    assert.match(wrong.refusals[0] ?? "", /look like eu-west-1/);
    assert.match(wrong.refusal, /secret access key of the profile default does not belong/);
    assert.equal(wrong.config, undefined);
  });
});

test("a program that hangs ends with what it has started when the person cancels", { skip: process.platform === "win32" }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "container-registries-process-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const started = path.join(folder, "started");
  const cancelled = new AbortController();
  const command = `sleep 300 & echo $! > '${started}'; wait`;
  const keysSoon = keysOfProcess("slow", command, { spawn: nodeSpawn, environment: {} }, cancelled.signal);
  const refused = assert.rejects(keysSoon, { name: "AbortError" });
  while (!existsSync(started) || readFileSync(started, "utf8") === "") await setTimeout(10);
  cancelled.abort();
  await refused;
  const child = Number(readFileSync(started, "utf8"));
  // A process that nobody has waited for yet is still there, as a zombie.
  const isGone = (): boolean => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${child}/status`, "utf8"));
    } catch {
      return true;
    }
  };
  for (let tries = 0; tries < 200 && !isGone(); tries++) await setTimeout(10);
  assert.ok(isGone());
});
