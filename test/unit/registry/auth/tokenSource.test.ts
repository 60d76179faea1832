import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { HttpClient } from "../../../../src/registry/http/httpClient.ts";
import { defaultLimits } from "../../../../src/registry/limits.ts";
import { type JudgedRealm, requireTrustedRealm } from "../../../../src/registry/auth/realmPolicy.ts";
import type { TokenRequest } from "../../../../src/registry/auth/tokenRequest.ts";
import { TokenSource } from "../../../../src/registry/auth/tokenSource.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { FakeTransport } from "../support/fakeTransport.ts";
import { endpoint } from "../support/testClient.ts";
import { TestClock } from "../support/testClock.ts";

const alice = { kind: "basic", username: "alice", password: new Secret("open sesame") } as const;
const never = (): Promise<boolean> => Promise.resolve(false);
const judged = (url: string): Promise<JudgedRealm> => requireTrustedRealm(endpoint, new URL(url), never);
const request = {
  realm: await judged("https://auth.reg.example/token"),
  service: "reg",
  scopes: ["repository:a:pull", "repository:b:pull"],
  credential: alice,
} satisfies TokenRequest;

/** What is asked for after `request`, and whether the first token serves. */
const cases: readonly (readonly [name: string, second: TokenRequest, isSame: boolean])[] = [
  ["the same", request, true],
  ["the same scopes in another order", { ...request, scopes: request.scopes.toReversed() }, true],
  ["one scope less", { ...request, scopes: request.scopes.slice(1) }, false],
  ["another scope", { ...request, scopes: ["repository:a:pull", "repository:c:pull"] }, false],
  ["no scope", { ...request, scopes: [] }, false],
  ["another service", { ...request, service: "other" }, false],
  ["no service", { ...request, service: undefined }, false],
  ["another realm", { ...request, realm: await judged("https://auth.reg.example/other") }, false],
  ["nobody", { ...request, credential: undefined }, false],
  ["another account", { ...request, credential: { ...alice, username: "bob" } }, false],
];

describe("a token serves", () => {
  for (const [name, next, isSame] of cases) {
    test(`${name}: ${isSame ? "again" : "not"}`, async () => {
      const transport = new FakeTransport(() => ({ body: { token: `t-${transport.requests.length}` } }));
      const clock = new TestClock();
      const http = new HttpClient({ endpoint, transport, clock, logger: silentLogger, userAgent: "test/1", limits: defaultLimits });
      const tokens = new TokenSource(http, clock);
      const first = await tokens.get(request, undefined, undefined);
      const second = await tokens.get(next, undefined, undefined);
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

  test("a realm that was judged for another registry gets no credential of this one", async () => {
    const transport = new FakeTransport(() => ({ body: { token: "t" } }));
    const clock = new TestClock();
    const other = { host: "other.example", baseUrl: new URL("https://other.example/v2") };
    const http = new HttpClient({ endpoint: other, transport, clock, logger: silentLogger, userAgent: "test/1", limits: defaultLimits });
    await assert.rejects(new TokenSource(http, clock).get(request, undefined, undefined), /judged for reg\.example/);
    assert.equal(transport.requests.length, 0);
  });
});
