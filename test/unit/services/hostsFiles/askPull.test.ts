import assert from "node:assert/strict";
import { test } from "node:test";
import { askPull } from "../../../../src/services/hostsFiles/askPull.ts";
import { type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";

function play(moves: readonly Move[], nerdctl: "nerdctl" | "nerdctl-daemon" = "nerdctl") {
  const script = scriptedPrompter(moves);
  return { ...script, pull: askPull(script.prompter, { reference: "docker.io/library/alpine", nerdctl }) };
}

test("asks for the image and who pulls it", async () => {
  const { steps, pull } = play([{ type: " ghcr.io/o/app:v1 " }, { pick: "Kubernetes" }]);
  assert.deepEqual(await pull, { reference: "ghcr.io/o/app:v1", client: "kubernetes" });
  assert.equal(steps[0] !== undefined && "value" in steps[0] ? steps[0].value : undefined, "docker.io/library/alpine");
});

test("offers first how the installed nerdctl pulls", async () => {
  for (const [nerdctl, first] of [
    ["nerdctl", "nerdctl, with its own lookup"],
    ["nerdctl-daemon", "nerdctl, which asks containerd"],
  ] as const) {
    const { steps, pull } = play([{ type: "alpine" }, { pick: first }], nerdctl);
    assert.equal((await pull)?.client, nerdctl);
    const [, pick] = steps;
    assert.equal(pick !== undefined && "choices" in pick ? pick.choices[0]?.value : undefined, nerdctl);
  }
});

test("refuses what is no reference, keeps it after Back, and ends with Escape", async () => {
  const { steps, refusals, pull } = play([{ type: "" }, { type: "Not An Image" }, { type: "alpine:3" }, "back", "escape"]);
  assert.equal(await pull, undefined);
  assert.equal(refusals.length, 2);
  assert.deepEqual(
    steps.map((step) => ("value" in step ? step.value : step.canGoBack)),
    ["docker.io/library/alpine", true, "alpine:3"],
  );
  assert.equal(await play(["escape"]).pull, undefined);
  assert.equal(await play([{ type: "alpine" }, "escape"]).pull, undefined);
});
