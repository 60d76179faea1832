import assert from "node:assert/strict";
import { test } from "node:test";
import { newSharedNames, printSharedName } from "../../../../src/services/browse/sharedRegistries.ts";

const added = { of: (host: string) => (host === "ghcr.io" ? ["org/known"] : []) };

function namesOf(...written: readonly string[]): readonly string[] {
  return newSharedNames(written, ["known.example", "docker.io"], added).map(printSharedName);
}

test("a workspace's names are registries and repositories that the tree has not got, each once", () => {
  assert.deepEqual(namesOf("reg.example:5000", "reg.example:5000/", "known.example", "KNOWN.example"), ["reg.example:5000"]);
  assert.deepEqual(namesOf("ghcr.io/org/app", "ghcr.io/org/app:1.0", "ghcr.io/org/known"), ["ghcr.io/org/app"]);
  assert.deepEqual(namesOf("docker.io/library/alpine", "docker.io/alpine", "index.docker.io/library/alpine"), ["docker.io/library/alpine"]);
});

test("what is no name, or leaves the registry out, is passed over", () => {
  assert.deepEqual(namesOf("alpine", "team/app", "", " ", "$(id)", "reg.example/Upper", "a b"), []);
  assert.deepEqual(namesOf("https://user:secret@reg.example"), ["reg.example"]);
});

test("of very many, the first are read", () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `r${index}.example`);
  assert.equal(namesOf(...many).length, 200);
});
