import assert from "node:assert/strict";
import { test } from "node:test";
import type { CredentialsErrorCode } from "../../../../src/credentials/credentialsError.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { probedPlan } from "../../../../src/services/login/probedPlan.ts";
import { type LoginPlan, lostStoreNotes, storeChoices } from "../../../../src/services/login/storeChoices.ts";
import { scriptedPrompter } from "../../../support/scriptedPrompter.ts";
import { plainFile } from "./support/plainFile.ts";
import { flowPorts, playFlow } from "./support/playFlow.ts";

const problemOf = (code: CredentialsErrorCode, reason = "other"): CredentialsError =>
  new CredentialsError(code, code, { params: { helper: "x", reason } });
const missing = problemOf("helper-not-found");
const locked = problemOf("helper-failed", "locked");
const withStore = (problem?: CredentialsError, others: readonly string[] = []): LoginPlan => ({
  ...plainFile,
  store: { helper: "desktop", by: "credsStore" },
  credsStore: { helper: "desktop", others, ...(problem === undefined ? {} : { problem }) },
  ...(problem === undefined ? {} : { storeProblem: problem }),
});
const mappedTo = (helper: string, plan: LoginPlan): LoginPlan => {
  const { storeProblem: _problem, ...others } = plan;
  return { ...others, store: { helper, by: "credHelpers" }, mapping: { keys: ["h"], helper } };
};

const withoutStore = { store: { withoutStore: "desktop" } };
const file = { store: "file" };
const configured = { store: "configured" };
const unmapped = { store: "configured", replaceMapping: true };

const orders: readonly (readonly [what: string, plan: LoginPlan, saves: readonly object[]])[] = [
  ["a store that works, then the file beside it", withStore(), [configured, file]],
  ["a store whose program is gone goes, or the registry is mapped past it", withStore(missing), [withoutStore, file]],
  ["a store that cannot be started goes, too", withStore(problemOf("helper-failed", "not-started")), [withoutStore, file]],
  ["a store that is locked stays, and may be asked all the same", withStore(locked), [file, configured]],
  ["a store that only hands out stays", withStore(problemOf("helper-cannot-store")), [file]],
  [
    "a helper of this registry that cannot store makes way for the store of all others",
    { ...mappedTo("ecr-login", withStore()), storeProblem: problemOf("helper-cannot-store") },
    [unmapped, file],
  ],
  [
    "but not for one that is gone",
    { ...mappedTo("ecr-login", withStore(missing)), storeProblem: problemOf("helper-cannot-store") },
    [withoutStore, file],
  ],
  ["without a store, for the file alone", { ...mappedTo("ecr-login", plainFile), storeProblem: problemOf("helper-cannot-store") }, [file]],
  ["an empty mapping stays, or the store takes over", mappedTo("", withStore()), [unmapped, configured]],
  ["an empty mapping before a store that is gone is healed first", mappedTo("", withStore(missing)), [withoutStore, configured]],
];
for (const [what, plan, saves] of orders) {
  test(`where a login may be kept: ${what}`, () => {
    const choices = storeChoices(plan);
    assert.deepEqual(
      choices.map(({ value }) => value.save),
      saves,
    );
    assert.ok(choices.every(({ value }) => !value.always));
  });
}

test("a mapping names the tools that will not find the login", () => {
  const detailOf = (plan: LoginPlan): string => storeChoices(plan).find(({ label }) => label.text.endsWith("alone"))?.detail.text ?? "";
  assert.match(detailOf(withStore()), /podman, skopeo, buildah and oras will not find it$/);
  for (const problem of [missing, locked, problemOf("helper-cannot-store")])
    assert.match(detailOf(withStore(problem)), /podman, skopeo, buildah, oras and crane will not find it$/, problem.code);
});

test("what goes with a store is named: the other registries' logins", () => {
  const notesOf = (others: readonly string[]) => lostStoreNotes(withStore(missing, others)).map(({ args }) => args);
  assert.deepEqual(notesOf([]), [["desktop"]]);
  assert.deepEqual(notesOf(["a", "b"]), [["a, b"]]);
  assert.deepEqual(notesOf(["a", "b", "c", "d", "e"]), [["a, b, c", "2"]]);
  assert.deepEqual(lostStoreNotes(withStore(locked, ["a"])), []);
});

test("a keychain that does not answer is the last choice, and why is said", async () => {
  const nativeStore = { helper: "secretservice", isDockersChoice: true };
  const ports = { planSave: () => Promise.resolve({ ...plainFile, nativeStore }), keepsInFile: () => false };
  const asked: string[] = [];
  const { steps, answer } = playFlow([{ type: "u" }, { type: "p" }, { pick: "In config.json" }], "h", {
    ...ports,
    probeHelper: (helper) => {
      asked.push(helper);
      return Promise.resolve(locked);
    },
  });
  assert.equal((await answer).kind, "answered");
  const last = steps.at(-1);
  assert.ok(last !== undefined && "choices" in last);
  assert.equal(last.problem, locked);
  assert.deepEqual(
    last.choices.map(({ label }) => label.text),
    ["In config.json", "In config.json, and do not ask again", "In the keychain, with docker-credential-{0}"],
  );
  assert.deepEqual(asked, ["secretservice"]);
});

test("only the helper that would be offered first is asked, and none that is known not to store", async () => {
  const cases: readonly (readonly [LoginPlan, readonly string[]])[] = [
    [plainFile, []],
    [withStore(), ["desktop"]],
    [withStore(missing), []],
    [{ ...mappedTo("ecr-login", withStore()), storeProblem: problemOf("helper-cannot-store") }, ["desktop"]],
    [mappedTo("lab", withStore()), ["lab"]],
  ];
  for (const [plan, expected] of cases) {
    const asked: string[] = [];
    const ports = flowPorts(scriptedPrompter([]).prompter, {
      probeHelper: (helper) => {
        asked.push(helper);
        return Promise.resolve(undefined);
      },
    });
    assert.deepEqual([await probedPlan(plan, ports), asked], [plan, expected]);
  }
});

test("a login whose store was decided asks no helper", async () => {
  const { answer } = playFlow([{ type: "u" }, { type: "p" }], "h", { probeHelper: () => Promise.reject(new Error("it was asked")) });
  assert.equal((await answer).kind, "answered");
});
