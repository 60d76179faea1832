import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { HttpClient } from "../../../../src/registry/http/httpClient.ts";
import { defaultLimits } from "../../../../src/registry/limits.ts";
import { type TokenRequest, TokenSource } from "../../../../src/registry/auth/tokenSource.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { FakeTransport } from "../support/fakeTransport.ts";
import { endpoint } from "../support/testClient.ts";
import { TestClock } from "../support/testClock.ts";

const alice = { kind: "basic", username: "alice", password: new Secret("open sesame") } as const;
const request: TokenRequest = {
  realm: new URL("https://auth.reg.example/token"),
  service: "reg",
  scopes: ["repository:a:pull", "repository:b:pull"],
  credential: alice,
};

/** What is asked for after `request`, and whether the first token serves. */
const cases: readonly (readonly [name: string, change: Partial<TokenRequest>, isSame: boolean])[] = [
  ["the same", {}, true],
  ["the same scopes in another order", { scopes: request.scopes.toReversed() }, true],
  ["one scope less", { scopes: request.scopes.slice(1) }, false],
  ["another scope", { scopes: ["repository:a:pull", "repository:c:pull"] }, false],
  ["no scope", { scopes: [] }, false],
  ["another service", { service: "other" }, false],
  ["no service", { service: undefined }, false],
  ["another realm", { realm: new URL("https://auth.reg.example/other") }, false],
  ["nobody", { credential: undefined }, false],
  ["another account", { credential: { ...alice, username: "bob" } }, false],
];

describe("a token serves", () => {
  for (const [name, change, isSame] of cases) {
    test(`${name}: ${isSame ? "again" : "not"}`, async () => {
      const transport = new FakeTransport(() => ({ body: { token: `t-${transport.requests.length}` } }));
      const clock = new TestClock();
      const http = new HttpClient({ endpoint, transport, clock, logger: silentLogger, userAgent: "test/1", limits: defaultLimits });
      const tokens = new TokenSource(http, clock);
      const first = await tokens.get(request, undefined, undefined);
      const second = await tokens.get({ ...request, ...change }, undefined, undefined);
      assert.equal(first.fresh, true);
      assert.equal(second.fresh, !isSame);
      assert.equal(transport.requests.length, isSame ? 1 : 2);
    });
  }

  test("scopes are sent in the order that is wanted: some servers read only the first", async () => {
    const transport = new FakeTransport(() => ({ body: { token: "t" } }));
    const clock = new TestClock();
    const http = new HttpClient({ endpoint, transport, clock, logger: silentLogger, userAgent: "test/1", limits: defaultLimits });
    await new TokenSource(http, clock).get({ ...request, scopes: request.scopes.toReversed() }, undefined, undefined);
    assert.deepEqual(new URL(transport.requests[0]?.url ?? "").searchParams.getAll("scope"), request.scopes.toReversed());
  });
});
