import assert from "node:assert/strict";
import { test } from "node:test";
import { assertLinear } from "../../support/assertLinear.ts";
import { noteLines, wholeSentences } from "../../../src/platform/noteLines.ts";

const fill = (length: number): string => "word ".repeat(Math.ceil(length / 5)).slice(0, length);

test("a row holds one sentence; what follows stands below it", () => {
  assert.deepEqual(noteLines("The password has expired. Log in again. “az” does it, too."), [
    "The password has expired.",
    "Log in again. “az” does it, too.",
  ]);
});

test("a sentence that is longer than a line goes on in the next one, at a space", () => {
  const note = "123456809012.dkr.ecr.us-east-1.amazonaws.com accepts anybody, so the login itself could not be checked.";
  const [first, rest] = noteLines(note);
  assert.equal(`${first} ${rest}`, note);
  assert.ok(first.length > 60 && first.length <= 80, first);
  assert.equal(noteLines(fill(80).trimEnd())[1], undefined);
  assert.notEqual(noteLines(`${fill(80)}x`)[1], "");
});

test("a pause is a better place, unless it comes soon", () => {
  const ended = "The single sign-on of the profile development has ended: run “aws sso login --profile development”.";
  assert.deepEqual(noteLines(ended), [
    "The single sign-on of the profile development has ended:",
    "run “aws sso login --profile development”.",
  ]);
  assert.ok(noteLines(`Soon: ${fill(100)}`)[0].length > 60);
});

test("only the first line ends at a pause: the others are filled", () => {
  const note =
    "docker-credential-desktop is not installed, or not on the PATH that VS Code sees. Install it, or remove its name from config.json.";
  assert.deepEqual(noteLines(note), [
    "docker-credential-desktop is not installed,",
    "or not on the PATH that VS Code sees. Install it, or remove its name from config.json.",
  ]);
});

test("a word that no line can hold goes on in the next one", () => {
  assert.deepEqual(noteLines("x".repeat(100)), ["x".repeat(80), "x".repeat(20)]);
  assert.deepEqual(noteLines(`${"x".repeat(79)}😀y`), ["x".repeat(79), "😀y"]);
});

test("nothing of a note is lost, and no line is longer than a row shows", () => {
  let state = 7;
  const random = (limit: number): number => (state = (state * 48_271) % 2_147_483_647) % limit;
  const pieces = [
    "word",
    " ",
    " ",
    ". ",
    ".",
    ": ",
    ", ",
    "; ",
    "“A",
    "A",
    "😀",
    "registry.example.com/team/app:1.0-of-some-length",
    "x".repeat(90),
  ];
  for (let count = 0; count < 2000; count++) {
    const note = Array.from({ length: 1 + random(60) }, () => pieces[random(pieces.length)]).join("");
    const lines = noteLines(note);
    const told = (text: string): string => text.replaceAll(" ", "");
    assert.equal(told(lines.join("")), told(note));
    for (const [index, line] of lines.entries()) assert.ok(line.length <= (index === 0 ? 80 : 86) && line.isWellFormed(), line);
  }
});

test("a line has whole sentences alone", () => {
  assert.deepEqual(wholeSentences("One. Two."), { line: "One. Two.", isAll: true });
  assert.deepEqual(wholeSentences(`Eins. „Zwei“ ${fill(80)}`), { line: "Eins.", isAll: false });
  assert.deepEqual(wholeSentences(`One. ${fill(80)}.`), { line: `One. ${fill(80)}.`, isAll: true });
  assert.deepEqual(wholeSentences(`One. Two. ${"X".repeat(90)}`), { line: "One. Two.", isAll: false });
  assert.deepEqual(wholeSentences(`${fill(84)}xyz. One.`), { line: "", isAll: false });
  assert.deepEqual(wholeSentences(""), { line: "", isAll: true });
});

test("a long note takes no longer than its length", async () => {
  for (const piece of ["x", " ", ". A", ": "]) await assertLinear(200_000, (size) => noteLines(piece.repeat(size / piece.length)));
});
