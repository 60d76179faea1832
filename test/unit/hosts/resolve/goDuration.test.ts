import assert from "node:assert/strict";
import { test } from "node:test";
import { formatGoDuration, parseGoDuration } from "../../../../src/hosts/resolve/goDuration.ts";

// What Go's time.ParseDuration and Duration.String give.
const formattedDurations: readonly (readonly [text: string, formatted: string])[] = [
  ["0", "0s"],
  ["+0", "0s"],
  ["1ns", "1ns"],
  ["-1ns", "-1ns"],
  ["0.0s", "0s"],
  ["1us", "1\u00B5s"],
  ["1\u03BCs", "1\u00B5s"],
  ["1500us", "1.5ms"],
  ["100ms", "100ms"],
  ["1ms", "1ms"],
  ["1.5h", "1h30m0s"],
  ["1m30s", "1m30s"],
  [".5s", "500ms"],
  ["1.s", "1s"],
  ["-5s", "-5s"],
  ["-1.5us", "-1.5\u00B5s"],
  ["1h1h", "2h0m0s"],
  ["0000000000000000000001s", "1s"],
  ["1.0000000001s", "1s"],
  ["9223372036854775807ns", "2562047h47m16.854775807s"],
  ["-9223372036854775808ns", "-2562047h47m16.854775808s"],
];

for (const [text, formatted] of formattedDurations) {
  test(`${text} is ${formatted}`, () => {
    const result = parseGoDuration(text);
    assert.equal("nanoseconds" in result ? formatGoDuration(result.nanoseconds) : result.error, formatted);
  });
}

const refused: readonly (readonly [text: string, error: RegExp])[] = [
  ["", /invalid duration/],
  ["-", /invalid duration/],
  ["5", /missing unit/],
  ["1d", /unknown unit "d"/],
  ["1-s", /unknown unit "-s"/],
  ["9223372036854775807ns9223372036854775807ns", /invalid duration/],
  ["1 s", /unknown unit " s"/],
  ["s", /invalid duration/],
  [".s", /invalid duration/],
  ["x", /invalid duration/],
  ["1S", /unknown unit "S"/],
  ["99999999h", /invalid duration/],
  ["9223372036854775808ns", /invalid duration/],
  ["1.1.1s", /missing unit/],
];

for (const [text, error] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseGoDuration(text);
    assert.match("error" in result ? result.error : "", error);
  });
}
