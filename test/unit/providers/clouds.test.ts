import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { describe, test, type TestContext } from "node:test";
import { type Spawn, SpawnError, type SpawnResult } from "../../../src/core/spawn.ts";
import { Secret } from "../../../src/core/secret.ts";
import { registryOfLocation } from "../../../src/providers/gar/finder.ts";
import { noMethod } from "../../support/noMethod.ts";
import { providerOfHost, providers as catalog } from "../../../src/providers/catalog.ts";
import type { LoginsByHost } from "../../../src/services/remembered/rememberedLogins.ts";
import { type LoginPortsOptions, noPrograms } from "../../support/loginPorts.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import { keysOf } from "../../support/sampleServer/loginWays.ts";
import { authority, configOf, playLogin, playLoginTo } from "../../support/sampleServer/playLogin.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../support/sampleServer/samples.ts";
import { serviceAccountKey } from "../../support/sampleServer/serviceAccountKey.ts";
import { encodedKeyMethod } from "../../../src/providers/shared/google/methods.ts";
import type { Move } from "../../support/scriptedPrompter.ts";

const secret = "a-s3cret-token";
const pick = (label: string): Move => ({ pick: label });
const type = (text: string): Move => ({ type: text });
const accepted = (origin: string): Sample => at(`${origin}/v2/`, loadSample("generic/v2-200"));

/** A machine with these programs; each says what it prints for its arguments. */
function programs(all: Readonly<Record<string, (args: readonly string[], input: string | undefined) => Partial<SpawnResult>>>) {
  const ran: string[] = [];
  const spawn: Spawn = {
    ...noPrograms,
    find: (program) => Promise.resolve(program in all ? `/usr/bin/${program}` : undefined),
    run: ({ program, args, input }) => {
      const name = path.basename(program);
      const answer = all[name];
      if (answer === undefined) return Promise.reject(new SpawnError("program-not-found", `${name} was not found`));
      ran.push([name, ...args].join(" "));
      return Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...answer(args, input) });
    },
  };
  return { spawn, ran };
}

function configWith(credHelpers: Readonly<Record<string, string>>): string {
  return JSON.stringify({ auths: {}, credHelpers }, null, "\t");
}

function refusalIn(steps: readonly { readonly problem?: Error | undefined }[]): string {
  return steps
    .map(
      ({ problem }) => (problem as { readonly reason?: { readonly text: string; readonly args?: readonly string[] } } | undefined)?.reason,
    )
    .filter((reason) => reason !== undefined)
    .map(({ text, args }) => [text, ...(args ?? [])].join(" "))
    .join("\n");
}

void describe("Google", () => {
  const host = "us-central1-docker.pkg.dev";
  const samples = [...loadSamples("gar", "v2-401", "token", "token-401"), accepted(`https://${host}`)];
  const gcrSamples = [
    ...loadSamples("gcr", "v2-401"),
    ...loadSamples("gar", "token", "token-401").map((sample) => at("https://gcr.io/v2/token", sample)),
    accepted("https://gcr.io"),
  ];
  const key = JSON.stringify(serviceAccountKey(), null, 2);
  const fileWith = (t: TestContext, content: string): string => {
    const folder = mkdtempSync(path.join(tmpdir(), "container-registries-key-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "key.json");
    writeFileSync(file, content);
    return file;
  };
  const begin = [pick("Google Artifact Registry"), type(host)];

  void test("a registry is found by its location, and every one that is offered is Google's", async (t) => {
    const moves = [
      pick("Google Artifact Registry, by its location"),
      { pickHost: "us-central1" },
      pick("Service Account's Key File"),
      type(fileWith(t, key)),
    ];
    const { config } = await playLogin(t, moves, samples, { password: key });
    assert.equal(config, configOf(keysOf(host), "_json_key", key));
    const { questions, find } = registryOfLocation;
    const [question] = questions;
    assert.ok(question?.kind === "choice" && typeof question.options !== "function");
    for (const { value } of question.options) {
      const answers = { text: () => value, secret: () => assert.fail("no secret is asked for") };
      const found = await find(answers, noMethod, new AbortController().signal);
      assert.equal(providerOfHost(found.host)?.id, "gar", value);
    }
  });

  void test("a key file is sent as it is, without the end of its last line, and written so", async (t) => {
    const moves = [...begin, pick("Service Account's Key File"), type(fileWith(t, `${key}\n`))];
    const { config, result, shown } = await playLogin(t, moves, samples, { password: key });
    assert.equal(result.kind, "loggedIn");
    assert.equal(config, configOf(keysOf(host), "_json_key", key));
    assert.ok(!shown.includes("PRIVATE"));
  });

  void test("a key of another project than the image's is worth a word, before it is sent where it is typed", async (t) => {
    const request = { host, repository: "other-project/images/app" };
    const wanted = /to the project \{0\}, not to \{1\}/;
    const notesOf = async (moves: readonly Move[], password: string) => {
      const { result } = await playLogin(t, moves, samples, { password, request });
      return result.kind === "loggedIn" ? result.notes.map(({ text: template }) => template).join(" ") : "";
    };
    assert.match(await notesOf([pick("Service Account's Key File"), type(fileWith(t, key))], key), wanted);
    const [question] = encodedKeyMethod.questions;
    const encoded = Buffer.from(key).toString("base64");
    assert.ok(question?.kind === "secret");
    const own = String(serviceAccountKey()["project_id"]);
    assert.deepEqual(question.hint?.(encoded, host, request.repository)?.args, [own, "other-project"]);
    assert.equal(question.hint?.(encoded, host, `${own}/images/app`), undefined);
    assert.equal(question.hint?.(encoded), undefined);
    assert.equal(question.hint?.("no key", host, request.repository), undefined);
  });

  void test("a file that is no key is not sent to anybody, nor is a giant read", async (t) => {
    const moves = [
      ...begin,
      pick("Service Account's Key File"),
      type(fileWith(t, '{"type": "authorized_user"}')),
      type(fileWith(t, "x".repeat(70_000))),
      type("key.json"),
      "escape" as const,
    ];
    const { config, refusals, tries } = await playLogin(t, moves, samples);
    assert.deepEqual([config, tries], [undefined, 0]);
    assert.equal(refusals.length, 3);
    assert.match(refusals[1] ?? "", /too large/);
    assert.match(refusals[2] ?? "", /full path/);
  });

  void test("the Base64 of a key loses its line ends", async (t) => {
    const encoded = Buffer.from(key).toString("base64");
    const moves = [...begin, pick("Service Account's Key as Base64"), type(`${encoded.slice(0, 76)}\n${encoded.slice(76)}\n`)];
    const { config } = await playLogin(t, moves, samples, { password: encoded });
    assert.equal(config, configOf(keysOf(host), "_json_key_base64", encoded));
  });

  void test("gcloud gives a token and its end, and is named in its own words where it does not", async (t) => {
    const credential = { access_token: secret, token_expiry: "2030-01-02T03:04:05Z" };
    const good = programs({ gcloud: () => ({ stdout: JSON.stringify({ credential }) }) });
    const moves = [...begin, pick("Google Account of gcloud"), pick("In config.json")];
    const { config, ends } = await playLogin(t, moves, samples, { spawn: good.spawn, password: secret });
    assert.deepEqual(good.ran, ["gcloud config config-helper --format=json --quiet"]);
    assert.equal(config, configOf(keysOf(host), "oauth2accesstoken", secret));
    assert.deepEqual(ends, { [host]: "2030-01-02T03:04:05.000Z" });

    const words = "ERROR: (gcloud.config.config-helper) You do not currently have an active account selected.\nPlease run:\n";
    const bad = programs({ gcloud: () => ({ exitCode: 1, stderr: words }) });
    const failed = await playLogin(t, [...begin, pick("Google Account of gcloud"), "escape"], samples, { spawn: bad.spawn });
    assert.match(refusalIn(failed.steps), /gcloud You do not currently have an active account selected\.$/);
    assert.equal(failed.config, undefined);

    const odd = programs({ gcloud: () => ({ stdout: '{"credential": {"access_token": "two words"}}' }) });
    const refused = await playLogin(t, [...begin, pick("Google Account of gcloud"), "escape"], samples, { spawn: odd.spawn });
    assert.match(refusalIn(refused.steps), /gcloud auth login/);
  });

  void test("the application default credentials are exchanged at Google alone, and a login by them is made again", async (t) => {
    const forms: URLSearchParams[] = [];
    const answer: (...exchange: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
      const form = new URLSearchParams(await readText(request));
      forms.push(form);
      const [head = ""] = form.get("assertion")?.split(".") ?? [];
      const isGoodKey = head !== "" && !Buffer.from(head, "base64url").toString().includes('"gone"');
      const isGood = form.get("refresh_token") === "refresh-token" || isGoodKey;
      response.writeHead(isGood ? 200 : 400, { "content-type": "application/json" });
      const refusal = { error: "invalid_grant", error_description: form.toString() };
      response.end(JSON.stringify(isGood ? { access_token: secret, expires_in: 3599 } : refusal));
    };
    const google: RequestListener = (request, response) => void answer(request, response);
    const providers = await startProviders(authority, samples, secret, { "oauth2.googleapis.com": google });
    t.after(() => providers.close());
    const own = { type: "authorized_user", client_id: "id", client_secret: "client-s3cret", refresh_token: "refresh-token" };
    const playWith = (moves: readonly Move[], file: object | undefined, options: Parameters<typeof playLoginTo>[3] = {}) =>
      playLoginTo(t, moves, providers, {
        prepare: (home) => {
          mkdirSync(path.join(home, ".config/gcloud"), { recursive: true });
          const target = path.join(home, ".config/gcloud/application_default_credentials.json");
          if (file !== undefined) writeFileSync(target, JSON.stringify(file));
        },
        ...options,
      });
    const moves = [...begin, pick("Application Default Credentials")];
    for (const file of [own, serviceAccountKey()]) {
      const { config, remembered, shown } = await playWith([...moves, pick("In config.json")], file);
      assert.equal(config, configOf(keysOf(host), "oauth2accesstoken", secret));
      assert.match(remembered, /"method":"default-credentials","answers":\{\}/);
      assert.ok(!/refresh-token|client-s3cret|PRIVATE/.test(`${remembered}${shown}`));
      const logins = (JSON.parse(remembered) as { readonly logins: LoginsByHost }).logins;
      const again = await playWith([], file, { logins, request: { host, isAgain: true } });
      assert.deepEqual([again.result.kind, again.steps], ["loggedIn", []]);
    }
    assert.equal(forms.length, 4);
    const [, claims = ""] = forms[2]?.get("assertion")?.split(".") ?? [];
    const { aud, scope } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Readonly<Record<string, string>>;
    assert.deepEqual([aud, scope], ["https://oauth2.googleapis.com/token", "https://www.googleapis.com/auth/cloud-platform"]);

    forms.length = 0;
    const bad: readonly (readonly [file: object | undefined, sentence: RegExp, asked: number])[] = [
      [undefined, /There is no \{0\}: run “gcloud auth application-default login”/, 0],
      [{ ...own, token_uri: "https://evil.test/token" }, /token server, which is not Google's/, 0],
      [{ ...serviceAccountKey(), token_uri: "https://evil.test/token" }, /token server, which is not Google's/, 0],
      [{ ...own, refresh_token: "revoked" }, /no longer accepts the application default credentials.*invalid_grant/, 1],
      [{ ...serviceAccountKey(), private_key_id: "gone" }, /service account's key .*may have been deleted/, 1],
      [{ ...own, refresh_token: "" }, /it lacks a token/, 0],
      [[], /it is not JSON/, 0],
      [{ type: "external_account" }, /workload identity/, 0],
    ];
    for (const [file, sentence, asked] of bad) {
      forms.length = 0;
      const { config, steps, shown } = await playWith([...moves, "escape"], file);
      assert.equal(config, undefined);
      assert.match(refusalIn(steps), sentence);
      assert.equal(forms.length, asked);
      assert.ok(!shown.includes("client-s3cret"));
    }
  });

  const helper = programs({
    "docker-credential-gcloud": (_, input) => ({
      stdout: JSON.stringify({ ServerURL: input, Username: "_dcgcloud_token", Secret: secret }),
    }),
  });

  void test("the helper is mapped as “gcloud auth configure-docker” maps it, once the registry has taken its login", async (t) => {
    const moves = [...begin, pick("Credential Helper of gcloud")];
    const { config } = await playLogin(t, moves, samples, { spawn: helper.spawn, password: secret });
    assert.equal(config, configWith({ [host]: "gcloud" }));
    const wrong = await playLogin(t, [...moves, "escape"], samples, { spawn: helper.spawn, password: "another" });
    assert.equal(wrong.config, undefined);
    const missing = await playLogin(t, [...moves, "escape"], samples);
    assert.match(refusalIn(missing.steps), /Google Cloud SDK/);
  });

  void test("for the closed registry one host or all six, as gcloud writes them", async (t) => {
    const moves = (choice: string): readonly Move[] => [
      pick("Google Container Registry (closed)"),
      type("gcr.io"),
      pick("Credential Helper of gcloud"),
      pick(choice),
    ];
    const one = await playLogin(t, moves("Only this registry"), gcrSamples, { spawn: helper.spawn, password: secret });
    assert.equal(one.config, configWith({ "gcr.io": "gcloud" }));
    const all = await playLogin(t, moves("All six hosts of Container Registry"), gcrSamples, { spawn: helper.spawn, password: secret });
    const hosts = ["asia.gcr.io", "eu.gcr.io", "gcr.io", "marketplace.gcr.io", "staging-k8s.gcr.io", "us.gcr.io"];
    assert.equal(all.config, configWith(Object.fromEntries(hosts.map((each) => [each, "gcloud"]))));
  });
});

void describe("Amazon", () => {
  const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const samples = [loadSample("ecr/v2-401"), accepted(`https://${host}`)];
  const begin = [pick("Amazon Elastic Container Registry"), type(host)];

  void test("aws is run with the chosen profile and the registry's region, and its password is in no argument", async (t) => {
    const { spawn, ran } = programs({
      aws: ([command]) => ({ stdout: command === "configure" ? "default\nteam one\n" : `${secret}\n` }),
    });
    const moves = [...begin, pick("AWS Command Line (aws)"), pick("{0}"), pick("In config.json")];
    const { config, result } = await playLogin(t, moves, samples, { spawn, password: secret });
    assert.equal(result.kind, "loggedIn");
    assert.deepEqual(ran, ["aws configure list-profiles", "aws ecr get-login-password --region us-east-1 --profile=default"]);
    assert.equal(config, configOf(keysOf(host), "AWS", secret));
  });

  void test("a profile's name is no option of aws, and of a giant list the beginning is offered", async (t) => {
    const { spawn, ran } = programs({
      aws: ([command]) => ({ stdout: command === "configure" ? `--debug\n${"x\n".repeat(100_000)}` : `${secret}\n` }),
    });
    const moves = [...begin, pick("AWS Command Line (aws)"), pick("{0}"), pick("In config.json")];
    const { steps } = await playLogin(t, moves, samples, { spawn, password: secret });
    assert.equal(ran[1], "aws ecr get-login-password --region us-east-1 --profile=--debug");
    const longest = Math.max(...steps.map((step) => ("choices" in step ? step.choices.length : 0)));
    assert.ok(longest > 100 && longest <= 1001, String(longest));
  });

  void test("what looks like a secret in aws' own words is not told, and the rest is", async (t) => {
    const arn = "arn:aws:iam::123456789012:role/pull";
    const id = "0c6a5a0e-5d4c-4b7a-9d4e-2f6f4f0f3b11";
    const leaks = [
      "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      "ya29.a0AfH6SMBx1234567890abcdef",
      Buffer.from("AWS:hunter2hunter2").toString("base64"),
    ];
    for (const leak of leaks) {
      const words = `An error occurred (AccessDenied) for ${arn}, request ${id}: key=${leak}`;
      const { spawn } = programs({ aws: ([command]) => (command === "configure" ? {} : { exitCode: 255, stderr: words }) });
      const moves = [...begin, pick("AWS Command Line (aws)"), pick("What aws uses by default"), "escape" as const];
      const said = refusalIn((await playLogin(t, moves, samples, { spawn })).steps);
      assert.ok(said.includes(arn) && said.includes(id) && said.includes("[secret]"), said);
      assert.ok(!said.includes(leak.slice(-12)) && !said.includes(leak.slice(5, 17)), said);
    }
    const profile = "team-one-production-2024";
    const { spawn } = programs({
      aws: ([command]) =>
        command === "configure" ? { stdout: profile } : { exitCode: 255, stderr: `The config profile (${profile}) could not be found` },
    });
    const { steps } = await playLogin(t, [...begin, pick("AWS Command Line (aws)"), pick("{0}"), "escape"], samples, { spawn });
    assert.match(refusalIn(steps), /The config profile \(team-one-production-2024\) could not be found/);
  });

  void test("an ended single sign-on is told in aws' own words", async (t) => {
    const words =
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login";
    const { spawn } = programs({
      aws: ([command]) => (command === "configure" ? { stdout: "" } : { exitCode: 255, stderr: `\n${words}\n` }),
    });
    const { config, steps } = await playLogin(
      t,
      [...begin, pick("AWS Command Line (aws)"), pick("What aws uses by default"), "escape"],
      samples,
      {
        spawn,
      },
    );
    assert.equal(config, undefined);
    assert.ok(refusalIn(steps).endsWith(words), refusalIn(steps));
  });

  void test("against an ended single sign-on “aws sso login” is offered, with the profile, and against nothing else", async (t) => {
    const run = async (words: string, choice: string) => {
      const { spawn } = programs({
        aws: ([command]) => (command === "configure" ? { stdout: "team\n" } : { exitCode: 255, stderr: `\n${words}\n` }),
      });
      const begun = [...begin, pick("AWS Command Line (aws)"), pick(choice)];
      const offered = (await playLogin(t, [...begun, "escape"], samples, { spawn })).shown.includes("Run “{0}”");
      if (!offered) return [];
      return (await playLogin(t, [...begun, pick("Run “{0}”"), "escape"], samples, { spawn })).inTerminal;
    };
    const ended = [
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login",
      "Error loading SSO Token: Token for https://acme.awsapps.com/start does not exist",
      "Error when retrieving token from sso: Token has expired and refresh failed",
    ];
    for (const words of ended) assert.deepEqual(await run(words, "{0}"), ["aws sso login --profile team"], words);
    assert.deepEqual(await run(ended[0] ?? "", "What aws uses by default"), ["aws sso login"]);
    for (const words of ["The config profile (sso) could not be found", "Unable to locate credentials"])
      assert.deepEqual(await run(words, "{0}"), [], words);
  });

  void test("an access key is no password", async (t) => {
    const moves = [...begin, pick("Password of “aws ecr get-login-password”"), type("AKIAIOSFODNN7EXAMPLE"), "escape" as const];
    const { refusals, tries } = await playLogin(t, moves, samples);
    assert.match(refusals[0] ?? "", /access key, not a password/);
    assert.equal(tries, 0);
  });

  void test("a helper without a login is offered the file for its keys, which is its owner's alone and never overwritten", async (t) => {
    const failing = programs({
      "docker-credential-ecr-login": () => ({ exitCode: 1, stdout: "credentials not found in native keychain\n" }),
    });
    const place: { home?: string } = {};
    const prepare = (home: string): void => void (place.home = home);
    const moves = [
      ...begin,
      pick("Credential Helper of Amazon (docker-credential-ecr-login)"),
      pick("Create and open {0}"),
      pick("Create and open {0}"),
      "escape" as const,
    ];
    const seen: string[] = [];
    const { config } = await playLogin(t, moves, samples, {
      spawn: failing.spawn,
      prepare,
      onRemedy: () => {
        const file = path.join(place.home ?? "", ".aws/credentials");
        seen.push(`${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, "utf8").match(/^\[.*$/m)?.[0]}`);
        writeFileSync(file, "# mine\n[mine]\n");
      },
    });
    assert.equal(config, undefined);
    assert.deepEqual(seen, ["600 [default]", "600 [mine]"]);

    const steps = await playLogin(t, [...moves.slice(0, -3), "escape"], samples, {
      spawn: failing.spawn,
      prepare: (home) => {
        mkdirSync(path.join(home, ".aws"));
        writeFileSync(path.join(home, ".aws/credentials"), "");
      },
    });
    assert.ok(!steps.shown.includes("Create and open"));
  });

  void test("the helper is mapped for the registry and the public one, as nerdctl's guide has it", async (t) => {
    const { spawn } = programs({
      "docker-credential-ecr-login": (_, input) => ({ stdout: JSON.stringify({ ServerURL: input, Username: "AWS", Secret: secret }) }),
    });
    const moves = [...begin, pick("Credential Helper of Amazon (docker-credential-ecr-login)")];
    const { config } = await playLogin(t, moves, samples, { spawn, password: secret });
    assert.equal(config, configWith({ [host]: "ecr-login", "public.ecr.aws": "ecr-login" }));
    const missing = await playLogin(t, [...moves, "escape"], samples);
    assert.match(refusalIn(missing.steps), /docker-credential-ecr-login is not on VS Code's PATH/);
  });
});

void describe("Microsoft", () => {
  const host = "contoso.azurecr.io";
  const samples = [...loadSamples("acr", "v2-401", "oauth2-token-refresh", "oauth2-token-401"), accepted(`https://${host}`)];
  const moves = [
    pick("Azure Container Registry"),
    type(host),
    pick("Microsoft Account of the Azure Command Line (az)"),
    pick("In config.json"),
  ];
  const tokenFor = (loginServer: string): Partial<SpawnResult> => ({ stdout: JSON.stringify({ accessToken: secret, loginServer }) });

  const account: Partial<LoginPortsOptions> = {
    signIn: (service, scopes) => {
      assert.deepEqual([service, ...scopes], ["microsoft", "https://containerregistry.azure.net/.default"]);
      return Promise.resolve({ username: "alice", token: new Secret("entra-token"), signIn: { id: "s", accountId: "a" } });
    },
  };

  void test("a login of az, of VS Code's account or of gcloud is made again without a question", async (t) => {
    const { spawn } = programs({ az: () => tokenFor(host) });
    const providers = await startProviders(authority, [...samples, loadSample("acr/oauth2-exchange")]);
    t.after(() => providers.close());
    for (const method of ["az", "microsoft"]) {
      const logins = { [host]: { expiresAt: "2026-01-01T00:00:00Z", source: { method, answers: {} } } };
      const request = { host, isAgain: true };
      const { result, steps, remembered } = await playLoginTo(t, [], providers, { ...account, spawn, logins, request });
      assert.deepEqual([result.kind, steps], ["loggedIn", []], method);
      assert.match(remembered, new RegExp(`"source":\\{"method":"${method}"`));
      assert.ok(!/entra-token|a-s3cret|fake\.acr/.test(remembered));
    }
    const google = "us-central1-docker.pkg.dev";
    const gcloud = programs({ gcloud: () => ({ stdout: JSON.stringify({ credential: { access_token: secret } }) }) });
    const logins = { [google]: { source: { method: "gcloud-token", answers: {} } } };
    const options = { spawn: gcloud.spawn, password: secret, logins, request: { host: google, isAgain: true } };
    const { result, steps, config } = await playLogin(
      t,
      [],
      [...loadSamples("gar", "v2-401", "token", "token-401"), accepted(`https://${google}`)],
      options,
    );
    assert.deepEqual([result.kind, steps], ["loggedIn", []]);
    assert.equal(config, configOf(keysOf(google), "oauth2accesstoken", secret));
  });

  void test("az and gcloud renew no login of another account than they are logged in with by now", async (t) => {
    const google = "us-central1-docker.pkg.dev";
    const googleSamples = [...loadSamples("gar", "v2-401", "token", "token-401"), accepted(`https://${google}`)];
    const { spawn } = programs({
      az: ([command]) => (command === "acr" ? tokenFor(host) : { stdout: JSON.stringify({ tenantId: "t", user: { name: "alice" } }) }),
      gcloud: () => ({
        stdout: JSON.stringify({
          credential: { access_token: secret },
          configuration: { properties: { core: { account: "alice@x.test" } } },
        }),
      }),
    });
    for (const [registry, known, method, owner] of [
      [host, samples, "az", "alice t"],
      [google, googleSamples, "gcloud-token", "alice@x.test"],
    ] as const) {
      const again = (before?: string) => {
        const source = { method, answers: {}, ...(before === undefined ? {} : { account: before }) };
        const options = { spawn, password: secret, logins: { [registry]: { source } }, request: { host: registry, isAgain: true } };
        return playLogin(t, before === undefined || before === owner ? [] : ["escape"], known, options);
      };
      const other = await again("mallory");
      assert.deepEqual([other.result.kind, other.config], ["cancelled", undefined]);
      assert.match(other.shown, /another account/);
      assert.equal((await again(owner)).result.kind, "loggedIn");
      const first = await again();
      assert.ok(first.remembered.includes(`"account":"${owner}"`), first.remembered);
    }
  });

  void test("a Microsoft account that VS Code has taken up instead renews no login of another", async (t) => {
    const providers = await startProviders(authority, [...samples, loadSample("acr/oauth2-exchange")]);
    t.after(() => providers.close());
    const logins = { [host]: { source: { method: "microsoft", answers: {}, account: "b" } } };
    const request = { host, isAgain: true };
    const { result, config, shown } = await playLoginTo(t, ["escape"], providers, { ...account, logins, request });
    assert.deepEqual([result.kind, config], ["cancelled", undefined]);
    assert.match(shown, /another account/);
  });

  void test("az gives an identity token, which is written as az itself writes it", async (t) => {
    const { spawn, ran } = programs({ az: () => tokenFor(host) });
    const { config, result } = await playLogin(t, moves, samples, { spawn });
    assert.equal(result.kind, "loggedIn");
    assert.deepEqual(ran, ["az acr login --name contoso --expose-token --output json", "az account show --output json"]);
    const { auths } = JSON.parse(config ?? "{}") as { readonly auths: Readonly<Record<string, unknown>> };
    const auth = Buffer.from("00000000-0000-0000-0000-000000000000:").toString("base64");
    assert.deepEqual(auths[host], { auth, identitytoken: secret });
  });

  const byAccount = [...moves.slice(0, 2), pick("Microsoft Account of VS Code"), pick("In config.json")];

  void test("VS Code's Microsoft account is exchanged at the registry for a token of its own", async (t) => {
    const exchange = loadSample("acr/oauth2-exchange");
    const providers = await startProviders(authority, [...samples, exchange]);
    t.after(() => providers.close());
    const { config, result, shown } = await playLoginTo(t, byAccount, providers, account);
    assert.equal(result.kind, "loggedIn");
    const { auths } = JSON.parse(config ?? "{}") as { readonly auths: Readonly<Record<string, { readonly identitytoken?: string }>> };
    assert.equal(auths[host]?.identitytoken, "fake.acr.refresh");
    assert.ok(!`${config}${shown}`.includes("entra-token"));
    const sent = providers.requests.entries.filter(({ url }) => url.endsWith("/oauth2/exchange"));
    assert.deepEqual(
      sent.map(({ method, headers }) => [method, headers.authorization]),
      [["POST", undefined]],
    );
  });

  void test("an account that the registry does not know is refused, and nothing is written", async (t) => {
    const exchange = loadSample("acr/oauth2-exchange");
    const refused = { ...exchange, response: { ...exchange.response, status: 401, body: { errors: [{ code: "UNAUTHORIZED" }] } } };
    const redirected = {
      ...exchange,
      response: { ...exchange.response, status: 307, headers: { location: "https://evil.test/" }, body: {} },
    };
    for (const answer of [refused, redirected]) {
      const { config, steps, tries } = await playLogin(t, [...byAccount.slice(0, 3), "escape"], [...samples, answer], account);
      assert.deepEqual([config, tries], [undefined, 0]);
      assert.match(refusalIn(steps), /another tenant/);
    }
  });

  void test("an account of a cloud that is apart is asked for by its name, for what that cloud's registries take", async (t) => {
    for (const [name, service, scope] of [
      ["contoso.azurecr.us", "USGovernment", "https://management.usgovcloudapi.net/.default"],
      ["contoso.azurecr.cn", "ChinaCloud", "https://management.chinacloudapi.cn/.default"],
    ] as const) {
      const others = renamed([[host, name]], [...samples, loadSample("acr/oauth2-exchange")]);
      const asked: unknown[] = [];
      const signIn: LoginPortsOptions["signIn"] = (...[wanted, scopes]) => {
        asked.push([wanted, ...scopes]);
        return Promise.resolve({ username: "alice", token: new Secret("entra-token"), signIn: { id: "s", accountId: "a" } });
      };
      const byName = [byAccount[0], type(name), ...byAccount.slice(2)].filter((move) => move !== undefined);
      const { result } = await playLogin(t, byName, others, { ...account, signIn });
      assert.deepEqual([result.kind, asked], ["loggedIn", [[service, scope]]]);
    }
  });

  void test("a token for the registry of that name in another cloud is not sent", async (t) => {
    const { spawn } = programs({ az: () => tokenFor("contoso.azurecr.us") });
    const { config, steps, tries } = await playLogin(t, [...moves.slice(0, 3), "escape"], samples, { spawn });
    assert.deepEqual([config, tries], [undefined, 0]);
    assert.match(refusalIn(steps), /another cloud/);
  });
});

test("what another program or sign-in gives goes to registries of its own cloud only", async () => {
  const strangers = [
    "reg.example",
    "123456789012.dkr.ecr.us-east-1.evil.test",
    "us-central1-docker.pkg.dev.evil.test",
    "x.azurecr.io.evil.test",
  ];
  for (const { id, loadMethods } of catalog.filter(({ id: each }) => ["acr", "ecr", "gar", "gcr"].includes(each))) {
    const isKeys = (method: string): boolean => id === "ecr" && ["profile", "access-key"].includes(method);
    const borrowed = (await loadMethods()).filter((method) => isKeys(method.id) || method.questions.every(({ kind }) => kind === "choice"));
    assert.ok(borrowed.length >= 2, id);
    for (const method of borrowed) {
      for (const host of strangers) assert.equal(method.onlyAt?.test(host), false, `${id} ${method.id} ${host}`);
    }
  }
});
