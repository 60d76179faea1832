import assert from "node:assert/strict";
import { test } from "node:test";
import { type LoginFlowPorts, runLoginFlow } from "../../../src/services/loginFlow.ts";
import { text } from "../../../src/services/prompter.ts";
import { type Move, scriptedPrompter } from "../../support/scriptedPrompter.ts";

function play(moves: readonly Move[], host?: string, ports: Partial<LoginFlowPorts> = {}) {
  const script = scriptedPrompter(moves);
  const reach = (): Promise<undefined> => Promise.resolve(undefined);
  const verify = (): Promise<undefined> => Promise.resolve(undefined);
  const answer = runLoginFlow(host === undefined ? {} : { host }, { prompter: script.prompter, reach, verify, ...ports });
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
      return Promise.resolve(password === "right" ? undefined : text("no"));
    },
  });
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(tried, ["wrong", "right"]);
  assert.deepEqual(refusals, ["no"]);
});

test("an unreachable registry is said at its field, before anything else is asked", async () => {
  const { steps, refusals, answer } = play([{ type: "down.example" }, "escape"], undefined, { reach: () => Promise.resolve(text("down")) });
  assert.equal((await answer).kind, "cancelled");
  assert.equal(steps.length, 1);
  assert.deepEqual(refusals, ["down"]);
});

test("Back returns to the step before with what was typed there, but never with a password", async () => {
  const { steps, answer } = play([{ type: "reg.example" }, { type: "alice" }, "back", "back", { type: "reg.example" }, { type: "bob" }, { type: "p" }]);
  assert.equal((await answer).kind, "answered");
  assert.deepEqual(steps.map((step) => step.value), ["", "", "", "alice", "reg.example", "alice", ""]);
});

test("Escape ends the flow at any step", async () => {
  for (const moves of [["escape"], [{ type: "h" }, "escape"], [{ type: "h" }, { type: "u" }, "escape"]] as Move[][]) {
    assert.deepEqual(await play(moves).answer, { kind: "cancelled" });
  }
});

test("a password does not show in what the flow asks", async () => {
  const { steps, answer } = play([{ type: "alice" }, { type: "s3cret" }], "h");
  await answer;
  assert.equal(steps.at(-1)?.secret, true);
  assert.ok(!JSON.stringify([steps, await answer]).includes("s3cret"));
});
