import assert from "node:assert/strict";
import { test } from "node:test";
import { askForRepository } from "../../../../src/services/browse/askForRepository.ts";
import { seedDemo } from "../../../support/registry/seed/seedDemo.ts";
import { startRegistry } from "../../../support/registry/startRegistry.ts";
import { type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";
import { registrySessions } from "../../../support/registrySessions.ts";

test("the registry has to know the repository before it is added", async () => {
  const registry = await startRegistry({ catalog: false });
  seedDemo(registry);
  const sessions = registrySessions(registry);
  const ask = (moves: readonly Move[]) => {
    const script = scriptedPrompter(moves);
    return { ...script, answer: askForRepository(registry.host, script.prompter, sessions) };
  };
  try {
    const { refusals, answer } = ask([{ type: "" }, { type: "Not A Name" }, { type: "no/such" }, { type: "demo/hello" }]);
    assert.deepEqual(await answer, { kind: "next", value: "demo/hello" });
    assert.equal(refusals.length, 3);
    for (const typed of [` ${registry.host}/demo/hello:1.0.0 `, `https://${registry.host}/demo/hello`, "demo/hello:latest"]) {
      assert.deepEqual(await ask([{ type: typed }]).answer, { kind: "next", value: "demo/hello" }, typed);
    }
  } finally {
    sessions.dispose();
    await registry.close();
  }
});
