import assert from "node:assert/strict";
import { test } from "node:test";
import type { SavePlan } from "../../../src/credentials/credentialStore.ts";
import { CredentialsError } from "../../../src/credentials/credentialsError.ts";
import { type LoginFlowPorts, runLoginFlow } from "../../../src/services/loginFlow.ts";
import { type Move, scriptedPrompter } from "../../support/scriptedPrompter.ts";

const plainFile: SavePlan = { host: "h", path: "/config.json", keys: ["h"], store: { helper: "", by: "none" } };

function play(moves: readonly Move[], host?: string, ports: Partial<LoginFlowPorts> = {}) {
  const script = scriptedPrompter(moves);
  const reach = (): Promise<void> => Promise.resolve();
  const verify = (): Promise<void> => Promise.resolve();
  const answer = runLoginFlow(host === undefined ? {} : { host }, { prompter: script.prompter, reach, verify, planSave: () => Promise.resolve(plainFile), ...ports });
  return { ...script, answer };
}

async function answered(moves: readonly Move[], host?: string) {
  const answer = await play(moves, host).answer;
  assert.equal(answer.kind, "answered");
  assert.equal(answer.credential.kind, "basic");
  return { host: answer.host, username: answer.credential.username, password: answer.credential.password.reveal() };
}

test("asks for registry, user name and password", async () => {
  const login = await answered([{ type: "reg.example:5000" }, { type: "alice" }, { type: "s3cret" }]);
  assert.deepEqual(login, { host: "reg.example:5000", username: "alice", password: "s3cret" });
});

test("leaves the registry out where it is known", async () => {
  const { steps, answer } = play([{ type: "alice" }, { type: "s3cret" }], "ghcr.io");
  await answer;
  assert.deepEqual(steps.map(({ step, totalSteps, canGoBack }) => [step, totalSteps, canGoBack]), [[1, 2, false], [2, 2, true]]);
});

test("takes a host out of what people paste", async () => {
  const cases = [
    ["https://reg.example/v2/", "reg.example"],
    [" reg.example:5000 ", "reg.example:5000"],
    ["", "docker.io"],
    ["https://index.docker.io/v1/", "docker.io"],
    ["registry-1.docker.io", "docker.io"],
    ["Reg.Example", "Reg.Example"],
    ["[::1]:5000", "[::1]:5000"],
  ] as const;
  for (const [typed, host] of cases) {
    assert.equal((await answered([{ type: typed }, { type: "a" }, { type: "b" }])).host, host, typed);
  }
});

test("trims the user name and drops one line ending of the password, nothing else", async () => {
  const login = await answered([{ type: " alice " }, { type: " s3c ret \r\n" }], "h");
  assert.deepEqual([login.username, login.password], ["alice", " s3c ret "]);
});

test("refuses at the field what can be seen to be wrong", async () => {
  const script: Move[] = [
    ...["two words", "reg.example:70000", "reg.example:0", "me@reg.example", "reg:1:2", "?"].map((type) => ({ type })),
    { type: "reg.example" },
    ...["", " ", "a:b", "a\u0000b"].map((type) => ({ type })),
    { type: "alice" },
    { type: "" },
    { type: "s3cret" },
  ];
  const { refusals, answer } = play(script);
  assert.equal((await answer).kind, "answered");
  assert.equal(refusals.length, 11);
});

test("a refused password keeps the person on the field", async () => {
  const tried: string[] = [];
  const { refusals, answer } = play([{ type: "alice" }, { type: "wrong" }, { type: "right" }], "h", {
    verify: (_, credential) => {
      const password = credential.kind === "basic" ? credential.password.reveal() : "";
      tried.push(password);
      return password === "right" ? Promise.resolve() : Promise.reject(new Error("no"));
    },
  });
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(tried, ["wrong", "right"]);
  assert.deepEqual(refusals, ["no"]);
});

test("an unreachable registry is said at its field, before anything else is asked", async () => {
  const { steps, refusals, answer } = play([{ type: "down.example" }, "escape"], undefined, { reach: () => Promise.reject(new Error("down")) });
  assert.equal((await answer).kind, "cancelled");
  assert.equal(steps.length, 1);
  assert.deepEqual(refusals, ["down"]);
});

test("Back returns to the step before with what was typed there, but never with a password", async () => {
  const { steps, answer } = play([{ type: "reg.example" }, { type: "alice" }, "back", "back", { type: "reg.example" }, { type: "bob" }, { type: "p" }]);
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(steps.map((step) => ("value" in step ? step.value : undefined)), ["", "", "", "alice", "reg.example", "alice", ""]);
});

test("Escape ends the flow at any step", async () => {
  for (const moves of [["escape"], [{ type: "h" }, "escape"], [{ type: "h" }, { type: "u" }, "escape"]] as Move[][]) {
    assert.deepEqual(await play(moves).answer, { kind: "cancelled" });
  }
});

test("a password does not show in what the flow asks", async () => {
  const { steps, answer } = play([{ type: "alice" }, { type: "s3cret" }], "h");
  await answer;
  const last = steps.at(-1);
  assert.ok(last !== undefined && "secret" in last && last.secret);
  assert.ok(!JSON.stringify([steps, await answer]).includes("s3cret"));
});

test("where a keychain is installed and none is configured, the person chooses", async () => {
  const planSave = (): Promise<SavePlan> => Promise.resolve({ ...plainFile, nativeStore: { helper: "pass", isDockersChoice: false } });
  const choices = [
    ["In the keychain, with docker-credential-{0}", { save: { store: { helper: "pass", as: "credsStore" } }, always: false }],
    ["In config.json", { save: { store: "file" }, always: false }],
    ["In config.json, and do not ask again", { save: { store: "file" }, always: true }],
  ] as const;
  for (const [pick, keep] of choices) {
    const answer = await play([{ type: "h" }, { type: "u" }, { type: "p" }, { pick }], undefined, { planSave }).answer;
    assert.deepEqual(answer.kind === "answered" ? answer.keep : answer, keep);
  }
  const cancelled = await play([{ type: "u" }, { type: "p" }, "back", { type: "p" }, "escape"], "h", { planSave }).answer;
  assert.deepEqual(cancelled, { kind: "cancelled" });
});

test("a mapping that cannot store is replaced only by the person's choice", async () => {
  const storeProblem = new CredentialsError("helper-cannot-store", "it cannot");
  const mapping = { keys: ["h"], helper: "ecr-login" };
  const plan: SavePlan = { ...plainFile, store: { helper: "ecr-login", by: "credHelpers" }, storeProblem, mapping };
  const answer = await play([{ type: "u" }, { type: "p" }, { pick: "In config.json" }], "h", { planSave: () => Promise.resolve(plan) }).answer;
  assert.deepEqual(answer.kind === "answered" ? answer.keep : answer, { save: { store: "file" }, always: false });
});

test("a config.json that cannot be written ends the flow before a password is asked for", async () => {
  const blockedBy = new CredentialsError("config-invalid-json", "line 3");
  const { steps, answer } = play([], "h", { planSave: () => Promise.resolve({ ...plainFile, blockedBy }) });
  await assert.rejects(answer, blockedBy);
  assert.equal(steps.length, 0);
});
