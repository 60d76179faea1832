import assert from "node:assert/strict";
import { test } from "node:test";
import { configSeverities } from "../../../../src/hosts/containerdConfig/checks/codes.ts";
import { configOffers } from "../../../../src/hosts/containerdConfig/offers.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { cases } from "./findingCases.ts";
import { inspect, placeOf } from "./inspected.ts";

for (const { name, text, findings, message, fixed, fixedCode, ...inspection } of cases) {
  test(`${inspection.version ?? "2.3"}: ${name}`, async () => {
    const inspected = await inspect(text, inspection);
    const shown = inspected.findings.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
    assert.deepEqual(shown, findings);
    const [first] = inspected.findings;
    if (message !== undefined) assert.equal(first?.message, message);
    for (const each of inspected.findings) assert.match(each.message, /^\S.*: .*[.?]$/s);
    if (fixed === undefined) return;
    const subject = fixedCode === undefined ? first : inspected.findings.find(({ code }) => code === fixedCode);
    const offered = subject === undefined ? [] : await configOffers(inspected, placeOf(inspection))(subject);
    const expected = typeof fixed === "string" ? [fixed] : fixed;
    assert.deepEqual(
      offered.map(({ edits }) => applyEdits(text, edits)),
      expected,
    );
  });
}

test("every code has an example that fires it", () => {
  const codes = new Set(cases.flatMap(({ findings }) => findings.map((each) => each.split(" ")[0])));
  assert.deepEqual(codes, new Set(Object.keys(configSeverities)));
});

test("no finding quotes a secret", async () => {
  const text =
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."r.example".auth]\nusername = "u"\npassword = "hunter2"\nauth = "aHVudGVyMg=="\n';
  for (const version of ["1.7", "2.3"] as const) {
    const { findings } = await inspect(text, { version });
    const secrets = findings.filter(({ code }) => code === "config-secret");
    const message = "Whoever can read this file has the secret: logins belong in pull secrets of Kubernetes (imagePullSecrets).";
    assert.deepEqual(
      secrets.map((each) => each.message),
      [message, message],
    );
    assert.doesNotMatch(JSON.stringify(findings), /hunter2|aHVudGVyMg/);
  }
});
