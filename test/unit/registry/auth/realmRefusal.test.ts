import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { strictRealmPolicy } from "../../../support/strictRealmPolicy.ts";
import { verifyCredential } from "../../../../src/registry/auth/verifyCredential.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { FakeTransport } from "../support/fakeTransport.ts";
import { TestClock } from "../support/testClock.ts";
import { alice, createTestClient, endpoint } from "../support/testClient.ts";

const refused: readonly (readonly [what: string, challenge: string | readonly string[], params: object])[] = [
  [
    "a host with two ports",
    'Bearer realm="https://reg.example:5001:5001/token",service="reg.example"',
    { realm: "https://reg.example:5001:5001/token", problem: "address" },
  ],
  [
    "Harbor with no address of the web",
    'Bearer realm="ftp://harbor/service/token",service="harbor-registry"',
    { realm: "ftp://harbor/service/token", problem: "address", product: "harbor" },
  ],
  ["a page in place of an address", `Bearer realm="ftp://${"x".repeat(300)}"`, { realm: `ftp://${"x".repeat(194)}`, problem: "address" }],
  ["no address at all", 'Bearer realm="ftp://reg.example/token",service="s"', { realm: "ftp://reg.example/token", problem: "address" }],
  [
    "Gitea's own name in its network, over plain HTTP",
    'Bearer realm="http://gitea:3000/v2/token",service="container_registry",scope="*"',
    { realm: "gitea:3000", problem: "plain-http", product: "gitea" },
  ],
  [
    "Harbor's address in its network",
    'Bearer realm="https://10.0.0.7/service/token",service="harbor-registry"',
    { realm: "10.0.0.7", problem: "private-address", product: "harbor" },
  ],
  [
    "GitLab over plain HTTP",
    'Bearer realm="http://gitlab.internal/jwt/auth",service="container_registry"',
    { realm: "gitlab.internal", problem: "plain-http", product: "gitlab" },
  ],
  ["distribution's", 'Bearer realm="http://auth:5001/auth",service="r"', { realm: "auth:5001", problem: "plain-http" }],
];

describe("a token server that nobody can ask", () => {
  for (const [what, challenge, params] of refused) {
    const isExpected = (error: unknown): boolean => {
      assert.ok(RegistryError.is(error, "realm-not-trusted"), String(error));
      assert.deepEqual(error.params, { host: "reg.example", ...params });
      return true;
    };
    const answer = { status: 401, headers: { "www-authenticate": challenge } };

    test(`${what} is told before a login is asked for, at the check, and in the tree`, async () => {
      const transport = new FakeTransport(() => answer);
      const { realmRefusal } = await createTestClient(transport).ping();
      isExpected(realmRefusal);
      const options = { endpoint, transport, realmPolicy: strictRealmPolicy, clock: new TestClock(), logger: silentLogger, userAgent: "t" };
      await assert.rejects(verifyCredential(alice, options), isExpected);
      await assert.rejects(createTestClient(transport).listTags("a/b"), isExpected);
      await assert.rejects(createTestClient(transport, { credential: alice }).listTags("a/b"), isExpected);
      assert.deepEqual([...new Set(transport.authorizations())], [undefined]);
      assert.ok(transport.requests.every(({ url }) => new URL(url).host === "reg.example"));
    });
  }

  test("does not matter where the registry takes a name and password itself", async () => {
    const challenge = ['Bearer realm="http://gitea:3000/v2/token",service="container_registry"', 'Basic realm="x"'];
    const transport = new FakeTransport(() => ({ status: 401, headers: { "www-authenticate": challenge } }));
    assert.equal((await createTestClient(transport).ping()).realmRefusal, undefined);
  });

  test("is the operator's to correct where only its own network knows its name", async () => {
    const challenge = 'Bearer realm="https://harbor.internal.example/service/token",service="harbor-registry"';
    const transport = new FakeTransport(({ url }) => {
      if (new URL(url).host === "reg.example") return { status: 401, headers: { "www-authenticate": challenge } };
      throw new RegistryError("host-not-found", "no such host");
    });
    const realmPolicy = { confirm: () => Promise.resolve(true) };
    await assert.rejects(createTestClient(transport, { credential: alice, realmPolicy }).listTags("a/b"), (error) => {
      assert.ok(RegistryError.is(error), String(error));
      assert.deepEqual(
        [error.code, error.params],
        ["realm-not-trusted", { host: "reg.example", realm: "harbor.internal.example", problem: "not-found", product: "harbor" }],
      );
      return true;
    });
  });
});
