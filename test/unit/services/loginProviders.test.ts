import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test, type TestContext } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import type { Spawn } from "../../../src/core/spawn.ts";
import { logIn } from "../../../src/services/login.ts";
import type { SignIn } from "../../../src/services/obtainSecret.ts";
import { createCertificateAuthority } from "../../support/certificates/certificateAuthority.ts";
import { createLoginPorts, type LoginPortsOptions, noPrograms } from "../../support/loginPorts.ts";
import { loadSample, loadSamples, type Sample } from "../../support/sampleServer/samples.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import type { Move } from "../../support/scriptedPrompter.ts";
import { createSessionOpener } from "../../support/sessionOpener.ts";

const authority = createCertificateAuthority();

/** A recorded answer to another request. */
function at(url: string, sample: Sample): Sample {
  return { ...sample, request: { method: sample.request.method, url } };
}

/** `GET /v2/` of an account that is accepted. */
function accepted(origin: string): Sample {
  return at(`${origin}/v2/`, loadSample("generic/v2-200"));
}

/** GitHub's answer to who somebody is, with the scopes of the token. */
function githubUser(scopes: string): Sample {
  return { name: "user", request: { method: "GET", url: "https://api.github.com/user" }, response: { status: 200, headers: { "X-OAuth-Scopes": scopes }, body: { login: "Octo" } } };
}

interface Played {
  readonly result: Awaited<ReturnType<typeof logIn>>;
  readonly refusals: readonly string[];
  /** How many requests there were. */
  readonly requests: number;
  /** Requests that carried a name and password. */
  readonly tries: number;
  readonly config: string | undefined;
  readonly shown: string;
  readonly ends: Readonly<Record<string, string>>;
}

async function play(t: TestContext, moves: readonly Move[], samples: readonly Sample[], options: LoginPortsOptions & { readonly password?: string } = {}): Promise<Played> {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-login-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const providers = await startProviders(authority, samples, options.password);
  t.after(() => providers.close());
  const { ports, refusals, steps, ends } = createLoginPorts(directory, moves, { ...options, open: createSessionOpener([], providers.transport) });
  const result = await logIn({}, ports);
  const configFile = path.join(directory, "config.json");
  assert.deepEqual(providers.unknown, []);
  return {
    result,
    refusals,
    requests: providers.requests.entries.length,
    tries: providers.requests.entries.filter(({ headers }) => headers.authorization?.startsWith("Basic ")).length,
    config: existsSync(configFile) ? readFileSync(configFile, "utf8") : undefined,
    ends: ends.value,
    shown: JSON.stringify([steps, result, refusals]),
  };
}

/** The bytes that `docker login` (one key), or `nerdctl login` (two keys), would have written. */
function configOf(keys: readonly string[], username: string, secret: string): string {
  const auth = Buffer.from(`${username}:${secret}`).toString("base64");
  const entries = keys.map((key) => `\t\t"${key}": {\n\t\t\t"auth": "${auth}"\n\t\t}`);
  return `{\n\t"auths": {\n${entries.join(",\n")}\n\t}\n}`;
}

/** docker writes the host alone, nerdctl both; every tool finds its own. */
const both = (host: string): readonly string[] => [host, `${host}:443`];

interface Case {
  readonly name: string;
  readonly moves: readonly Move[];
  readonly origin: string;
  readonly samples: readonly Sample[];
  readonly keys: readonly string[];
  readonly username: string;
}

const secret = "a-s3cret-token";
const type = (text: string): Move => ({ type: text });
const pick = (label: string): Move => ({ pick: label });
const hub = "https://registry-1.docker.io";
const hubKey = "https://index.docker.io/v1/";
const hubSamples = loadSamples("dockerhub", "v2-401", "registry-token");
const ghcrSamples = [...loadSamples("ghcr", "v2-401", "token"), githubUser("read:packages, write:packages")];
const gitlabSamples = [...loadSamples("gitlab", "v2-401", "jwt-auth"), at("https://gitlab.com/api/v4/projects?membership=true&per_page=1&simple=true", loadSample("gitlab/api-projects"))];
const quaySamples = loadSamples("quay", "v2-401", "auth");
const gitlab = "https://registry.gitlab.com";

const cases: readonly Case[] = [
  { name: "Docker Hub with an access token", moves: [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice"), type(secret)], origin: hub, samples: hubSamples, keys: [hubKey], username: "alice" },
  { name: "Docker Hub by another of its names", moves: [{ paste: "https://index.docker.io/v1/" }, pick("Docker ID and Access Token"), type("alice"), type(secret)], origin: hub, samples: hubSamples, keys: [hubKey], username: "alice" },
  { name: "Docker Hub with an organization's token", moves: [pick("Docker Hub"), pick("Organization Access Token"), type("acme"), type(secret)], origin: hub, samples: hubSamples, keys: [hubKey], username: "acme" },
  { name: "GitHub with a classic token", moves: [pick("GitHub Container Registry"), pick("Classic Access Token"), type("Octo"), type(secret)], origin: "https://ghcr.io", samples: ghcrSamples, keys: both("ghcr.io"), username: "octo" },
  { name: "GitLab with an access token", moves: [pick("GitLab.com"), pick("Personal, Project or Group Access Token"), type("alice"), type(secret)], origin: gitlab, samples: gitlabSamples, keys: both("registry.gitlab.com"), username: "alice" },
  { name: "GitLab with a deploy token", moves: [pick("GitLab.com"), pick("Deploy Token"), type("gitlab+deploy-token-1"), type(secret)], origin: gitlab, samples: loadSamples("gitlab", "v2-401", "jwt-auth"), keys: both("registry.gitlab.com"), username: "gitlab+deploy-token-1" },
  { name: "Quay.io with a robot", moves: [pick("Quay.io"), pick("Robot Account"), type("acme+ci"), type(secret)], origin: "https://quay.io", samples: quaySamples, keys: both("quay.io"), username: "acme+ci" },
  { name: "Quay.io with an encrypted password", moves: [pick("Quay.io"), pick("User Name and Encrypted Password"), type("alice"), type(secret)], origin: "https://quay.io", samples: quaySamples, keys: both("quay.io"), username: "alice" },
  { name: "Quay.io with an application token", moves: [pick("Quay.io"), pick("Application Token"), type(secret)], origin: "https://quay.io", samples: quaySamples, keys: both("quay.io"), username: "$oauthtoken" },
  { name: "Quay.io with an app-specific token", moves: [pick("Quay.io"), pick("App-Specific Token"), type(secret)], origin: "https://quay.io", samples: quaySamples, keys: both("quay.io"), username: "$app" },
  { name: "Harbor with a robot", moves: [pick("Harbor"), type("harbor.example.test"), pick("Robot Account"), type("robot$acme+ci"), type(secret)], origin: "https://harbor.example.test", samples: loadSamples("harbor", "v2-401", "service-token"), keys: both("harbor.example.test"), username: "robot$acme+ci" },
  { name: "Harbor, recognised, with a password", moves: [{ paste: "harbor.example.test/library/app:1" }, pick("User Name and Password or CLI Secret"), type("alice"), type(secret)], origin: "https://harbor.example.test", samples: loadSamples("harbor", "v2-401", "service-token"), keys: both("harbor.example.test"), username: "alice" },
  { name: "Gitea, recognised, with a token", moves: [{ paste: "gitea.example.test" }, type("alice"), type(secret)], origin: "https://gitea.example.test", samples: loadSamples("gitea", "v2-401", "token"), keys: both("gitea.example.test"), username: "alice" },
  { name: "zot with an API key", moves: [pick("zot"), type("zot.example.test"), type("alice"), type(secret)], origin: "https://zot.example.test", samples: [at("https://zot.example.test/v2/", loadSample("zot/v2-401"))], keys: both("zot.example.test"), username: "alice" },
  { name: "any other registry", moves: [pick("Any other registry"), type("reg.example.test"), type("alice"), type(secret)], origin: "https://reg.example.test", samples: [at("https://reg.example.test/v2/", loadSample("generic/v2-401-basic"))], keys: both("reg.example.test"), username: "alice" },
];

void describe("a login, at the provider's real name", () => {
  for (const { name, moves, origin, samples, keys, username } of cases) {
    void test(name, async (t) => {
      const { result, config, shown, tries } = await play(t, moves, [...samples, accepted(origin)]);
      assert.ok(result.kind === "loggedIn", result.kind);
      assert.deepEqual([result.check, result.notes], ["verified", []]);
      assert.equal(config, configOf(keys, username, secret));
      assert.equal(tries, 1, "one use of the secret as a password");
      assert.ok(!shown.includes(secret));
    });
  }
});

const refusals: readonly (readonly [string, readonly Move[], string, readonly Sample[], RegExp])[] = [
  ["Docker Hub", [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice")], hub, [...hubSamples, loadSample("dockerhub/registry-token-401")], /incorrect username or password.*two-factor/],
  ["GitLab", [pick("GitLab.com"), pick("Personal, Project or Group Access Token"), type("alice")], gitlab, [...gitlabSamples, loadSample("gitlab/jwt-auth-401")], /HTTP Basic: Access denied.*Thirty wrong tries/],
  ["Quay.io", [pick("Quay.io"), pick("Robot Account"), type("acme+ci")], "https://quay.io", [...quaySamples, loadSample("quay/auth-401")], /Invalid Username or Password.*latest one/],
];

void describe("a wrong secret", () => {
  for (const [name, moves, origin, samples, reason] of refusals) {
    void test(`keeps the person on the field, with the reason and what to do, at ${name}`, async (t) => {
      const { result, refusals: said, tries, config } = await play(t, [...moves, type("wrong-secret"), type(secret)], [...samples, accepted(origin)], { password: secret });
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", reason);
      assert.equal(tries, 2, "one try for each Enter");
      assert.equal(result.kind, "loggedIn");
      const entries = Object.values((JSON.parse(config ?? "{}") as { readonly auths: Record<string, { readonly auth: string }> }).auths);
      assert.ok(entries.length > 0 && entries.every(({ auth }) => Buffer.from(auth, "base64").toString("utf8").endsWith(`:${secret}`)));
    });
  }

  void test("leaves nothing behind when the person gives up", async (t) => {
    const samples = [...hubSamples, loadSample("dockerhub/registry-token-401")];
    const moves = [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice"), type("wrong"), "escape" as const];
    const { result, config } = await play(t, moves, samples, { password: secret });
    assert.deepEqual([result.kind, config], ["cancelled", undefined]);
  });

  void test("that GitHub denies is explained with scopes and single sign-on", async (t) => {
    const moves = [pick("GitHub Container Registry"), pick("Classic Access Token"), type("octo"), type("ghp_x"), "escape" as const];
    const { refusals: said, tries } = await play(t, moves, loadSamples("ghcr", "v2-401", "token-403"));
    assert.match(said[0] ?? "", /DENIED.*read:packages.*SAML/);
    assert.equal(tries, 1);
  });

  void test("that GitLab forbids is explained with its scope and the block", async (t) => {
    const moves = [pick("GitLab.com"), pick("Deploy Token"), type("deploy"), type("gldt-x"), "escape" as const];
    const { refusals: said } = await play(t, moves, loadSamples("gitlab", "v2-401", "jwt-auth-403"));
    assert.match(said[0] ?? "", /access forbidden.*read_registry.*blocks your address/);
  });
});

void describe("what can be seen to be wrong is said without asking anybody", () => {
  const wrong: readonly (readonly [string, readonly Move[], RegExp])[] = [
    ["a fine-grained token", [pick("GitHub Container Registry"), pick("Classic Access Token"), type("octo"), type("github_pat_11AAA")], /Fine-grained.*classic/],
    ["an e-mail address", [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice@example.com")], /e-mail address.*Docker ID/],
    ["a robot without a namespace", [pick("Quay.io"), pick("Robot Account"), type("ci")], /NAMESPACE\+NAME/],
  ];
  for (const [name, moves, sentence] of wrong) {
    void test(name, async (t) => {
      const { refusals: said, requests } = await play(t, [...moves, "escape"], [accepted("https://nobody.test")]);
      assert.match(said[0] ?? "", sentence);
      assert.equal(requests, 0);
    });
  }
});

void describe("what a token may not do", () => {
  const moves = (...rest: readonly Move[]): readonly Move[] => [pick("GitHub Container Registry"), pick("Classic Access Token"), type("octo"), type(secret), ...rest];
  const samplesWith = (user: Sample): readonly Sample[] => [...loadSamples("ghcr", "v2-401", "token"), user, accepted("https://ghcr.io")];

  void test("is read back from GitHub and named before it is written", async (t) => {
    for (const [scopes, lacking] of [["read:packages", ["write:packages"]], ["repo", ["read:packages", "write:packages"]], ["", ["read:packages", "write:packages"]]] as const) {
      const { result } = await play(t, moves(pick("In config.json")), samplesWith(githubUser(scopes)));
      assert.ok(result.kind === "loggedIn");
      assert.deepEqual(result.notes.map(({ text }) => /scope ([a-z]+:[a-z]+)/.exec(text)?.[1]), lacking, scopes);
    }
  });

  void test("comes with its end, which is remembered without the token", async (t) => {
    const user = githubUser("read:packages, write:packages");
    const headers = { ...user.response.headers, "GitHub-Authentication-Token-Expiration": "2030-01-02 03:04:05 UTC" };
    const { result, ends } = await play(t, moves(), samplesWith({ ...user, response: { ...user.response, headers } }));
    assert.deepEqual(result.kind === "loggedIn" && result.expiresAt, new Date("2030-01-02T03:04:05Z"));
    assert.deepEqual(ends, { "ghcr.io": "2030-01-02T03:04:05.000Z" });
  });

  void test("is not guessed where GitHub does not tell", async (t) => {
    const user = githubUser("");
    const { result } = await play(t, moves(), samplesWith({ ...user, response: { ...user.response, headers: {} } }));
    assert.deepEqual(result.kind === "loggedIn" && result.notes, []);
  });

  void test("is no reason to refuse a login when the API does not answer", async (t) => {
    const { result, config } = await play(t, moves(pick("In config.json")), [...loadSamples("ghcr", "v2-401", "token"), accepted("https://ghcr.io")]);
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /could not be found out/);
    assert.equal(config, configOf(both("ghcr.io"), "octo", secret));
  });

  void test("is that GitLab's API cannot be browsed", async (t) => {
    const forbidden = at("https://gitlab.com/api/v4/projects?membership=true&per_page=1&simple=true", loadSample("gitlab/api-403-insufficient-scope"));
    const samples = [...loadSamples("gitlab", "v2-401", "jwt-auth"), forbidden, accepted(gitlab)];
    const { result } = await play(t, [pick("GitLab.com"), pick("Personal, Project or Group Access Token"), type("alice"), type(secret), pick("In config.json")], samples);
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /read_api/);
  });
});

void describe("a token that somebody else keeps", () => {
  const samples = [...ghcrSamples, accepted("https://ghcr.io")];

  void test("of VS Code's sign-in is asked for with the scopes of packages, checked and saved", async (t) => {
    const asked: (readonly string[])[] = [];
    const signIn: SignIn = {
      github: (scopes) => {
        asked.push(scopes);
        return Promise.resolve({ username: "Octo", secret: new Secret(secret) });
      },
    };
    const { config } = await play(t, [pick("GitHub Container Registry"), pick("GitHub Account of VS Code")], samples, { signIn });
    assert.deepEqual(asked, [["read:packages", "write:packages"]]);
    assert.equal(config, configOf(both("ghcr.io"), "octo", secret));
  });

  void test("of gh is saved under the name that GitHub tells", async (t) => {
    const ran: (readonly string[])[] = [];
    const spawn: Spawn = {
      ...noPrograms,
      find: (program) => Promise.resolve(program === "gh" ? "/usr/bin/gh" : undefined),
      run: ({ program, args }) => {
        ran.push([program, ...args]);
        return Promise.resolve({ exitCode: 0, stdout: `${secret}\n`, stderr: "" });
      },
    };
    const { config } = await play(t, [pick("GitHub Container Registry"), pick("GitHub Command Line (gh)")], samples, { spawn });
    assert.deepEqual(ran, [["gh", "auth", "token", "--hostname", "github.com"]]);
    assert.equal(config, configOf(both("ghcr.io"), "octo", secret));
  });

  void test("is not written where gh has none", async (t) => {
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(program === "gh" ? "/usr/bin/gh" : undefined), run: () => Promise.resolve({ exitCode: 1, stdout: "", stderr: "not logged in" }) };
    const { result, config, shown } = await play(t, [pick("GitHub Container Registry"), pick("GitHub Command Line (gh)"), "escape"], samples, { spawn });
    assert.deepEqual([result.kind, config], ["cancelled", undefined]);
    assert.match(shown, /gh-without-token/);
  });
});
