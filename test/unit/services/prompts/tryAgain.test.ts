import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { text } from "../../../../src/core/text.ts";
import { tryAgain } from "../../../../src/services/prompts/tryAgain.ts";
import { type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";

const refused = new Error("refused");
const atFile = (code: string): Error =>
  Object.assign(new Error(`${code}: the file is not written`), { code, path: "/home/me/.aws/credentials" });
const remedy: Move = { pick: "Create the file" };

/** Something that is refused at first, with a remedy that fails so. */
async function play(moves: readonly Move[], faults: readonly Error[]) {
  const { prompter, steps } = scriptedPrompter(moves);
  const left = [...faults];
  const outcomes: (Error | undefined)[] = [refused];
  const answer = await tryAgain(prompter, {
    waiting: text("Waiting…"),
    task: () => {
      const error = outcomes.shift();
      return error === undefined ? Promise.resolve("done") : Promise.reject(error);
    },
    frame: () => ({ step: 1, totalSteps: 1, canGoBack: true, title: text("Title") }),
    remedyOn: () => ({
      label: text("Create the file"),
      detail: text("Then try again"),
      run: () => {
        const fault = left.shift();
        return fault === undefined ? Promise.resolve("ask" as const) : Promise.reject(fault);
      },
    }),
  });
  return { answer, problems: steps.map(({ problem }) => problem) };
}

void describe("a remedy", () => {
  for (const code of ["EACCES", "ENOSPC"]) {
    void test(`that fails with ${code} is told at the step, which is asked again`, async () => {
      const fault = atFile(code);
      const { answer, problems } = await play([remedy, remedy, { pick: "Try again" }], [fault]);
      assert.deepEqual(answer, { kind: "next", value: "done" });
      assert.deepEqual(problems, [refused, fault, refused]);
    });
  }

  void test("that a person cancels leaves them where they were", async () => {
    const cancelled = new DOMException("cancelled", "AbortError");
    const { answer, problems } = await play([remedy, "back"], [cancelled]);
    assert.deepEqual([answer, problems], [{ kind: "back" }, [refused, refused]]);
  });
});
