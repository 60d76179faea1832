import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type RateLimit, readRateLimit } from "../../../../src/registry/http/rateLimit.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const now = Date.parse("2026-01-01T00:00:00Z");
const inHalfAMinute = now + 30_000;
const nothing: RateLimit = { limit: undefined, remaining: 0, windowSeconds: undefined, resetsAt: undefined, source: undefined };

type Headers = Readonly<Record<string, string | readonly string[]>>;

const answers: readonly (readonly [name: string, headers: Headers, expected: Partial<RateLimit> | undefined])[] = [
  ["nothing", {}, undefined],
  ["a limit without what remains", { "ratelimit-limit": "100" }, undefined],
  [
    "Docker Hub",
    { "ratelimit-limit": "100;w=21600", "ratelimit-remaining": "20;w=21600", "docker-ratelimit-source": "192.0.2.1" },
    { limit: 100, remaining: 20, windowSeconds: 21_600, source: "192.0.2.1" },
  ],
  [
    "the drafts' separate fields",
    { "ratelimit-limit": "100, 10;w=1, 100;w=60", "ratelimit-remaining": "7", "ratelimit-reset": "30" },
    { limit: 100, remaining: 7, windowSeconds: 60, resetsAt: inHalfAMinute },
  ],
  [
    "the draft's one field",
    { ratelimit: "limit=100, remaining=7, reset=30", "ratelimit-policy": "10;w=1, 100;w=60" },
    { limit: 100, remaining: 7, windowSeconds: 60, resetsAt: inHalfAMinute },
  ],
  ["the draft's one field in another order", { ratelimit: "Reset=30,  Remaining=7" }, { remaining: 7, resetsAt: inHalfAMinute }],
  [
    "the structured field",
    { ratelimit: '"default";r=50;t=30', "ratelimit-policy": '"default";q=100;w=60' },
    { limit: 100, remaining: 50, windowSeconds: 60, resetsAt: inHalfAMinute },
  ],
  ["the structured field without a policy", { ratelimit: "default; r=50; t=30" }, { remaining: 50, resetsAt: inHalfAMinute }],
  [
    "the structured field of several policies, by the one that is nearest to its end",
    {
      ratelimit: ['"day, or so";r=900;t=3600', '"burst;r=1";pk=:YQ==:;r=2;t=30, "other";t=9'],
      "ratelimit-policy": '"day, or so";q=1000;w=86400, "burst;r=1";q=10;w=60',
    },
    { limit: 10, remaining: 2, windowSeconds: 60, resetsAt: inHalfAMinute },
  ],
  [
    "the structured field, and the older ones beside it",
    { ratelimit: '"a";r=5;t=30', "x-ratelimit-remaining": "6" },
    { remaining: 5, resetsAt: inHalfAMinute },
  ],
  ["the reset as fractions of seconds", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "29.5" }, { resetsAt: now + 29_500 }],
  ["the reset as Unix seconds", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1767225630" }, { resetsAt: inHalfAMinute }],
  ["the reset as Unix milliseconds", { "ratelimit-remaining": "0", "ratelimit-reset": "1767225630000" }, { resetsAt: inHalfAMinute }],
  ["the reset as a date", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-01-01T00:00:30Z" }, { resetsAt: inHalfAMinute }],
  ["the reset with a window", { "ratelimit-remaining": "0", "ratelimit-reset": "30;w=60" }, { resetsAt: inHalfAMinute }],
  ["a reset that is nonsense", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" }, {}],
  ["an empty field", { ratelimit: "" }, undefined],
  ["a field that says nothing of what remains", { ratelimit: '"default"', "ratelimit-policy": '"default";q=100' }, undefined],
];

describe("readRateLimit", () => {
  for (const [name, headers, expected] of answers) {
    test(name, () => {
      assert.deepEqual(readRateLimit(new ResponseHeaders(headers), now), expected && { ...nothing, ...expected });
    });
  }

  test("takes no long time over any text", () =>
    assertLinear(100_000, (size) => {
      for (const text of ['"'.repeat(size / 2), ";r=1".repeat(size / 5), ",".repeat(size), `"${"\\".repeat(size)}`])
        readRateLimit(new ResponseHeaders({ ratelimit: text, "ratelimit-policy": text, "ratelimit-limit": text }), now);
    }));
});
