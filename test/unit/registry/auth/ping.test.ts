import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Ping } from "../../../../src/registry/auth/ping.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport } from "../support/fakeTransport.ts";
import { createTestClient } from "../support/testClient.ts";

const challenge = (header: string | readonly string[]): FakeResponse => ({ status: 401, headers: { "www-authenticate": header } });
const v2 = { "docker-distribution-api-version": "registry/2.0" };

const good: readonly (readonly [name: string, answer: FakeResponse, auth: Ping["auth"], product: Ping["product"]])[] = [
  ["an open registry", { headers: v2, body: {} }, "none", undefined],
  ["an open registry that says nothing of itself", { body: "{}" }, "none", undefined],
  ["Basic", challenge('Basic realm="basic-realm"'), "basic", undefined],
  ["Bearer", challenge('Bearer realm="https://reg.example/token",service="fake"'), "bearer", undefined],
  ["Negotiate", challenge("Negotiate"), "unsupported", undefined],
  ["no challenge", { status: 401, headers: v2 }, "unsupported", undefined],
  ["GitLab", challenge('Bearer realm="https://gitlab.example/jwt/auth",service="container_registry"'), "bearer", "gitlab"],
  [
    "Gitea",
    challenge([
      'Bearer realm="https://reg.example/v2/token",service="container_registry",scope="*"',
      'Basic realm="x",service="container_registry"',
    ]),
    "bearer",
    "gitea",
  ],
  ["Harbor", challenge('Bearer realm="https://reg.example/service/token",service="harbor-registry"'), "bearer", "harbor"],
  [
    "Quay, which calls its answer a web page",
    {
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="https://reg.example/v2/auth",service="reg.example"', "content-type": "text/html" },
      body: "true",
    },
    "bearer",
    "quay",
  ],
  ["ACR", challenge('Bearer realm="https://reg.example/oauth2/token",service="reg.example"'), "bearer", "acr"],
  ["Artifactory by its realm", challenge('Basic realm="Artifactory Realm"'), "basic", "artifactory"],
  ["Artifactory by its headers", { headers: { "X-JFrog-Version": "Artifactory/7" }, body: {} }, "none", "artifactory"],
  ["zot", challenge('Basic realm="Authorization Required"'), "basic", "zot"],
  ["Artifactory by the id of one that is older", { headers: { "X-Artifactory-Id": "a:b" }, body: {} }, "none", "artifactory"],
  ["Artifactory by the id of its node", { headers: { "X-Artifactory-Node-Id": "n1" }, body: {} }, "none", "artifactory"],
  ["Artifactory behind Negotiate", challenge(["Negotiate", 'Basic realm="Artifactory Realm"']), "basic", "artifactory"],
  ["an open registry that calls its answer a web page", { headers: { ...v2, "content-type": "text/html" }, body: "{}" }, "none", undefined],
  ["ECR", challenge('Basic realm="https://reg.example/",service="ecr.amazonaws.com"'), "basic", "ecr"],
];

const bad: readonly (readonly [name: string, answer: FakeResponse, code: RegistryErrorCode])[] = [
  ["a web page", { headers: { "content-type": "text/html" }, body: "<!doctype html>" }, "not-a-registry"],
  ["a web page that says nothing of itself", { body: "\n <html>" }, "not-a-registry"],
  ["a web page behind a login", { status: 401, headers: { "content-type": "text/html" }, body: "<html>" }, "not-a-registry"],
  ["a long web page", { headers: { "content-type": "text/html" }, body: `<!doctype html>${" ".repeat(1_000_000)}` }, "not-a-registry"],
  ["404", { status: 404, body: "404 page not found" }, "not-a-registry"],
  ["404 of a registry", { status: 404, headers: v2 }, "not-found"],
  [
    "a web page with a challenge that asks nobody for anything",
    { headers: { "www-authenticate": "Basic realm=x" }, body: "<html>" },
    "not-a-registry",
  ],
  ["403", { status: 403 }, "denied"],
  ["429", { status: 429 }, "rate-limited"],
  ["500", { status: 500 }, "server-error"],
  ["a TLS port", { status: 400, body: "Client sent an HTTP request to an HTTPS server." }, "https-server"],
];

describe("ping", () => {
  for (const [name, answer, auth, product] of good) {
    test(name, async () => {
      const transport = new FakeTransport(() => answer);
      const ping = await createTestClient(transport).ping();
      assert.equal(ping.auth, auth);
      assert.equal(ping.product, product);
      assert.deepEqual(transport.lines, ["GET /v2/"]);
      assert.deepEqual(transport.authorizations(), [undefined]);
    });
  }

  for (const [name, answer, code] of bad) {
    test(`${name} is ${code}`, () =>
      assert.rejects(createTestClient(new FakeTransport(() => answer)).ping(), (error) => {
        assert.ok(RegistryError.is(error));
        assert.deepEqual([error.code, error.params["host"], error.status], [code, "reg.example", answer.status ?? 200]);
        return true;
      }));
  }

  /** Below another path, as a proxy may put it; and what has only one of the two signs. */
  const products = [
    ["gitlab", "/jwt/auth", "container_registry"],
    ["gitea", "/v2/token", "container_registry"],
    ["harbor", "/service/token", "harbor-registry"],
    ["quay", "/v2/auth", "reg.example"],
    ["acr", "/oauth2/token", "reg.example"],
  ] as const;
  for (const [product, path, service] of products) {
    test(`takes for ${product} what has both of its signs, and nothing else`, async () => {
      const productOf = async (realm: string, name: string): Promise<unknown> => {
        const answer = challenge(`Bearer realm="https://reg.example${realm}",service="${name}"`);
        return (await createTestClient(new FakeTransport(() => answer)).ping()).product;
      };
      assert.equal(await productOf(`/below${path}`, service), product);
      for (const [realm, name] of [
        [path, "other"],
        ["/other", service],
        [`${path}/more`, service],
      ] as const)
        assert.equal(await productOf(realm, name), undefined, `${realm} ${name}`);
    });
  }

  test("tells the server's clock", async () => {
    const answer = { headers: { ...v2, date: "Thu, 01 Jan 2026 00:00:05 GMT" }, body: {} };
    const { serverTime } = await createTestClient(new FakeTransport(() => answer)).ping();
    assert.equal(serverTime, Date.parse("2026-01-01T00:00:05Z"));
  });

  test("tells and judges the token server's address as it would be asked", async () => {
    for (const [address, realm] of [
      ["http://reg.example/token", "https://reg.example/token"],
      ["https://reg.example/token", "https://reg.example/token"],
    ] as const) {
      const ping = await createTestClient(new FakeTransport(() => challenge(`Bearer realm="${address}",service=s`))).ping();
      assert.deepEqual([ping.realm?.href, ping.isRealmTrusted], [realm, true]);
    }
  });

  test("tells where tokens come from", async () => {
    const { realm, service, apiVersion } = await createTestClient(
      new FakeTransport(() => ({ status: 401, headers: { ...v2, "www-authenticate": 'Bearer realm="/token",service=s' } })),
    ).ping();
    assert.deepEqual([realm?.href, service, apiVersion], ["https://reg.example/token", "s", "registry/2.0"]);
  });
});
