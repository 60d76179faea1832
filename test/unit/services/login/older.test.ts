import assert from "node:assert/strict";
import { test } from "node:test";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import type { OlderEntry } from "../../../../src/credentials/credentialStore.ts";
import type { LoginPlan } from "../../../../src/services/login/storeChoices.ts";
import { plainFile } from "./support/plainFile.ts";
import { playFlow } from "./support/playFlow.ts";

const spelling: OlderEntry = { path: "/config.json", key: "https://h/v1/", kind: "spelling" };
const part: OlderEntry = { path: "/config.json", key: "h/team", kind: "part" };
const podman: OlderEntry = { path: "/run/auth.json", key: "h", kind: "podman" };
const planSave = (): Promise<LoginPlan> => Promise.resolve({ ...plainFile, older: [spelling, part, podman] });

test("older logins are shown one by one, and only other spellings of the registry are checked", async () => {
  const { steps, answer } = playFlow([{ type: "u" }, { type: "p" }, { pickMany: ["https://h/v1/", "h/team"] }], "h", { planSave });
  const answered = await answer;
  assert.deepEqual(answered.kind === "answered" && answered.remove, [spelling, part]);
  const last = steps.at(-1);
  assert.ok(last !== undefined && "chosen" in last);
  assert.deepEqual([last.chosen, last.mayBeNone], [[spelling], true]);
  assert.deepEqual(
    last.choices.map(({ label, description }) => [label.args?.[0], description?.args?.[0]]),
    [
      ["https://h/v1/", "/config.json"],
      ["h/team", "/config.json"],
      ["h", "/run/auth.json"],
    ],
  );
});

test("none may go, and cancelling writes nothing", async () => {
  const none = await playFlow([{ type: "u" }, { type: "p" }, { pickMany: [] }], "h", { planSave }).answer;
  assert.deepEqual(none.kind === "answered" && none.remove, []);
  assert.deepEqual(await playFlow([{ type: "u" }, { type: "p" }, "escape"], "h", { planSave }).answer, { kind: "cancelled" });
});

const left: OlderEntry = { path: "docker-credential-lab", key: "https://h", kind: "store" };
const withStore: LoginPlan = {
  ...plainFile,
  store: { helper: "lab", by: "credsStore" },
  credsStore: { helper: "lab", others: [] },
};

test("what the store has of the registry is shown where the login goes past it, and not where it goes there", async () => {
  const ports = { planSave: () => Promise.resolve(withStore), loginsInStore: () => Promise.resolve([left]) };
  const typed = [{ type: "u" }, { type: "p" }] as const;
  const past = playFlow([...typed, { pick: "In config.json, for this registry alone" }, { pickMany: ["https://h"] }], "h", ports);
  const answered = await past.answer;
  assert.deepEqual(answered.kind === "answered" && answered.remove, [left]);
  const last = past.steps.at(-1);
  assert.ok(last !== undefined && "chosen" in last);
  assert.deepEqual(last.chosen, [left]);
  const into = await playFlow([...typed, { pick: "With docker-credential-{0}" }], "h", ports).answer;
  assert.deepEqual(into.kind === "answered" && into.remove, []);
  const none = playFlow([...typed, { pick: "In config.json, for this registry alone" }], "h", { planSave: ports.planSave });
  assert.equal((await none.answer).kind, "answered");
});

test("a store that did not answer is not asked again for what it keeps, and one that takes its time may be left", async () => {
  const asked: string[] = [];
  const loginsInStore = (host: string): Promise<readonly OlderEntry[]> => {
    asked.push(host);
    return Promise.reject(new DOMException("left", "AbortError"));
  };
  const moves = [{ type: "u" }, { type: "p" }, { pick: "In config.json, for this registry alone" }] as const;
  const planStore = (): Promise<LoginPlan> => Promise.resolve(withStore);
  const problem = new CredentialsError("helper-timed-out", "it hangs", { params: { helper: "lab" } });
  const silent = playFlow(moves, "h", { planSave: planStore, loginsInStore, probeHelper: () => Promise.resolve(problem) });
  assert.equal((await silent.answer).kind, "answered");
  assert.deepEqual(asked, []);
  assert.equal((await playFlow(moves, "h", { planSave: planStore, loginsInStore }).answer).kind, "answered");
  assert.deepEqual(asked, ["h"]);
});
