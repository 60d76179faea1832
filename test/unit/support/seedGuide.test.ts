import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { parseSeed, seedSections } from "../../support/seed/guide.ts";

const root = path.join(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const names = seedSections.map(({ name }) => name);

/** The names of sections that tests are made with, by their files. */
function testedIn(): ReadonlyMap<string, readonly string[]> {
  const folder = "test/ui/seed";
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith(".test.ts"));
  return new Map(
    files.map((file) => {
      const named = read(`${folder}/${file}`).matchAll(/\bsection\(\s*"([^"]+)"/g);
      return [`${folder}/${file}`, [...named].map(([, name = ""]) => name)];
    }),
  );
}

void describe("nerdctl's guide to registries", () => {
  void test("every section has a test of its name, and every test is of a section", () => {
    assert.ok(names.length > 40);
    assert.deepEqual([...testedIn().values()].flat().toSorted(), names.toSorted());
  });

  void test("docs/SEED.md names every section with its commands and its test", () => {
    const rows = [...read("docs/SEED.md").matchAll(/^\| (.+?) \| (.+?) \| `(.+?)` \| .+ \|$/gm)].map(([, ...cells]) => cells);
    assert.deepEqual(
      rows.map(([name]) => name),
      names,
    );
    const titles = Object.values(JSON.parse(read("package.nls.json")) as Readonly<Record<string, string>>);
    const tested = testedIn();
    for (const [name = "", commands = "", file = ""] of rows) {
      assert.ok(tested.get(file)?.includes(name), `${name} in ${file}`);
      for (const command of commands.split(", ")) assert.ok(titles.includes(command), `${name}: ${command}`);
    }
  });

  void test("what it names for the syntax of hosts.toml is where the findings are explained", () => {
    const { text } = seedSections.find(({ name }) => name === "Specifying certificates") ?? { text: "" };
    const [address = "no address"] = /https:\/\/github\.com\/\S+/.exec(text) ?? [];
    assert.ok(read("docs/hosts-toml.md").includes(address), address);
  });
});

void describe("the sections of a guide", () => {
  void test("are named by their headings, and end at the next one", () => {
    const markdown = `# Title
intro
# Empty
<!-- START toc -->
- [A](#a)
<!-- END toc -->
## A
about
### B
\`\`\`
# not a heading
$ run it
\`\`\`
<details>
<summary>Another way: <code>x</code></summary>
\`\`\`console
$ run x
\`\`\`
</details>

## C
text`;
    assert.deepEqual(
      parseSeed(markdown).map(({ name, commands }) => [name, commands.join()]),
      [
        ["Title", ""],
        ["A", ""],
        ["A › B", "run it"],
        ["A › B › Another way: x", "run x"],
        ["C", ""],
      ],
    );
  });

  void test("lose no line of prose, whatever stands in it", () => {
    const line = fc.stringMatching(/^[a-z`$|*. ]{0,12}$/).filter((text) => !text.includes("```"));
    const part = fc
      .tuple(fc.stringMatching(/^[A-Z][a-z]{1,8}$/), fc.array(line))
      .map(([name, lines]) => ({ name, text: lines.join("\n").trim() }));
    fc.assert(
      fc.property(fc.uniqueArray(part, { selector: ({ name }) => name }), (parts) => {
        const sections = parseSeed(parts.map(({ name, text }) => `## ${name}\n${text}`).join("\n"));
        assert.deepEqual(
          sections.map(({ name, text }) => ({ name, text })),
          parts.filter(({ text }) => text !== ""),
        );
      }),
    );
  });
});
