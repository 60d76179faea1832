import assert from "node:assert/strict";
import { test } from "node:test";
import { UnquotableError } from "../../../../src/core/shellQuote.ts";
import { offerPull } from "../../../../src/services/images/offerPull.ts";
import { askPush } from "../../../../src/services/images/push/wizard.ts";
import type { PickPrompt } from "../../../../src/services/prompts/prompter.ts";
import { createPushPorts } from "../../../support/pushPorts.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";

const reference = { host: "reg.example.com", repository: "team/app", tag: "1.0" };

async function offered(...moves: readonly Move[]) {
  const { ports, steps } = createPushPorts(moves, { engine: "podman" });
  const wanted = await offerPull(reference, ports);
  const [step] = steps as readonly PickPrompt<unknown>[];
  return { wanted, notes: (step?.notes ?? []).map(filled), title: step === undefined ? "" : filled(step.title) };
}

test("the command is seen before it runs, and may be copied instead", async () => {
  const run = await offered({ pick: "Pull in a terminal" });
  assert.equal(run.title, "Pull an Image from reg.example.com");
  assert.deepEqual(run.notes, ["podman pull reg.example.com/team/app:1.0"]);
  assert.equal(run.wanted?.use, "run");
  assert.deepEqual(run.wanted.planned.commands, [["podman", "pull", "reg.example.com/team/app:1.0"]]);
  assert.equal((await offered({ pick: "Copy the commands" })).wanted?.use, "copy");
});

test("Escape runs nothing", async () => {
  assert.equal((await offered("escape")).wanted, undefined);
});

test("what the shell cannot be given safely is not offered", async () => {
  const { ports, steps } = createPushPorts([]);
  const line = (): string => {
    throw new UnquotableError("cmd", "%");
  };
  await assert.rejects(offerPull(reference, { ...ports, line }), UnquotableError);
  assert.equal(steps.length, 0);
});

test("a look for the engine that never ends can be cancelled", async () => {
  const { ports } = createPushPorts([]);
  const never = (): Promise<never> => new Promise(() => {});
  const aborting = new AbortController();
  const prompter = { ...ports.prompter, wait: <T>(_: unknown, task: (signal: AbortSignal) => Promise<T>) => task(aborting.signal) };
  const hanging = { ...ports, prompter, spawn: { ...ports.spawn, find: never } };
  const waiting = [offerPull(reference, hanging), askPush({ host: reference.host }, hanging)].map((each) =>
    assert.rejects(each, { name: "AbortError" }),
  );
  aborting.abort();
  await Promise.all(waiting);
});
