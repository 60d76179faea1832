import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, difference } from "../../../../src/hosts/syntax/edits.ts";
import { format } from "../../../../src/hosts/features/format.ts";
import { renameHostAt, renamableAt } from "../../../../src/hosts/features/rename.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { caret, mark } from "../marked.ts";

const modelFor = (text: string) => modelOf(scanDocument(text), "2.3");
/** The text after the rename, or why it is refused. */
function renamedText(text: string, offset: number, newName: string): string {
  const renamed = renameHostAt(modelFor(text), offset, newName);
  return "refused" in renamed ? renamed.refused : applyEdits(text, renamed.edits);
}
const formatted = (text: string): string => applyEdits(text, format(modelFor(text), "  "));

test("formats, and keeps comments, order, quotation marks and values of several lines", () => {
  const before = [
    "",
    "  # Hub",
    "server='https://s'   # fallback",
    "",
    "",
    "   [host.'https://m']# first",
    'ca=[ "a","b" ,] ',
    "    # between",
    "capabilities   =   [",
    '        "pull", # one',
    "",
    "",
    "    ]",
    'x = """',
    "",
    "",
    '  y"""',
    "# last",
    "",
    "",
  ].join("\n");
  const after = [
    "# Hub",
    "server = 'https://s'   # fallback",
    "",
    "[host.'https://m']# first",
    '  ca = ["a", "b"]',
    "  # between",
    "  capabilities = [",
    '        "pull", # one',
    "",
    "",
    "    ]",
    '  x = """',
    "",
    "",
    '  y"""',
    "# last",
    "",
  ].join("\n");
  assert.equal(formatted(before), after.replace("# Hub", "  # Hub"));
});

test("leaves alone what containerd cannot read", () => {
  for (const text of ["server=\n", "a=1\ra=2\n", "", " \n ", "x=2020-02-28", "x=[{y=2020-02-28 }]"])
    assert.deepEqual(format(modelFor(text), "  "), []);
});

test("keeps CRLF, and ends the last line", () => {
  assert.equal(formatted("a=1 \r\nb=2"), "a = 1\r\nb = 2\r\n");
});

const renameCases: readonly (readonly [source: string, marked: string, renamed: string])[] = [
  [
    '[host."https://|m"]\n[host."https://n"]\n[host.\'https://m\'.header]\n',
    '[host."«https://m»"]\n[host."https://n"]\n[host.\'https://m\'.header]\n',
    '[host."https://r"]\n[host."https://n"]\n[host.\'https://r\'.header]\n',
  ],
  ['[host.m|y]\nhost.my.ca = "x"\n', '[host.«my»]\nhost.my.ca = "x"\n', '[host."https://r"]\nhost.my.ca = "x"\n'],
  [
    'host."|a".ca = "x"\nhost = { a = {} }\n',
    'host."«a»".ca = "x"\nhost = { a = {} }\n',
    'host."https://r".ca = "x"\nhost = { "https://r" = {} }\n',
  ],
];

for (const [source, expected, renamed] of renameCases) {
  test(`renames the host in ${JSON.stringify(source)}`, () => {
    const { text, offset } = caret(source);
    const found = renamableAt(modelFor(text), offset);
    assert.ok(found);
    assert.equal(mark(text, [found]), expected);
    assert.equal(renamedText(text, offset, "https://r"), renamed);
  });
}

test("renames nothing else, and to no name that is taken", () => {
  const { text, offset } = caret('[host."https://|m"]\nca = "x"\n[host."https://n"]\n');
  assert.match(renamedText(text, offset, "https://n"), /already has a host https:\/\/n/);
  assert.match(renamedText(text, offset, ""), /type a URL/);
  assert.match(renamedText(text, text.indexOf("ca"), "x"), /Only the URL of a host/);
  assert.equal(renamableAt(modelFor(text), text.indexOf("ca")), undefined);
  assert.equal(renamableAt(modelFor(text), 2), undefined);
});

test("escapes a name that needs it", () => {
  const { text, offset } = caret("[host.'|m']\n");
  assert.equal(renamedText(text, offset, "it's\n"), '[host."it\'s\\u000a"]\n');
});

test("finds the one edit between two texts", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["", ""],
    ["a", ""],
    ["", "a"],
    ["abc", "axc"],
    ["aa", "aaa"],
    ["abab", "ab"],
  ];
  for (const [before, after] of cases) assert.equal(applyEdits(before, [difference(before, after)]), after);
});
