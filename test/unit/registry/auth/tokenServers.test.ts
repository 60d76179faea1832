import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { Credential } from "../../../../src/core/credential.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { alice, aliceBasic, createTestClient } from "../support/testClient.ts";

const tags = { body: { name: "a/b", tags: ["1"] } };

/** A registry whose challenge names `realm`, and what is asked at `server`, its token server. */
function registry(realm: string, server: string, token: (request: SeenRequest) => FakeResponse): FakeTransport {
  return new FakeTransport((request) => {
    if (request.url.startsWith(server)) return token(request);
    if (request.headers["authorization"] === "Bearer t") return tags;
    return { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}",service="reg"` } };
  });
}

const list = (transport: FakeTransport, credential: Credential = alice): Promise<unknown> =>
  createTestClient(transport, { credential }).listTags("a/b");

async function failure(promise: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await promise.then(
    () => assert.fail("it did not fail"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RegistryError, inspect(error));
  return error;
}

describe("a realm in plain HTTP on a registry in HTTPS", () => {
  test("of the same host is asked over HTTPS", async () => {
    const transport = registry("http://reg.example/service/token", "https://reg.example/service/token", () => ({ body: { token: "t" } }));
    await list(transport);
    assert.ok(transport.requests.every(({ url }) => url.startsWith("https://reg.example/")));
  });

  test("is asked at the registry's port where it names none", async () => {
    const endpoint = { host: "reg.example:8443", baseUrl: new URL("https://reg.example:8443/v2") };
    const transport = registry("http://reg.example/token", "https://reg.example:8443/token", () => ({ body: { token: "t" } }));
    await createTestClient(transport, { endpoint, credential: alice }).listTags("a/b");
  });

  test("where nothing answers in HTTPS, is the operator's fault", async () => {
    const down = new FakeTransport(({ url }) => {
      if (url.startsWith("https://reg.example:5000/")) throw new RegistryError("connection-refused", "down", { params: { host: "x" } });
      return { status: 401, headers: { "www-authenticate": 'Bearer realm="http://reg.example:5000/token"' } };
    });
    for (const client of [createTestClient(down, { credential: alice }), createTestClient(down)]) {
      const error = await failure(client.listTags("a/b"));
      assert.equal(error.code, "realm-not-trusted");
      assert.deepEqual(error.params, { host: "reg.example", realm: "reg.example:5000", problem: "plain-http" });
    }
  });

  test("of another host is refused, and is the operator's fault, too", async () => {
    const transport = registry("http://auth.reg.example/token", "http://auth.reg.example/", () => ({ body: { token: "t" } }));
    const { code, params } = await failure(list(transport));
    assert.deepEqual([code, params["problem"]], ["realm-not-trusted", "plain-http"]);
    assert.ok(transport.requests.every(({ url }) => url.startsWith("https://reg.example/")));
  });

  const problems: readonly (readonly [realm: string, problem: string])[] = [
    ["https://10.0.0.1/token", "private-address"],
    ["https://alice@reg.example/token", "address"],
    ["https://login.other.example/token", "not-allowed"],
  ];
  for (const [realm, problem] of problems) {
    test(`${realm} is refused for another reason: ${problem}`, async () => {
      const { params } = await failure(list(registry(realm, realm, () => tags)));
      assert.equal(params["problem"], problem);
    });
  }
});

describe("a token server's answer is blamed on the token server", () => {
  const answers: readonly (readonly [status: number, code: RegistryErrorCode])[] = [
    [403, "denied"],
    [404, "not-found"],
    [405, "unsupported"],
    [400, "request-rejected"],
    [500, "server-error"],
  ];
  for (const [status, code] of answers) {
    test(`${status}, also when the catalog is asked for`, async () => {
      const realm = "https://auth.reg.example/token";
      const transport = registry(realm, realm, () => ({ status }));
      const client = createTestClient(transport, { credential: alice, limits: { retries: 0 } });
      const error = await failure(client.listRepositories());
      assert.equal(error.code, code);
      assert.equal(error.params["host"], "reg.example");
      assert.equal(error.params["realm"], "auth.reg.example");
      assert.equal(error.params["list"], undefined);
    });
  }
});

describe("a token server that takes POST only", () => {
  const realm = "https://auth.reg.example/o/token/";
  const postOnly =
    (refusal: FakeResponse) =>
    ({ method }: SeenRequest): FakeResponse =>
      method === "POST" ? { body: { access_token: "t" } } : refusal;
  const refusals: readonly FakeResponse[] = [
    { status: 405 },
    { status: 501 },
    { status: 400, body: { error: "unsupported_grant_type" } },
    { status: 400, body: { error: "invalid_request", error_description: "grant_type is missing" } },
  ];
  for (const refusal of refusals) {
    test(`gets the password by POST after ${JSON.stringify(refusal)}`, async () => {
      const transport = registry(realm, realm, postOnly(refusal));
      await list(transport);
      const post = transport.requests.find(({ method }) => method === "POST");
      assert.equal(post?.url, realm);
      assert.equal(post.headers["authorization"], undefined);
      assert.deepEqual(Object.fromEntries(new URLSearchParams(post.body)), {
        grant_type: "password",
        username: "alice",
        password: "open sesame",
        client_id: "container-registries",
        service: "reg",
        scope: "repository:a/b:pull",
      });
    });
  }

  test("is asked by POST from then on", async () => {
    const transport = registry(realm, realm, postOnly({ status: 405 }));
    const client = createTestClient(transport, { credential: alice });
    await client.listTags("a/b");
    await client.listTags("c");
    const methods = transport.requests.filter(({ url }) => url.startsWith(realm)).map(({ method }) => method);
    assert.deepEqual(methods, ["GET", "POST", "POST"]);
  });

  const finals: readonly (readonly [refusal: FakeResponse, code: RegistryErrorCode])[] = [
    [{ status: 401 }, "unauthorized"],
    [{ status: 403 }, "denied"],
    [{ status: 404 }, "not-found"],
    [{ status: 400, body: { error: "invalid_grant" } }, "unauthorized"],
    [{ status: 400, body: { error: "invalid_scope" } }, "request-rejected"],
    [{ status: 400, body: { errors: [{ code: "INVALID_REQUEST" }] } }, "request-rejected"],
  ];
  for (const [refusal, code] of finals) {
    test(`does not get it once more after ${JSON.stringify(refusal)}`, async () => {
      const transport = registry(realm, realm, postOnly(refusal));
      assert.equal((await failure(list(transport))).code, code);
      assert.ok(transport.requests.every(({ method }) => method === "GET"));
    });
  }

  test("a POST that is not there leaves the answer to GET", async () => {
    const transport = registry(realm, realm, ({ method }) => ({ status: method === "POST" ? 404 : 405 }));
    assert.equal((await failure(list(transport))).code, "unsupported");
  });

  test("an answer that echoes the password does not show it", async () => {
    const transport = registry(realm, realm, ({ method, body }) =>
      method === "POST" ? { status: 401, body: { error: `open sesame and ${body}` } } : { status: 405 },
    );
    assert.doesNotMatch(inspect(await failure(list(transport)), { depth: 20 }), /open.{1,3}sesame/);
  });

  test("a redirect does not take the form along", async () => {
    const transport = registry(realm, realm, ({ method }) =>
      method === "POST" ? { status: 307, headers: { location: "https://evil.test/" } } : { status: 405 },
    );
    await failure(list(transport));
    assert.ok(transport.requests.every(({ url }) => !url.startsWith("https://evil.test")));
  });

  test("nobody has nothing to post", async () => {
    const transport = registry(realm, realm, postOnly({ status: 405 }));
    const anonymous = createTestClient(transport, { credentials: { lookup: () => Promise.resolve(undefined) } });
    assert.equal((await failure(anonymous.listTags("a/b"))).code, "unsupported");
    assert.ok(transport.requests.every(({ method }) => method === "GET"));
  });

  test("an identity token is not sent twice by POST", async () => {
    const transport = registry(realm, realm, () => ({ status: 405 }));
    await failure(list(transport, { kind: "identityToken", username: "alice", token: new Secret("r") }));
    assert.equal(transport.requests.filter(({ method }) => method === "POST").length, 1);
    assert.ok(!transport.authorizations().includes(aliceBasic));
  });
});
