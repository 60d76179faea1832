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
    { ...challenge('Bearer realm="https://reg.example/v2/auth",service="reg.example"'), body: "true" },
    "bearer",
    "quay",
  ],
  ["ACR", challenge('Bearer realm="https://reg.example/oauth2/token",service="reg.example"'), "bearer", "acr"],
  ["Artifactory by its realm", challenge('Basic realm="Artifactory Realm"'), "basic", "artifactory"],
  ["Artifactory by its headers", { headers: { "X-JFrog-Version": "Artifactory/7" }, body: {} }, "none", "artifactory"],
  ["zot", challenge('Basic realm="Authorization Required"'), "basic", "zot"],
  ["ECR", challenge('Basic realm="https://reg.example/",service="ecr.amazonaws.com"'), "basic", "ecr"],
];

const bad: readonly (readonly [name: string, answer: FakeResponse, code: RegistryErrorCode])[] = [
  ["a web page", { headers: { "content-type": "text/html" }, body: "<!doctype html>" }, "not-a-registry"],
  ["a web page that says nothing of itself", { body: "\n <html>" }, "not-a-registry"],
  ["a web page behind a login", { status: 401, headers: { "content-type": "text/html" }, body: "<html>" }, "not-a-registry"],
  ["a long web page", { headers: { "content-type": "text/html" }, body: `<!doctype html>${" ".repeat(1_000_000)}` }, "not-a-registry"],
  ["404", { status: 404, body: "404 page not found" }, "not-a-registry"],
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
      assert.rejects(createTestClient(new FakeTransport(() => answer)).ping(), (error) => RegistryError.is(error, code)));
  }

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
