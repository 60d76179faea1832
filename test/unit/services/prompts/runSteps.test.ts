import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { runSteps, type StepOutcome, type WizardStep } from "../../../../src/services/prompts/runSteps.ts";
import type { StepPosition } from "../../../../src/services/prompts/prompter.ts";

interface Draft {
  readonly answers: Map<string, number>;
  readonly asked: (readonly [id: string, position: StepPosition])[];
  readonly script: StepOutcome[];
}

type Step = WizardStep<Draft, undefined>;

const next: StepOutcome = { kind: "next", value: undefined };
const back: StepOutcome = { kind: "back" };

function step(id: string, extra: Partial<Step> = {}): Step {
  return {
    id,
    ask: (draft, position) => {
      draft.asked.push([id, position]);
      const outcome = draft.script.shift() ?? { kind: "cancel" };
      if (outcome.kind === "next") draft.answers.set(id, (draft.answers.get(id) ?? 0) + 1);
      return Promise.resolve(outcome);
    },
    ...extra,
  };
}

async function play(steps: readonly Step[] | ((draft: Draft) => readonly Step[]), script: readonly StepOutcome[]) {
  const draft: Draft = { answers: new Map(), asked: [], script: [...script] };
  const result = await runSteps(draft, undefined, typeof steps === "function" ? steps : () => steps);
  return { result, ids: draft.asked.map(([id]) => id), positions: draft.asked.map(([, position]) => position), draft };
}

describe("a wizard", () => {
  test("asks its steps in order, and Back at all but the first", async () => {
    const { result, positions } = await play([step("a"), step("b")], [next, back, next, next]);
    assert.equal(result, "finished");
    assert.deepEqual(
      positions.map(({ step: number, totalSteps, canGoBack }) => [number, totalSteps, canGoBack]),
      [
        [1, 2, false],
        [2, 2, true],
        [1, 2, false],
        [2, 2, true],
      ],
    );
  });

  test("ends at Escape, and where there is nothing to go back to", async () => {
    assert.equal((await play([step("a"), step("b")], [next, { kind: "cancel" }])).result, "cancelled");
    assert.equal((await play([step("a")], [back])).result, "cancelled");
    assert.equal((await play([step("a", { isSilent: true }), step("b")], [next, back])).result, "cancelled");
  });

  test("ends where something that was waited for is aborted, and fails as a step fails", async () => {
    const throwing = (thrown: Error): Step =>
      step("a", {
        ask: () => {
          throw thrown;
        },
      });
    assert.equal((await play([throwing(new DOMException("stopped", "AbortError"))], [])).result, "cancelled");
    await assert.rejects(play([throwing(new Error("broken"))], []), /broken/);
  });

  test("goes back over what asks nothing, and does not count what has no number", async () => {
    const steps = [step("a"), step("silent", { isSilent: true, isUncounted: true }), step("b")];
    const { ids, positions } = await play(steps, [next, next, back, next, next, next]);
    assert.deepEqual(ids, ["a", "silent", "b", "a", "silent", "b"]);
    assert.deepEqual([positions[2]?.step, positions[2]?.totalSteps], [2, 2]);
  });

  test("asks again what stands there by now", async () => {
    const steps = (draft: Draft) => [step(draft.asked.length === 0 ? "first" : "instead"), step("b")];
    const { ids } = await play(steps, [{ kind: "again" }, next, next]);
    assert.deepEqual(ids, ["first", "instead", "b"]);
  });

  test("leads past steps that are known, in the list as it is by then", async () => {
    const steps = (draft: Draft) => [step("a"), ...(draft.asked.length === 0 ? [] : [step("new")]), step("b"), step("c")];
    const { ids, result } = await play(steps, [{ kind: "goTo", id: "c" }, next]);
    assert.deepEqual([ids, result], [["a", "c"], "finished"]);
    assert.deepEqual((await play([step("a"), step("b")], [{ kind: "goTo", id: "none" }, next])).ids, ["a", "b"]);
  });

  test("always ends, and asks no step whose predecessors have no answer", async () => {
    const outcome = fc.constantFrom<StepOutcome>(next, next, next, back, { kind: "again" }, { kind: "cancel" });
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), async (script, count) => {
        const steps = Array.from({ length: count }, (_, index) => step(String(index)));
        const { draft, ids } = await play(steps, script);
        for (const id of ids) for (let before = 0; before < Number(id); before++) assert.ok(draft.answers.has(String(before)));
      }),
    );
  });
});
