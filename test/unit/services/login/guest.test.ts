import assert from "node:assert/strict";
import { test } from "node:test";
import type { NewWindow } from "../../../../src/services/login/draft.ts";
import type { Remedy } from "../../../../src/providers/remedy.ts";
import type { Guest } from "../../../../src/services/login/guests.ts";
import { sideNotes } from "../../../../src/services/login/side.ts";
import { type LoginPlan, readsElsewhere } from "../../../../src/services/login/storeChoices.ts";
import { Secret } from "../../../../src/core/secret.ts";
import type { Spawn } from "../../../../src/core/spawn.ts";
import { noMethod } from "../../../support/noMethod.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";
import { plainFile } from "./support/plainFile.ts";
import { playFlow } from "./support/playFlow.ts";

const lima: Guest = { kind: "lima", name: "default" };
const wsl: Guest = { kind: "wsl", name: "Ubuntu" };

function play(moves: readonly Move[], guests: readonly Guest[]) {
  const done: (Remedy | NewWindow)[] = [];
  const plan: LoginPlan = { ...plainFile, guests: { guests, silent: [] } };
  let saves = 0;
  const { steps, answer } = playFlow([{ type: "me" }, { type: "secret" }, ...moves], "h", {
    planSave: () => Promise.resolve(plan),
    applyRemedy: (remedy) => Promise.resolve(void done.push(remedy)),
    save: () => {
      saves += 1;
      return Promise.resolve({ kind: "next", value: { path: "/config.json", keys: [] } });
    },
  });
  return { steps, answer, done, saves: () => saves };
}

test("without a guest nothing is asked", async () => {
  const { answer, saves } = play([], []);
  assert.equal((await answer).kind, "answered");
  assert.equal(saves(), 1);
});

test("before anything is written, a guest is said to have files of its own", async () => {
  const { steps, answer, done, saves } = play([{ pick: "Here" }], [lima]);
  assert.equal((await answer).kind, "answered");
  assert.deepEqual([saves(), done], [1, []]);
  const step = steps.at(-1);
  assert.ok(step !== undefined && "notes" in step);
  assert.deepEqual(
    step.notes?.map(({ args }) => args),
    [["Lima (default)"]],
  );
});

const command: Remedy = {
  kind: "terminal",
  program: "limactl",
  args: ["shell", "default", "nerdctl", "login", "--username", "me", "h"],
};

test("the login can be made in the guest as well, or only there", async () => {
  const both = play([{ pick: "Here and in {0}" }], [lima]);
  assert.equal((await both.answer).kind, "answered");
  assert.deepEqual([both.saves(), both.done], [1, [command]]);
  const only = play([{ pick: "Only in {0}" }], [lima]);
  assert.equal((await only.answer).kind, "cancelled");
  assert.deepEqual([only.saves(), only.done], [0, [command]]);
});

test("VS Code can be opened in a distribution of WSL, and nothing is written on this side", async () => {
  const { answer, done, saves } = play([{ pick: "Open a window in {0}" }], [wsl]);
  assert.equal((await answer).kind, "cancelled");
  assert.deepEqual([saves(), done], [0, [{ kind: "window", remoteAuthority: "wsl+Ubuntu" }]]);
});

test("Escape writes nothing and runs nothing", async () => {
  const { answer, done, saves } = play(["escape"], [lima]);
  assert.equal((await answer).kind, "cancelled");
  assert.deepEqual([saves(), done], [0, []]);
});

test("the side on which a remote window writes is told, and a program that hangs is named", () => {
  assert.deepEqual([sideNotes(undefined), sideNotes("localhost:8000"), sideNotes("constructor")], [[], [], []]);
  for (const name of ["wsl", "ssh-remote", "dev-container", "attached-container", "codespaces", "tunnel"])
    assert.match(sideNotes(name)[0]?.text ?? "", /the login is written there/);
  const notes = readsElsewhere({ ...plainFile, side: sideNotes("wsl"), guests: { guests: [], silent: ["limactl"] } });
  assert.deepEqual([notes.length, notes[1]?.args], [2, ["limactl"]]);
});

const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

/** A login to ECR by a way of it, with these programs. */
function playEcr(moves: readonly Move[], plan: Partial<LoginPlan>, programs: readonly string[], spawn?: Spawn) {
  const done: (Remedy | NewWindow)[] = [];
  const find = (program: string): Promise<string | undefined> =>
    Promise.resolve(programs.includes(program) ? `/bin/${program}` : undefined);
  const { steps, answer } = playFlow(moves, ecr, {
    planSave: () => Promise.resolve({ ...plainFile, host: ecr, ...plan }),
    isInstalled: async (program) => (await find(program)) !== undefined,
    method: { ...noMethod, spawn: spawn ?? { ...noMethod.spawn, find } },
    askHelper: () => Promise.resolve({ kind: "basic", username: "AWS", password: new Secret("p") }),
    applyRemedy: (remedy) => Promise.resolve(void done.push(remedy)),
  });
  return { steps, answer, done };
}

const byHelper: Move = { pick: "Credential Helper of Amazon (docker-credential-ecr-login)" };

test("a helper is offered to the guest, with what it needs there", async () => {
  for (const [pick, kind] of [
    ["Here and in {0}", "answered"],
    ["Only in {0}", "cancelled"],
  ] as const) {
    const { steps, answer, done } = playEcr([byHelper, { pick }], { guests: { guests: [lima], silent: [] } }, [
      "docker-credential-ecr-login",
    ]);
    assert.equal((await answer).kind, kind);
    const [remedy] = done;
    assert.ok(remedy?.kind === "terminal");
    assert.deepEqual([remedy.program, ...remedy.args.slice(0, -1)], ["limactl", "shell", "default", "sh", "-c"]);
    assert.ok(remedy.args.at(-1)?.includes(ecr));
    const notes = notesAt(steps.at(-1));
    assert.match(notes, /apt install amazon-ecr-credential-helper/);
    assert.match(notes, /~\/\.aws in the guest/);
  }
});

test("the side is told before a helper is mapped", async () => {
  const side = sideNotes("wsl");
  const helper = playEcr([byHelper, { pick: "Write it there" }], { side }, ["docker-credential-ecr-login"]);
  assert.equal((await helper.answer).kind, "answered");
  assert.match(notesAt(helper.steps.at(-1)), /This window runs in WSL/);
});

test("of a login by a profile it is said that ~/.aws is read on this side", async () => {
  const withAws: Spawn = {
    ...noMethod.spawn,
    find: (program) => Promise.resolve(program === "aws" ? "/bin/aws" : undefined),
    run: ({ args }) => Promise.resolve({ exitCode: 0, stdout: args.includes("list-profiles") ? "work\n" : "password\n", stderr: "" }),
  };
  const moves: readonly Move[] = [{ pick: "AWS Command Line (aws)" }, { pick: "{0}" }, "escape"];
  const { steps, answer } = playEcr(moves, { guests: { guests: [lima], silent: [] } }, ["aws"], withAws);
  assert.equal((await answer).kind, "cancelled");
  assert.match(notesAt(steps.at(-1)), /~\/\.aws is read here/);
});

function notesAt(step: ReturnType<typeof playFlow>["steps"][number] | undefined): string {
  return step !== undefined && "notes" in step ? (step.notes ?? []).map(filled).join("\n") : "";
}
