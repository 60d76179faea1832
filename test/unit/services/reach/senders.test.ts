import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const source = path.resolve(import.meta.dirname, "../../../../src");

/** The files of providers and services that match. */
function filesWith(pattern: RegExp): readonly string[] {
  const files = globSync(["providers/**/*.ts", "services/**/*.ts"], { cwd: source });
  return files.filter((file) => pattern.test(readFileSync(path.join(source, file), "utf8"))).toSorted();
}

test("what sends by itself is known: all else goes through the judgement of the address", () => {
  const clients = /^(?:import \{(?! type)|.*import\().*\/http\/(?:apiRequest|httpClient|undiciTransport|providerApi)\.ts"/m;
  assert.deepEqual(filesWith(clients), ["services/reach/apiAccess.ts", "services/reach/openSession.ts"]);
  assert.deepEqual(filesWith(/globalThis\.fetch|(?<![.#\w])fetch\(|node:https?"/), []);
});

test("what a cloud has signed is sent from where the address is bound: Amazon's own domains, and Google's token server", () => {
  assert.deepEqual(filesWith(/[^.\w]sendSigned\(|\.sendSigned\(/), [
    "providers/ecr/caBundle.ts",
    "providers/ecr/sdk.ts",
    "providers/shared/google/defaultCredentials.ts",
    "services/reach/openSession.ts",
  ]);
  assert.match(readFileSync(path.join(source, "providers/ecr/sdk.ts"), "utf8"), /!amazonsOwn\.test\(url\.hostname\)\) throw/);
});
