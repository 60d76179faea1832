import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { retryAfterMs } from "../../../../src/registry/http/retry.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

const answers: readonly (readonly [headers: Readonly<Record<string, string>>, expected: number | undefined])[] = [
  [{}, undefined],
  [{ "retry-after": "3" }, 3000],
  [{ "retry-after": " 0 " }, 0],
  [{ "retry-after": "3.5" }, 3500],
  [{ "retry-after": "0.25" }, 250],
  [{ "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }, 30_000],
  [{ "retry-after": "Wed, 31 Dec 2025 23:59:30 GMT" }, 0],
  [{ "retry-after": "1767225630" }, 30_000],
  [{ "x-retry-after": "1767225630" }, 30_000],
  [{ "x-retry-after": "1767225000" }, 0],
  [{ "retry-after": "soon", "x-retry-after": "1767225630" }, 30_000],
  [{ "retry-after": "-5" }, undefined],
  [{ "retry-after": "5 seconds" }, undefined],
  [{ "retry-after": "a minute, or 2" }, undefined],
  [{ "retry-after": "" }, undefined],
];

describe("retryAfterMs", () => {
  for (const [headers, expected] of answers)
    test(JSON.stringify(headers), () => assert.equal(retryAfterMs(new ResponseHeaders(headers), now), expected));
});
