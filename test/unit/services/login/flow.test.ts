import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { text } from "../../../../src/core/text.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { LoginError } from "../../../../src/services/login/loginError.ts";
import type { LoginAttempt, LoginCheck, LoginFlowPorts } from "../../../../src/services/login/draft.ts";
import type { MethodPorts } from "../../../../src/providers/methodContext.ts";
import type { LoginPlan } from "../../../../src/services/login/storeChoices.ts";
import { noMethod } from "../../../support/noMethod.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";
import { playFlow } from "./support/playFlow.ts";
import { plainFile } from "./support/plainFile.ts";

const verified: LoginCheck = { kind: "verified", notes: [] };

const other: Move = { pick: "Any other registry" };

async function answered(moves: readonly Move[], host?: string) {
  const answer = await playFlow(moves, host).answer;
  assert.equal(answer.kind, "answered");
  assert.equal(answer.credential.kind, "basic");
  return { host: answer.host, username: answer.credential.username, password: answer.credential.password.reveal() };
}

test("asks for provider, registry, user name and password", async () => {
  const login = await answered([other, { type: "reg.example:5000" }, { type: "alice" }, { type: "s3cret" }]);
  assert.deepEqual(login, { host: "reg.example:5000", username: "alice", password: "s3cret" });
});

test("leaves the registry out where it is known, and the method where there is one", async () => {
  const { steps, answer } = playFlow([{ type: "alice" }, { type: "s3cret" }], "h");
  await answer;
  assert.deepEqual(
    steps.map(({ step, totalSteps, canGoBack }) => [step, totalSteps, canGoBack]),
    [
      [1, 2, false],
      [2, 2, true],
    ],
  );
});

test("a provider with one registry asks for no host", async () => {
  const { steps, answer } = playFlow([
    { pick: "Docker Hub" },
    { pick: "Docker ID and Access Token" },
    { type: "alice" },
    { type: "dckr_pat_x" },
  ]);
  const login = await answer;
  assert.equal(login.kind === "answered" && login.host, "docker.io");
  assert.deepEqual(
    steps.map(({ step, totalSteps }) => [step, totalSteps]),
    [
      [1, 3],
      [2, 4],
      [3, 4],
      [4, 4],
    ],
  );
});

test("what is typed into the provider list is taken for a host, an image, an URL or a command", async () => {
  const cases = [
    ["https://reg.example/v2/", "reg.example"],
    ["reg.example:5000/team/app:1", "reg.example:5000"],
    ["docker login -u bob reg.example", "reg.example"],
    ["[::1]:5000", "[::1]:5000"],
  ] as const;
  for (const [paste, host] of cases) {
    assert.equal((await answered([{ paste }, { type: "a" }, { type: "b" }])).host, host, paste);
  }
  const { steps, answer } = playFlow(["escape"]);
  await answer;
  const [list] = steps;
  assert.ok(list !== undefined && "choicesOf" in list);
  for (const typed of ["", "git", "Docker Hub", "two words.", "reg.example:0"]) assert.deepEqual(list.choicesOf?.(typed), [], typed);
});

test("a word that is in no row of the list may be a host of this network, and what can be none is said", async () => {
  const { steps, answer } = playFlow(["escape"]);
  await answer;
  const [list] = steps;
  assert.ok(list !== undefined && "issueOf" in list);
  assert.deepEqual(
    list.choicesOf?.("registry7").map(({ label }) => label.args),
    [["registry7"], ["registry7"]],
  );
  assert.match(list.issueOf?.("reg.example:70000")?.text ?? "", /1 to 65535/);
  for (const typed of ["", "git", "two words", "reg.example"]) assert.equal(list.issueOf?.(typed), undefined, typed);
});

test("a host in upper case is taken as it is, with a warning", async () => {
  const { steps, answer } = playFlow([other, { type: "REG.Example" }, { type: "a" }, { type: "b" }]);
  assert.equal((await answer).kind, "answered");
  const host = steps[1];
  assert.ok(host !== undefined && "hint" in host);
  assert.deepEqual(host.hint?.("REG.Example/app")?.args, ["REG.Example"]);
  for (const typed of ["reg.example", "GHCR.io", "https://reg.example/Path"]) assert.equal(host.hint?.(typed), undefined, typed);
});

test("the secret of a pasted command moves to the masked field and to nowhere else", async () => {
  const { steps, answer } = playFlow([{ paste: "docker login -u alice -p hunter2 reg.example" }, { type: "alice" }, { type: "hunter2" }]);
  assert.equal((await answer).kind, "answered");
  const [list, username, secret] = steps;
  assert.equal(list?.absorb?.("docker login -u alice -p hunter2 reg.example"), "reg.example");
  assert.equal(username !== undefined && "value" in username && username.value, "alice");
  assert.ok(secret !== undefined && "secret" in secret && secret.secret);
  assert.equal(secret.value, "hunter2");
  assert.match(secret.prompt.text, /shell's history/);
  assert.ok(!JSON.stringify([list, username, await answer]).includes("hunter2"));
});

test("the secret of a pasted command is for its own host only", async () => {
  const { steps, answer } = playFlow([
    other,
    { paste: "docker login -u alice -p hunter2 reg.example" },
    "back",
    { type: "elsewhere.example" },
    { type: "alice" },
    "escape",
  ]);
  await answer;
  assert.deepEqual(
    steps.map((step) => ("value" in step ? step.value : "")),
    ["", "", "alice", "reg.example", "alice", ""],
  );
});

test("trims the user name and drops one line ending of the password, nothing else", async () => {
  const login = await answered([{ type: " alice " }, { type: " s3c ret \r\n" }], "h");
  assert.deepEqual([login.username, login.password], ["alice", " s3c ret "]);
});

test("refuses at the field what can be seen to be wrong", async () => {
  const script: Move[] = [
    other,
    ...["two words", "reg.example:70000", "reg.example:0", "me@reg.example", "reg:1:2", "?"].map((type) => ({ type })),
    { type: "reg.example" },
    ...["", " ", "a:b", "a\u0000b"].map((type) => ({ type })),
    { type: "alice" },
    { type: "" },
    { type: "s3cret" },
  ];
  const { refusals, answer } = playFlow(script);
  assert.equal((await answer).kind, "answered");
  assert.equal(refusals.length, 11);
});

test("a refused password keeps the person on the field", async () => {
  const tried: string[] = [];
  const { refusals, answer } = playFlow([{ type: "alice" }, { type: "wrong" }, { type: "right" }], "h", {
    verify: ({ credential }) => {
      const password = credential.kind === "basic" ? credential.password.reveal() : "";
      tried.push(password);
      return password === "right" ? Promise.resolve(verified) : Promise.reject(new Error("no"));
    },
  });
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(tried, ["wrong", "right"]);
  assert.deepEqual(refusals, ["no"]);
});

test("an unreachable registry is said at its field, before anything else is asked", async () => {
  const { steps, refusals, answer } = playFlow([other, { type: "down.example" }, "escape"], undefined, {
    reach: () => Promise.reject(new Error("down")),
  });
  assert.equal((await answer).kind, "cancelled");
  assert.equal(steps.length, 2);
  assert.deepEqual(refusals, ["down"]);
});

test("a registry that cannot be reached is asked for no password: it is tried again, or another is named", async () => {
  const down = new RegistryError("tls-untrusted", "x509");
  const asked: string[] = [];
  const { steps, answer } = playFlow(
    [{ paste: "down.example" }, "back", { paste: "down.example" }, { pick: "Try again" }, { type: "alice" }, { type: "s3cret" }],
    undefined,
    { reach: (host) => (asked.push(host) < 3 ? Promise.reject(down) : Promise.resolve({})) },
  );
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(
    steps.map((step) => [step.problem, "prompt" in step]),
    [
      [undefined, false],
      [down, false],
      [undefined, false],
      [down, false],
      [undefined, true],
      [undefined, true],
    ],
  );
  const given = playFlow(["escape"], "down.example", { reach: () => Promise.reject(down) });
  assert.equal((await given.answer).kind, "cancelled");
  assert.deepEqual(
    given.steps.map((step) => [step.problem, "prompt" in step, step.canGoBack]),
    [[down, false, false]],
  );
});

for (const code of [
  "tls-untrusted",
  "proxy-auth-required",
  "proxy-failed",
  "not-found",
  "not-a-registry",
  "host-not-found",
  "realm-not-trusted",
] as const) {
  test(`${code} at the check asks for no other password: what was typed is tried again, or stands in its field`, async () => {
    const fault = new RegistryError(code, "no way");
    const tries: string[] = [];
    const { steps, answer } = playFlow([{ type: "alice" }, { type: "s3cret" }, "back", { type: "s3cret" }, { pick: "Try again" }], "h", {
      verify: () => (tries.push("") < 3 ? Promise.reject(fault) : Promise.resolve(verified)),
    });
    const login = await answer;
    assert.equal(login.kind === "answered" && login.credential.kind === "basic" && login.credential.password.reveal(), "s3cret");
    assert.equal(tries.length, 3);
    const [, first, failed, again] = steps;
    assert.equal(failed?.problem, fault);
    assert.deepEqual(
      [first, again].map((step) => step !== undefined && "value" in step && step.value),
      ["", "s3cret"],
    );
  });

  test(`${code} while the stored login is tried asks for no password`, async () => {
    const fault = new RegistryError(code, "no way");
    const stored: Credential = { kind: "basic", username: "alice", password: new Secret("old") };
    const { steps, answer } = playFlow(["escape"], "h", { stored: () => Promise.resolve(stored), verify: () => Promise.reject(fault) });
    assert.equal((await answer).kind, "cancelled");
    assert.deepEqual(
      steps.map((step) => [step.problem, "prompt" in step]),
      [[fault, false]],
    );
  });
}

test("a registry that gives its software away brings that provider's ways to log in", async () => {
  const realm = new URL("https://git.example/gitlab/jwt/auth");
  const { steps, answer } = playFlow(
    [{ paste: "git.example:5050" }, { pick: "Deploy Token" }, { type: "gitlab+deploy-token-1" }, "back", "back", "escape"],
    undefined,
    {
      reach: () => Promise.resolve({ product: "gitlab", trustedRealm: realm }),
    },
  );
  await answer;
  const methods = steps[1];
  const again = steps.at(-1);
  const page = methods?.links?.find(({ kind }) => kind === "token")?.url ?? "";
  assert.match(
    page,
    /^https:\/\/git\.example\/gitlab\/-\/user_settings\/personal_access_tokens\?.*scopes=read_api,read_registry,write_registry/,
  );
  assert.equal(again !== undefined && "active" in again && (again.active as { id: string }).id, "deploy");
});

test("what is to be known of a provider is said before its fields", async () => {
  const { steps, answer } = playFlow(["escape"], "eu.gcr.io");
  await answer;
  assert.ok(steps[0] !== undefined && "notes" in steps[0]);
  assert.match(steps[0].notes?.[0]?.text ?? "", /moved to Artifact Registry still work/);
});

test("Back returns to the step before with what was typed there", async () => {
  const { steps, answer } = playFlow([
    other,
    { type: "reg.example" },
    { type: "alice" },
    "back",
    "back",
    { type: "reg.example" },
    { type: "bob" },
    { type: "p" },
  ]);
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(
    steps.map((step) => ("value" in step ? step.value : undefined)),
    ["", "", "", "", "alice", "reg.example", "alice", ""],
  );
});

test("Back returns to the list of providers with the host that was pasted, and without its password", async () => {
  const pastes = [
    ["reg.example:5000/team/app:1", "reg.example:5000/team/app:1"],
    ["http://alice:hunter2@reg.example:5000", "reg.example:5000"],
    ["docker login -u alice -p hunter2 reg.example:5000", "reg.example:5000"],
  ] as const;
  for (const [paste, shown] of pastes) {
    const { steps, answer } = playFlow([{ paste }, "back", { type: shown }, { type: "alice" }, { type: "hunter2" }]);
    const login = await answer;
    assert.equal(login.kind === "answered" && login.host, "reg.example:5000", paste);
    const [, , list] = steps;
    assert.equal(list !== undefined && "value" in list && list.value, shown, paste);
    assert.ok(!JSON.stringify(steps.slice(0, 4)).includes("hunter2"), paste);
  }
});

test("the password of an address that is pasted as the host moves to the masked field", async () => {
  const paste = "http://alice:hunter2@reg.example:5000";
  const { steps, answer } = playFlow([
    other,
    { paste },
    { type: "alice" },
    "back",
    "back",
    { type: "reg.example:5000" },
    { type: "alice" },
    { type: "hunter2" },
  ]);
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(
    steps.map((step) => ("value" in step ? step.value : undefined)),
    ["", "", "alice", "hunter2", "alice", "reg.example:5000", "alice", "hunter2"],
  );
  const secret = steps.at(-1);
  assert.ok(secret !== undefined && "secret" in secret && secret.secret);
  assert.match(secret.prompt.text, /of the address that you pasted/);
});

test("a secret with a space at its end is taken, with a warning; the clipboard's line ending is no part of it", async () => {
  const { steps, answer } = playFlow([{ type: "alice" }, { type: "s3cret \n" }], "h");
  const login = await answer;
  assert.equal(login.kind === "answered" && login.credential.kind === "basic" && login.credential.password.reveal(), "s3cret ");
  const last = steps.at(-1);
  const hint = last !== undefined && "hint" in last ? last.hint : undefined;
  assert.deepEqual(
    [" s3cret", "s3cret \n", "s3cret\n", "two words"].map((value) => hint?.(value)?.text.includes("space") ?? false),
    [true, true, false, false],
  );
});

test("Escape ends the flow at any step", async () => {
  for (const moves of [
    ["escape"],
    [other, "escape"],
    [other, { type: "h" }, "escape"],
    [other, { type: "h" }, { type: "u" }, "escape"],
  ] as Move[][]) {
    assert.deepEqual(await playFlow(moves).answer, { kind: "cancelled" });
  }
});

test("a password does not show in what the flow asks", async () => {
  const { steps, answer } = playFlow([{ type: "alice" }, { type: "s3cret" }], "h");
  await answer;
  const last = steps.at(-1);
  assert.ok(last !== undefined && "secret" in last && last.secret);
  assert.ok(!JSON.stringify([steps, await answer]).includes("s3cret"));
});

test("where the login will be written is the last step, unless the person decided that before", async () => {
  const pick = "In config.json";
  const { steps, answer } = playFlow([{ type: "u" }, { type: "p" }, { pick }], "h", { keepsInFile: () => false });
  const login = await answer;
  assert.deepEqual(login.kind === "answered" && login.keep, { save: { store: "configured" }, always: false });
  assert.deepEqual(
    steps.map(({ step, totalSteps }) => [step, totalSteps]),
    [
      [1, 3],
      [2, 3],
      [3, 3],
    ],
  );
});

test("what the login may not do is said before it is written, whatever was decided", async () => {
  const notes = [text("It cannot push.")];
  const { steps, answer } = playFlow([{ type: "u" }, { type: "p" }, { pick: "In config.json" }], "h", {
    verify: () => Promise.resolve({ kind: "verified", notes }),
  });
  assert.equal((await answer).kind, "answered");
  const last = steps.at(-1);
  assert.deepEqual(last !== undefined && "notes" in last && last.notes, notes);
});

test("where a keychain is installed and none is configured, the person chooses", async () => {
  const planSave = (): Promise<LoginPlan> => Promise.resolve({ ...plainFile, nativeStore: { helper: "pass", isDockersChoice: false } });
  const choices = [
    ["In the keychain, with docker-credential-{0}", { save: { store: { helper: "pass", as: "credsStore" } }, always: false }],
    ["In config.json", { save: { store: "file" }, always: false }],
    ["In config.json, and do not ask again", { save: { store: "file" }, always: true }],
  ] as const;
  const keepsInFile = (): boolean => false;
  for (const [pick, keep] of choices) {
    const answer = await playFlow([{ type: "u" }, { type: "p" }, { pick }], "h", { planSave, keepsInFile }).answer;
    assert.deepEqual(answer.kind === "answered" ? answer.keep : answer, keep);
  }
  const cancelled = await playFlow([{ type: "u" }, { type: "p" }, "back", { type: "p" }, "escape"], "h", { planSave, keepsInFile }).answer;
  assert.deepEqual(cancelled, { kind: "cancelled" });
});

test("what tools read before what is written is said before it is, whatever was decided", async () => {
  const planSave = (): Promise<LoginPlan> =>
    Promise.resolve({
      ...plainFile,
      environment: { variable: "DOCKER_AUTH_CONFIG", affects: "this-registry" },
      podmanFiles: ["/run/auth.json"],
    });
  const { steps, answer } = playFlow([{ type: "u" }, { type: "p" }, { pick: "In config.json" }], "h", { planSave });
  assert.equal((await answer).kind, "answered");
  const last = steps.at(-1);
  const notes =
    last !== undefined && "notes" in last ? (last.notes ?? []).map(({ text: template, args }) => [template.replace(/\{.*/, ""), args]) : [];
  assert.deepEqual(notes, [
    ["The variable ", ["DOCKER_AUTH_CONFIG", "h"]],
    ["docker (since 28.3), nerdctl and this extension go on using that one.", []],
    ["podman, skopeo and buildah go on using another login for ", ["h"]],
    ["it is in ", ["/run/auth.json"]],
  ]);
});

test("what the login may do is asked for the image that was typed, and told where the store is asked", async () => {
  const asked: (string | undefined)[] = [];
  const verify: LoginFlowPorts["verify"] = ({ repository }) => {
    asked.push(repository);
    return Promise.resolve({ ...verified, rights: { list: true } });
  };
  const rest: Move[] = [{ type: "u" }, { type: "p" }, { pick: "In config.json" }];
  for (const typed of ["reg.example/team/app:1", "reg.example", "reg.example:443", "https://reg.example/v2/"]) {
    const { steps, answer } = playFlow([{ paste: typed }, ...rest], undefined, { verify, keepsInFile: () => false });
    await answer;
    const last = steps.at(-1);
    assert.deepEqual(
      last !== undefined && "notes" in last && last.notes?.map(({ text: template }) => template),
      ["It can list the repositories."],
      typed,
    );
  }
  await playFlow([other, { type: "reg.example/team/web" }, ...rest], undefined, { verify, keepsInFile: () => false }).answer;
  await playFlow([{ paste: "team/hub" }, { pick: "Docker ID and Access Token" }, ...rest], undefined, { verify, keepsInFile: () => false })
    .answer;
  assert.deepEqual(asked, ["team/app", undefined, undefined, undefined, "team/web", "team/hub"]);
});

test("a mapping that cannot store is replaced only by the person's choice", async () => {
  const storeProblem = new CredentialsError("helper-cannot-store", "it cannot");
  const mapping = { keys: ["h"], helper: "ecr-login" };
  const plan: LoginPlan = { ...plainFile, store: { helper: "ecr-login", by: "credHelpers" }, storeProblem, mapping };
  const answer = await playFlow([{ type: "u" }, { type: "p" }, { pick: "In config.json" }], "h", { planSave: () => Promise.resolve(plan) })
    .answer;
  assert.deepEqual(answer.kind === "answered" ? answer.keep : answer, { save: { store: "file" }, always: false });
});

test("a config.json that cannot be written ends the flow before a password is asked for", async () => {
  const blockedBy = new CredentialsError("config-invalid-json", "line 3");
  const { steps, answer } = playFlow([], "h", { planSave: () => Promise.resolve({ ...plainFile, blockedBy }) });
  await assert.rejects(answer, blockedBy);
  assert.equal(steps.length, 0);
});

describe("a login that is stored already", () => {
  const credential: Credential = { kind: "basic", username: "alice", password: new Secret("old") };
  const stored = (): Promise<Credential> => Promise.resolve(credential);

  test("is tried once, and kept where it is good", async () => {
    const tried: LoginAttempt[] = [];
    const verify: LoginFlowPorts["verify"] = (attempt) => {
      tried.push(attempt);
      return Promise.resolve(verified);
    };
    assert.deepEqual(await playFlow([{ pick: "Keep it" }], "h", { stored, verify }).answer, { kind: "kept", host: "h" });
    assert.equal(tried.length, 1);
    const replaced = playFlow([{ pick: "Log in with something else" }, { type: "bob" }, { type: "p" }], "h", { stored, verify });
    assert.equal((await replaced.answer).kind, "answered");
  });

  test("leaves only its secret to ask for where the registry refuses it", async () => {
    const refusal = new RegistryError("unauthorized", "no longer");
    const verify: LoginFlowPorts["verify"] = (attempt) =>
      attempt.method === undefined ? Promise.reject(refusal) : Promise.resolve(verified);
    const { steps, answer } = playFlow([{ type: "new" }], "h", { stored, verify });
    const login = await answer;
    assert.deepEqual(
      steps.map(({ step, totalSteps, canGoBack }) => [step, totalSteps, canGoBack]),
      [[2, 2, true]],
    );
    // That it is the stored one which was refused is said.
    const { problem } = steps[0] ?? {};
    assert.ok(problem instanceof LoginError);
    assert.deepEqual([problem.code, problem.params, problem.cause], ["stored-login-failed", { username: "alice" }, refusal]);
    assert.equal(login.kind === "answered" && login.credential.kind === "basic" && login.credential.username, "alice");
  });

  test("brings the method that its user name belongs to", async () => {
    const robot: Credential = { kind: "basic", username: "$app", password: new Secret("old") };
    const verify: LoginFlowPorts["verify"] = (attempt) =>
      attempt.method === undefined ? Promise.reject(new RegistryError("unauthorized", "no")) : Promise.resolve(verified);
    const { steps, answer } = playFlow([{ type: "new" }], "quay.io", { stored: () => Promise.resolve(robot), verify });
    await answer;
    assert.equal("prompt" in steps[0]! && steps[0].prompt.text, "App-specific token");
  });

  test("is not tried where the registry takes anybody", async () => {
    const verify: LoginFlowPorts["verify"] = () => Promise.resolve({ kind: "unverified", notes: [] });
    const { answer } = playFlow([{ type: "alice" }, { type: "p" }], "h", { stored, verify });
    assert.equal((await answer).kind, "answered");
  });
});

describe("a secret that somebody else keeps", () => {
  const account: Move = { pick: "GitHub Account of VS Code" };
  const signIn: MethodPorts["signIn"] = () =>
    Promise.resolve({ username: "Octo", token: new Secret("gho_x"), signIn: { id: "s", accountId: "a" } });

  test("is asked for by its method, checked, and saved under the account's name", async () => {
    const method = { ...noMethod, signIn };
    const { answer } = playFlow([{ pick: "GitHub Container Registry" }, account, { pick: "In config.json" }], undefined, { method });
    const login = await answer;
    assert.equal(login.kind, "answered");
    assert.ok(login.credential.kind === "basic");
    assert.deepEqual([login.credential.username, login.credential.password.reveal()], ["octo", "gho_x"]);
  });

  const signedIn = { ...noMethod, signIn };

  test("ends with its sign-in, and another way to log in does not", async () => {
    const verify: LoginFlowPorts["verify"] = () => Promise.resolve(verified);
    const kept = await playFlow([account, { pick: "In config.json" }], "ghcr.io", { method: signedIn, verify }).answer;
    assert.deepEqual(kept.kind === "answered" && kept.signIn, { id: "s", accountId: "a" });
    const moves: Move[] = [account, "back", { pick: "Classic Access Token" }, { type: "octo" }, { type: "ghp_x" }];
    const typed = await playFlow(moves, "ghcr.io", { method: signedIn, verify }).answer;
    assert.equal(typed.kind === "answered" && typed.signIn, undefined);
  });

  test("of VS Code is offered to a helper first, even where logins go into the file by decision", async () => {
    const withStore = (more: Partial<LoginPlan>): Partial<LoginFlowPorts> => ({
      method: signedIn,
      planSave: () => Promise.resolve({ ...plainFile, ...more }),
    });
    const cases = [
      [
        { nativeStore: { helper: "pass", isDockersChoice: false } },
        "In the keychain, with docker-credential-{0}",
        /^Better kept by docker-credential-\{0\}: .*base64/,
      ],
      [{ store: { helper: "lab", by: "credsStore" } }, "With docker-credential-{0}", /^Better kept by docker-credential-\{0\}: .*base64/],
      [{}, "In config.json", /^No credential helper works here: .*base64/],
    ] as const;
    for (const [plan, first, note] of cases) {
      const { steps, answer } = playFlow([account, { pick: first }], "ghcr.io", withStore(plan));
      assert.equal((await answer).kind, "answered");
      const last = steps.at(-1);
      assert.ok(last !== undefined && "choices" in last && "notes" in last);
      assert.equal(last.choices[0]?.label.text, first);
      assert.match(last.notes?.[0]?.text ?? "", /another program or sign-in/);
      assert.match(last.notes?.[1]?.text ?? "", note);
      assert.match(last.choices.find(({ label }) => label.text === "In config.json")?.detail.text ?? "", /base64/);
    }
  });

  test("that cannot be had lets the person try again, or go another way", async () => {
    const { steps, answer } = playFlow([account, { pick: "Try again" }, "back", { pick: "Classic Access Token" }, "escape"], "ghcr.io");
    assert.equal((await answer).kind, "cancelled");
    assert.equal(steps[1]?.problem?.message, "nobody is signed in");
  });

  test("is offered where the program that keeps it is installed", async () => {
    const labels = async (isInstalled: boolean): Promise<readonly string[]> => {
      const { steps, answer } = playFlow(["escape"], "ghcr.io", { isInstalled: () => Promise.resolve(isInstalled) });
      await answer;
      return steps[0] !== undefined && "choices" in steps[0] ? steps[0].choices.map(({ label }) => label.text) : [];
    };
    assert.equal((await labels(true)).includes("GitHub Command Line (gh)"), true);
    assert.equal((await labels(false)).includes("GitHub Command Line (gh)"), false);
  });
});
