import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { newDraft } from "../../../../src/services/login/draft.ts";
import { verifyObtained } from "../../../../src/services/login/obtainAndVerify.ts";
import { scriptedPrompter } from "../../../support/scriptedPrompter.ts";
import { flowPorts } from "./support/playFlow.ts";

test("a login ends with its secret; that of a helper, which renews its secrets, does not", async () => {
  const credential = { kind: "basic", username: "AWS", password: new Secret("s3cret") } as const;
  const expiresAt = new Date("2030-01-01T00:00:00Z");
  const ports = flowPorts(scriptedPrompter([]).prompter, {
    verify: () => Promise.resolve({ kind: "verified", notes: [], expiresAt }),
    askHelper: () => Promise.resolve(credential),
  });
  for (const [obtained, end] of [
    [{ kind: "credential", credential }, expiresAt],
    [{ kind: "helper", helper: "ecr-login", hosts: ["h"] }, undefined],
  ] as const) {
    const draft = await newDraft();
    draft.site = { host: "h" };
    await verifyObtained(obtained, draft, ports, AbortSignal.timeout(1000));
    assert.deepEqual(draft.check?.expiresAt, end);
  }
});
