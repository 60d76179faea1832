import assert from "node:assert/strict";
import { test } from "node:test";
import type { RepositoryAction, Rights } from "../../../../src/registry/auth/probeRights.ts";
import { rightsTexts } from "../../../../src/services/login/rightsTexts.ts";

const sentences = (rights: Rights | undefined): readonly string[] =>
  rightsTexts(rights).map(({ text, args = [] }) => text.replace("{0}", args[0] ?? ""));

test("says only what the registry told", () => {
  assert.deepEqual(sentences(undefined), []);
  assert.deepEqual(sentences({}), []);
  assert.deepEqual(sentences({ list: true }), ["It can list the repositories."]);
  assert.match(sentences({ list: false })[0] ?? "", /cannot list.*Add Repository/);
});

test("names what may be done in a repository, and what may not, for every set of actions", () => {
  const all: readonly RepositoryAction[] = ["pull", "push", "delete"];
  for (let bits = 0; bits < 8; bits++) {
    const actions = all.filter((_, index) => (bits & (1 << index)) !== 0);
    const [sentence = ""] = sentences({ repository: { name: "team/app", actions } });
    const [may = "", mayNot = ""] = sentence.split(/, but |can neither/);
    assert.ok(sentence.startsWith("In team/app it can "), sentence);
    for (const action of all) assert.equal((actions.includes(action) ? may : mayNot).includes(action), true, sentence);
  }
});
