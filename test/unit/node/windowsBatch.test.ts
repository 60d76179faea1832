import assert from "node:assert/strict";
import { test } from "node:test";
import { batchCommand, isBatch } from "../../../src/node/windowsBatch.ts";

const script = String.raw`C:\Program Files (x86)\Google\Cloud SDK\bin\gcloud.cmd`;
const root = String.raw`C:\Windows`;

test("a script is run by Windows' own cmd.exe, with a line that stands for itself", () => {
  assert.deepEqual(batchCommand(script, ["config", "config-helper", "--format=json", "--quiet"], root), {
    file: String.raw`C:\Windows\System32\cmd.exe`,
    args: ["/d", "/s", "/c", `""${script}" config config-helper --format=json --quiet"`],
  });
});

for (const argument of ["a&b", "a|b", "%PATH%", "a b", 'a"b', "a^b", "a>b", "(a)", "a\nb", "!a!", "a,b", "a;b", ""])
  test(`nothing is run with an argument that cmd.exe may read otherwise: ${JSON.stringify(argument)}`, () =>
    assert.equal(batchCommand(script, ["acr", argument], root), undefined));

for (const path of [String.raw`C:\%TEMP%\az.cmd`, 'C:\\a"b\\az.cmd', String.raw`C:\a!b\az.cmd`])
  test(`nor a script in ${path}`, () => assert.equal(batchCommand(path, ["acr"], root), undefined));

test("nor by a cmd.exe whose place is not known", () => {
  assert.equal(batchCommand(script, [], undefined), undefined);
  assert.equal(batchCommand(script, [], "Windows"), undefined);
});

test("what is a script is told by its name", () => {
  assert.deepEqual(["a.cmd", "a.BAT", "a.exe", "a"].map(isBatch), [true, true, false, false]);
});
