import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import type { Spawn } from "../../../src/core/spawn.ts";
import type { MethodPorts } from "../../../src/providers/methodContext.ts";
import type { LoginsByHost } from "../../../src/services/remembered/rememberedLogins.ts";
import { noPrograms } from "../../support/loginPorts.ts";
import { githubUser, gitlabProjects, keysOf } from "../../support/sampleServer/loginWays.ts";
import { configOf, playLogin } from "../../support/sampleServer/playLogin.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../support/sampleServer/samples.ts";
import type { Move } from "../../support/scriptedPrompter.ts";

/** `GET /v2/` of an account that is accepted. */
function accepted(origin: string): Sample {
  return at(`${origin}/v2/`, loadSample("generic/v2-200"));
}

const secret = "a-s3cret-token";
const type = (text: string): Move => ({ type: text });
const pick = (label: string): Move => ({ pick: label });
const hubSamples = loadSamples("dockerhub", "v2-401", "registry-token");
const ghcrSamples = [...loadSamples("ghcr", "v2-401", "token"), githubUser("read:packages, write:packages")];
const gitlab = "https://registry.gitlab.com";
/** Before 15.5 a token could not ask about itself. */
const olderGitlab = at(loadSample("gitlab/api-token-self").request.url, loadSample("gitlab/api-404"));

void describe("a wrong secret", () => {
  void test("leaves nothing behind when the person gives up", async (t) => {
    const samples = [...hubSamples, loadSample("dockerhub/registry-token-401")];
    const moves = [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice"), type("wrong"), "escape" as const];
    const { result, config } = await playLogin(t, moves, samples, { password: secret });
    assert.deepEqual([result.kind, config], ["cancelled", undefined]);
  });

  void test("that GitHub denies is explained with scopes and single sign-on", async (t) => {
    const moves = [pick("GitHub Container Registry"), pick("Classic Access Token"), type("octo"), type("ghp_x"), "escape" as const];
    const { refusals: said, tries } = await playLogin(t, moves, loadSamples("ghcr", "v2-401", "token-403"));
    assert.match(said[0] ?? "", /DENIED.*read:packages.*SAML/);
    assert.equal(tries, 1);
  });

  void test("that GitLab forbids is explained with its scope and the block", async (t) => {
    const moves = [pick("GitLab.com"), pick("Deploy Token"), type("deploy"), type("gldt-x"), "escape" as const];
    const { refusals: said } = await playLogin(t, moves, loadSamples("gitlab", "v2-401", "jwt-auth-403"));
    assert.match(said[0] ?? "", /access forbidden.*read_registry.*blocks your IP address/);
  });
});

void describe("what can be seen to be wrong is said without asking anybody", () => {
  const wrong: readonly (readonly [string, readonly Move[], RegExp])[] = [
    [
      "a fine-grained token",
      [pick("GitHub Container Registry"), pick("Classic Access Token"), type("octo"), type("github_pat_11AAA")],
      /Fine-grained.*classic/,
    ],
    ["an e-mail address", [pick("Docker Hub"), pick("Docker ID and Access Token"), type("alice@example.com")], /e-mail address.*Docker ID/],
    ["a robot without a namespace", [pick("Quay.io"), pick("Robot Account"), type("ci")], /NAMESPACE\+NAME/],
  ];
  for (const [name, moves, sentence] of wrong) {
    void test(name, async (t) => {
      const { refusals: said, requests } = await playLogin(t, [...moves, "escape"], [accepted("https://nobody.test")]);
      assert.match(said[0] ?? "", sentence);
      assert.equal(requests, 0);
    });
  }
});

void describe("what a token may not do", () => {
  const moves = (...rest: readonly Move[]): readonly Move[] => [
    pick("GitHub Container Registry"),
    pick("Classic Access Token"),
    type("octo"),
    type(secret),
    ...rest,
  ];
  const samplesWith = (user: Sample): readonly Sample[] => [...loadSamples("ghcr", "v2-401", "token"), user, accepted("https://ghcr.io")];

  void test("is read back from GitHub and named before it is written", async (t) => {
    for (const [scopes, lacking] of [
      ["read:packages", ["write:packages"]],
      ["repo", ["read:packages", "write:packages"]],
      ["", ["read:packages", "write:packages"]],
    ] as const) {
      const { result } = await playLogin(t, moves(pick("In config.json")), samplesWith(githubUser(scopes)));
      assert.ok(result.kind === "loggedIn");
      assert.deepEqual(
        result.notes.map(({ text }) => /scope ([a-z]+:[a-z]+)/.exec(text)?.[1]),
        lacking,
        scopes,
      );
    }
  });

  void test("comes with its end, which is remembered without the token", async (t) => {
    const user = githubUser("read:packages, write:packages");
    const headers = { ...user.response.headers, "GitHub-Authentication-Token-Expiration": "2030-01-02 03:04:05 UTC" };
    const { result, ends } = await playLogin(t, moves(), samplesWith({ ...user, response: { ...user.response, headers } }));
    assert.deepEqual(result.kind === "loggedIn" && result.expiresAt, new Date("2030-01-02T03:04:05Z"));
    assert.deepEqual(ends, { "ghcr.io": "2030-01-02T03:04:05.000Z" });
  });

  void test("is not guessed where GitHub does not tell", async (t) => {
    const user = githubUser("");
    const { result } = await playLogin(t, moves(), samplesWith({ ...user, response: { ...user.response, headers: {} } }));
    assert.deepEqual(result.kind === "loggedIn" && result.notes, []);
  });

  void test("is no reason to refuse a login when the API does not answer", async (t) => {
    const { result, config } = await playLogin(t, moves(pick("In config.json")), [
      ...loadSamples("ghcr", "v2-401", "token"),
      accepted("https://ghcr.io"),
    ]);
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /Could not find out/);
    assert.equal(config, configOf(keysOf("ghcr.io"), "octo", secret));
  });

  void test("is not asked of GitLab.com where a registry does not tell which GitLab is its own", async (t) => {
    const samples = [at("https://reg.example.test/v2/", loadSample("generic/v2-401-basic")), accepted("https://reg.example.test")];
    const chosen = [
      pick("GitLab, self-managed"),
      type("reg.example.test"),
      pick("Personal, Project or Group Access Token"),
      type("alice"),
      type(secret),
    ];
    const { config, requests } = await playLogin(t, chosen, samples);
    assert.equal(config, configOf(keysOf("reg.example.test"), "alice", secret));
    assert.equal(requests, 3, "who answers, nobody's try, and the login");
  });

  void test("is asked of the GitLab that the challenge names, below its path", async (t) => {
    const recorded = [
      ...loadSamples("gitlab", "v2-401", "jwt-auth"),
      olderGitlab,
      at(gitlabProjects, loadSample("gitlab/api-403-insufficient-scope")),
    ];
    const samples = renamed(
      [
        ["registry.gitlab.com", "gitlab.example.test:5050"],
        ["gitlab.com/", "gitlab.example.test/gitlab/"],
      ],
      recorded,
    );
    const chosen = [
      { paste: "gitlab.example.test:5050" },
      pick("Personal, Project or Group Access Token"),
      type("alice"),
      type(secret),
      pick("In config.json"),
    ];
    const { result, config } = await playLogin(t, chosen, [...samples, accepted("https://gitlab.example.test:5050")]);
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /read_api/);
    assert.equal(config, configOf(["gitlab.example.test:5050"], "alice", secret));
  });

  void test("is read back from GitLab, with the day on which it ends", async (t) => {
    const chosen = [
      pick("GitLab.com"),
      pick("Personal, Project or Group Access Token"),
      type("alice"),
      type(secret),
      pick("In config.json"),
    ];
    const self = loadSample("gitlab/api-token-self");
    const reading = { ...self, response: { ...self.response, body: { scopes: ["read_registry"], expires_at: "2027-03-01" } } };
    const samples = [...loadSamples("gitlab", "v2-401", "jwt-auth"), reading, accepted(gitlab)];
    const { result, requests } = await playLogin(t, chosen, samples);
    if (result.kind !== "loggedIn") return assert.fail(result.kind);
    assert.deepEqual(result.expiresAt, new Date("2027-03-01T00:00:00Z"));
    assert.deepEqual(
      result.notes.map(({ text }) => /read_api|write_registry/.exec(text)?.[0]),
      ["read_api", "write_registry"],
    );
    assert.equal(requests, 4, "nobody's try, the token, the login and the one question to the API");
  });

  void test("is how an image at Artifactory is named", async (t) => {
    const cases: readonly (readonly [host: string, note: RegExp, answered: string])[] = [
      ["acme.jfrog.io", /\{0\}\/KEY\/IMAGE/, "docker-local, docker-virtual"],
      ["acme-docker-local.jfrog.io", /stands for the repository/, "docker-local"],
      ["docker-virtual.art.example.test", /stands for the repository/, "docker-virtual"],
    ];
    for (const [host, note, answered] of cases) {
      const named = [["acme.jfrog.io", host]] as const;
      const samples = renamed(named, loadSamples("jfrog", "v2-401-bearer", "token", "api-repositories"));
      const chosen = [{ paste: host }, pick("User Name and Password"), type("alice"), type(secret)];
      const { result } = await playLogin(t, chosen, [...samples, accepted(`https://${host}`)]);
      if (result.kind !== "loggedIn") return assert.fail(`${host}: ${result.kind}`);
      assert.match(result.notes[0]?.text ?? "", note);
      assert.deepEqual(result.notes[0]?.args, [host, answered]);
    }
  });

  void test("is how an image is named at a port of Artifactory, where the registry's own list tells it", async (t) => {
    const host = "art.example.test:5001";
    const all = loadSample("jfrog/api-repositories");
    const one: Sample = { ...all, response: { ...all.response, body: (all.response.body as readonly unknown[]).slice(0, 1) } };
    const listing = (...repositories: readonly string[]): Sample => ({
      ...accepted(`https://${host}`),
      request: { method: "GET", url: `https://${host}/v2/_catalog?n=20` },
      response: { status: 200, headers: { "Content-Type": "application/json" }, body: { repositories } },
    });
    const refusing = at(`https://${host}/v2/_catalog?n=20`, loadSample("jfrog/v2-401-bearer"));
    const cases: readonly (readonly [keys: Sample, list: Sample, note: RegExp | undefined])[] = [
      [one, listing("team/app"), /^The port stands for the repository \{1\}: an image is \{0\}\/IMAGE\.$/],
      [all, listing("team/app"), /^The port stands for one repository: an image is \{0\}\/IMAGE\.$/],
      [all, listing("docker-local/team/app"), /\{0\}\/KEY\/IMAGE/],
      [all, listing(), undefined],
      [all, refusing, undefined],
    ];
    for (const [keys, list, note] of cases) {
      const samples = renamed([["acme.jfrog.io", host]], [...loadSamples("jfrog", "v2-401-bearer", "token"), keys]);
      const chosen = [{ paste: host }, pick("User Name and Password"), type("alice"), type(secret)];
      const { result } = await playLogin(t, chosen, [...samples, list, accepted(`https://${host}`)]);
      if (result.kind !== "loggedIn") return assert.fail(result.kind);
      if (note === undefined) assert.deepEqual(result.notes, []);
      else assert.match(result.notes[0]?.text ?? "", note);
    }
  });

  void test("is that an account sees no repository of Artifactory", async (t) => {
    const none = loadSample("jfrog/api-repositories");
    const samples = [...loadSamples("jfrog", "v2-401-bearer", "token"), { ...none, response: { ...none.response, body: [] } }];
    const chosen = [{ paste: "acme.jfrog.io" }, pick("User Name and Password"), type("alice"), type(secret), pick("In config.json")];
    const { result } = await playLogin(t, chosen, [...samples, accepted("https://acme.jfrog.io")]);
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /local one first, then a virtual/);
  });

  void test("is that GitLab's API cannot be browsed", async (t) => {
    const forbidden = at(gitlabProjects, loadSample("gitlab/api-403-insufficient-scope"));
    const samples = [...loadSamples("gitlab", "v2-401", "jwt-auth"), olderGitlab, forbidden, accepted(gitlab)];
    const { result } = await playLogin(
      t,
      [pick("GitLab.com"), pick("Personal, Project or Group Access Token"), type("alice"), type(secret), pick("In config.json")],
      samples,
    );
    assert.match(result.kind === "loggedIn" ? (result.notes[0]?.text ?? "") : "", /read_api/);
  });
});

void describe("a token that somebody else keeps", () => {
  const samples = [...ghcrSamples, accepted("https://ghcr.io")];

  void test("of VS Code's sign-in is asked for with the scopes of packages, checked and saved", async (t) => {
    const asked: (readonly string[])[] = [];
    const signIn: MethodPorts["signIn"] = (service, scopes) => {
      assert.equal(service, "github");
      asked.push(scopes);
      return Promise.resolve({ username: "Octo", token: new Secret(secret), signIn: { id: "s", accountId: "a" } });
    };
    const { config } = await playLogin(
      t,
      [pick("GitHub Container Registry"), pick("GitHub Account of VS Code"), pick("In config.json")],
      samples,
      { signIn },
    );
    assert.deepEqual(asked, [["read:packages", "write:packages"]]);
    assert.equal(config, configOf(keysOf("ghcr.io"), "octo", secret));
  });

  void test("of VS Code's sign-in is not written where GitHub refuses it, which is explained", async (t) => {
    const signIn: MethodPorts["signIn"] = () =>
      Promise.resolve({ username: "Octo", token: new Secret("another"), signIn: { id: "s", accountId: "a" } });
    const moves = [pick("GitHub Container Registry"), pick("GitHub Account of VS Code"), pick("Try again"), "escape" as const];
    const { steps, config, tries } = await playLogin(t, moves, [...samples, loadSample("ghcr/token-403")], {
      signIn,
      password: secret,
    });
    assert.deepEqual([config, tries], [undefined, 2]);
    const [, , refusal] = steps;
    assert.match(refusal?.problem?.message ?? "", /DENIED/);
    const advice = refusal !== undefined && "notes" in refusal ? (refusal.notes?.[0]?.text ?? "") : "";
    assert.match(advice, /read:packages.*single sign-on.*sign out of GitHub/);
    assert.doesNotMatch(advice, /page of your tokens/);
  });

  const byAccount =
    (accountId: string): MethodPorts["signIn"] =>
    () =>
      Promise.resolve({ username: accountId, token: new Secret(secret), signIn: { id: "s", accountId } });

  void test("is made again for the account that it was made for alone, and that is the one that VS Code is asked for", async (t) => {
    const moves = [pick("GitHub Container Registry"), pick("GitHub Account of VS Code"), pick("In config.json")];
    const first = await playLogin(t, moves, samples, { signIn: byAccount("octo") });
    const { logins } = JSON.parse(first.remembered) as { readonly logins: LoginsByHost };
    const again = { logins, request: { host: "ghcr.io", isAgain: true } };
    const wanted: unknown[] = [];
    const signIn: MethodPorts["signIn"] = (service, scopes, signal, accountId) => {
      wanted.push(accountId);
      return byAccount("octo")(service, scopes, signal);
    };
    const same = await playLogin(t, [], samples, { ...again, signIn });
    assert.deepEqual([same.result.kind, wanted], ["loggedIn", ["octo"]]);
    const other = await playLogin(t, ["escape"], samples, { ...again, signIn: byAccount("mallory") });
    assert.deepEqual([other.result.kind, other.config], ["cancelled", undefined]);
    assert.match(other.shown, /another account/);
  });

  void test("of gh is not made again for the account that gh has been switched to", async (t) => {
    const spawn: Spawn = {
      ...noPrograms,
      find: (program) => Promise.resolve(program === "gh" ? "/usr/bin/gh" : undefined),
      run: () => Promise.resolve({ exitCode: 0, stdout: `${secret}\n`, stderr: "" }),
    };
    const moves = [pick("GitHub Container Registry"), pick("GitHub Command Line (gh)"), pick("In config.json")];
    const first = await playLogin(t, moves, samples, { spawn });
    const { logins } = JSON.parse(first.remembered) as { readonly logins: LoginsByHost };
    const request = { host: "ghcr.io", isAgain: true };
    const same = await playLogin(t, [pick("In config.json")], samples, { spawn, logins, request });
    assert.equal(same.result.kind, "loggedIn");
    const before: LoginsByHost = { "ghcr.io": { source: { method: "gh", answers: {}, account: "mallory" } } };
    const other = await playLogin(t, ["escape"], samples, { spawn, logins: before, request });
    assert.deepEqual([other.result.kind, other.config], ["cancelled", undefined]);
    assert.match(other.shown, /another account/);
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
    const moves = [pick("GitHub Container Registry"), pick("GitHub Command Line (gh)"), pick("In config.json")];
    const { config, steps } = await playLogin(t, moves, samples, { spawn });
    const store = steps.at(-1);
    assert.match(store !== undefined && "notes" in store ? (store.notes?.[0]?.text ?? "") : "", /comes from another program/);
    assert.deepEqual(ran, [["gh", "auth", "token", "--hostname", "github.com"]]);
    assert.equal(config, configOf(keysOf("ghcr.io"), "octo", secret));
  });

  void test("is not written where gh has none", async (t) => {
    const spawn: Spawn = {
      ...noPrograms,
      find: (program) => Promise.resolve(program === "gh" ? "/usr/bin/gh" : undefined),
      run: () => Promise.resolve({ exitCode: 1, stdout: "", stderr: "no oauth token found for github.com\n" }),
    };
    const { result, config, shown } = await playLogin(
      t,
      [pick("GitHub Container Registry"), pick("GitHub Command Line (gh)"), "escape"],
      samples,
      { spawn },
    );
    assert.deepEqual([result.kind, config], ["cancelled", undefined]);
    assert.match(shown, /no oauth token found for github\.com/);
  });
});
