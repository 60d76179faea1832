import assert from "node:assert/strict";
import { test } from "node:test";
import type { NewWindow } from "../../../../src/services/login/draft.ts";
import type { Remedy } from "../../../../src/providers/remedy.ts";
import type { Guest } from "../../../../src/services/login/guests.ts";
import { sideNotes } from "../../../../src/services/login/side.ts";
import { type LoginPlan, readsElsewhere } from "../../../../src/services/login/storeChoices.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";
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
