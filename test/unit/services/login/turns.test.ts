import assert from "node:assert/strict";
import { test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { text } from "../../../../src/core/text.ts";
import { LoginTurns } from "../../../../src/services/login/turns.ts";
import type { InputPrompt, ListPrompter } from "../../../../src/services/prompts/prompter.ts";
import { scriptedPrompter } from "../../../support/scriptedPrompter.ts";

const step: InputPrompt = {
  title: text("t"),
  step: 1,
  totalSteps: 1,
  canGoBack: false,
  prompt: text("p"),
  value: "",
  secret: false,
  check: () => undefined,
};

test("one login asks at a time: a later one ends the questions and waits of the one before", async () => {
  const turns = new LoginTurns();
  const { prompter } = scriptedPrompter([{ type: "mine" }, { type: "too late" }, { type: "theirs" }]);
  const question = Promise.withResolvers<void>();
  const slow: ListPrompter = {
    ...prompter,
    input: async (each) => {
      const answer = await prompter.input(each);
      if (answer.kind === "next" && answer.value === "too late") await question.promise;
      return answer;
    },
  };
  const first = turns.begin(slow);
  assert.deepEqual(await first.prompter.input(step), { kind: "next", value: "mine" });
  const asked = first.prompter.input(step);
  const waiting = first.prompter.wait(
    text("w"),
    (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
  );

  const second = turns.begin(slow);
  await assert.rejects(waiting, isAbort);
  question.resolve();
  assert.deepEqual(await asked, { kind: "cancel" });
  assert.deepEqual(await first.prompter.input(step), { kind: "cancel" });
  assert.deepEqual([first.isOver(), second.isOver()], [true, false]);
  assert.deepEqual(await second.prompter.input(step), { kind: "next", value: "theirs" });
});
