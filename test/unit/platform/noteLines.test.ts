import assert from "node:assert/strict";
import { test } from "node:test";
import { noteLines } from "../../../src/platform/noteLines.ts";

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
  assert.equal(noteLines(fill(80))[1], "");
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

test("a word that no line can hold stays whole", () => {
  assert.deepEqual(noteLines("x".repeat(100)), ["x".repeat(100), ""]);
});
