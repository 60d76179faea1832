import assert from "node:assert/strict";
import { test } from "node:test";
import type { LoginFlowPorts } from "../../../../src/services/login/draft.ts";
import { playLogin } from "../../../support/sampleServer/playLogin.ts";
import { loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";
import { playFlow } from "./support/playFlow.ts";

/** Where nothing is verified, looked up or saved. */
const nothing: Partial<LoginFlowPorts> = {
  verify: () => Promise.reject(new Error("nothing to verify")),
  stored: () => Promise.reject(new Error("no stored login is wanted")),
  planSave: () => Promise.reject(new Error("nothing is saved")),
};

function play(moves: readonly Move[], viewAsNobody: LoginFlowPorts["viewAsNobody"] = () => Promise.resolve({ lists: true })) {
  return playFlow(moves, undefined, { ...nothing, viewAsNobody });
}

const row: Move = { pick: "Public registry, without a login" };
const browse = "Browse {0} without a login";

test("a public registry is chosen from the list, by its host", async () => {
  const { steps, answer } = play([row, { type: "https://quay.io/repository/" }]);
  assert.deepEqual(await answer, { kind: "anonymous", host: "quay.io", view: { lists: true } });
  assert.deepEqual(
    steps.map(({ step, totalSteps, canGoBack }) => [step, totalSteps, canGoBack]),
    [
      [1, 3, false],
      [2, 2, true],
    ],
  );
});

test("a public registry is one more Enter away from what is typed", async () => {
  const seen: string[] = [];
  const { answer } = play([{ type: "alpine:edge", as: browse }], (host) => {
    seen.push(host);
    return Promise.resolve({ lists: false });
  });
  assert.deepEqual(await answer, { kind: "anonymous", host: "docker.io", view: { lists: false } });
  assert.deepEqual(seen, ["docker.io"]);
});

test("a command with a name in it is a login", async () => {
  const { steps, answer } = play(["escape"]);
  await answer;
  const [list] = steps;
  assert.ok(list !== undefined && "choicesOf" in list);
  assert.deepEqual(
    list.choicesOf?.("docker login -u alice reg.example").map(({ label }) => label.text),
    ["Log in to {0}"],
  );
  assert.deepEqual(
    list.choicesOf?.("reg.example").map(({ label }) => label.text),
    ["Log in to {0}", browse],
  );
});

test("a registry that wants a login of everybody says so at the field", async () => {
  const { refusals, answer } = play([row, { type: "private.example" }, "escape"], () => Promise.reject(new Error("login needed")));
  assert.deepEqual(await answer, { kind: "cancelled" });
  assert.deepEqual(refusals, ["login needed"]);
});

test("chosen from the list, it says so in a step of its own, with a way back to logging in", async () => {
  const answers = [Promise.reject(new Error("login needed")), Promise.reject(new Error("still")), Promise.reject(new Error("and still"))];
  for (const each of answers) each.catch(() => {});
  const { steps, answer } = play(
    [{ type: "private.example", as: browse }, { pick: "Try again" }, "back", { pick: "Any other registry" }, "escape"],
    () => answers.shift() as Promise<never>,
  );
  assert.deepEqual(await answer, { kind: "cancelled" });
  assert.deepEqual(
    steps.map(({ problem, canGoBack }) => [problem?.message, canGoBack]),
    [
      [undefined, false],
      ["login needed", true],
      ["still", true],
      [undefined, false],
      [undefined, true],
    ],
  );
  const host = steps.at(-1);
  assert.equal(host !== undefined && "value" in host && host.value, "private.example");
});

test("public registries are browsed at their real names, without any password", async (t) => {
  const cases: readonly (readonly [host: string, samples: readonly Sample[], lists: boolean])[] = [
    ["docker.io", loadSamples("dockerhub", "v2-401", "registry-token", "catalog-401"), false],
    ["quay.io", loadSamples("quay", "v2-401", "auth"), false],
    ["ghcr.io", loadSamples("ghcr", "v2-401", "token"), false],
  ];
  for (const [host, samples, lists] of cases) {
    const { result, config, tries } = await playLogin(t, [{ type: host, as: browse }], samples);
    assert.deepEqual(result.kind === "anonymous" && [result.host, result.lists], [host, lists]);
    assert.deepEqual([config, tries], [undefined, 0]);
  }
});
