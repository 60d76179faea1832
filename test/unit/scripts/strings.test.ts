import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { bundleOf, collect, collectAll, placesOf } from "../../../scripts/lib/strings.mjs";

const root = path.join(import.meta.dirname, "../../..");
const say = 'import { say } from "../platform/say.ts";\n';
const text = 'import { text } from "../core/text.ts";\n';
const found = (source: string) => {
  const { sentences, faults } = collect(source, "f.ts");
  return [sentences.map(({ template, line }) => `${line} ${template}`), faults.length];
};

describe("the extractor", () => {
  test("finds each sentence with its line, whichever way it is written", () => {
    assert.deepEqual(found(`${say}const a: string = say("Log in to {0}.", host as string);\n`), [["2 Log in to {0}."], 0]);
    assert.deepEqual(found(`${text}const t = isOpen ? text("a") : text(\n  "b",\n);\n`), [["2 a", "2 b"], 0]);
    assert.deepEqual(found(`${text}text(isHub ? "alpine" : "team/app");\n`), [["2 alpine", "2 team/app"], 0]);
  });

  test("names a sentence that no translator would find, and places that do not fit", () => {
    const faulty = [
      "say(`Log in to ${host}.`)",
      'say("Log in to " + host)',
      "say(template)",
      'say("{0} and {2}", a, b)',
      'say("{0}")',
      'say("a", b)',
    ];
    for (const call of faulty) assert.equal(found(`${say}${call};\n`)[1], 1, call);
  });

  test("takes no function of the same name for ours", () => {
    assert.deepEqual(found('function text(value: unknown): string { return String(value); }\ntext("not a sentence");\n'), [[], 0]);
  });

  test("knows the places of a template", () => {
    assert.deepEqual(placesOf("{1} of {0}, {0}"), [0, 1]);
  });
});

describe("the sentences of the extension", () => {
  const { sentences, faults } = collectAll(root);
  const bundle = JSON.parse(bundleOf(sentences)) as Readonly<Record<string, string>>;

  test("are all literals with fitting places", () => assert.deepEqual(faults, []));

  test("are in the bundle, each once and none that nobody says", () => {
    const said = new Set(sentences.map(({ template }) => template));
    assert.ok(Object.keys(bundle).length > 400);
    for (const [key, value] of Object.entries(bundle)) assert.ok(said.has(key) && value === key, key);
    for (const template of said) assert.ok(template in bundle || !/\p{Letter}/u.test(template.replaceAll(/\{\d+\}/g, "")), template);
  });

  test("say the same in the same words", () => {
    const ends = Map.groupBy(Object.keys(bundle), (template) => template.replaceAll(/[.…]$/g, "").replaceAll(/[“”"']/g, ""));
    // What a button or a title says may also stand in a sentence of its own.
    const allowed = new Set(["Add Repository", "Try again", "{0} in {1}"]);
    assert.deepEqual(
      [...ends].filter(([key, same]) => same.length > 1 && !allowed.has(key)),
      [],
    );
  });
});
