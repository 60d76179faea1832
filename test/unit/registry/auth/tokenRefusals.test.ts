import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { Credential } from "../../../../src/core/credential.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { alice, aliceBasic, createTestClient, type TestClientOptions } from "../support/testClient.ts";
import { TestClock } from "../support/testClock.ts";

const realm = "https://auth.reg.example/token";
const tags = { body: { name: "a/b", tags: ["1"] } };

/** A client of a registry whose token server answers so, and what that was asked. */
function asked(
  token: (request: SeenRequest) => FakeResponse,
  challenge = `realm="${realm}",service="reg"`,
  options: TestClientOptions = {},
) {
  const transport = new FakeTransport((request) => {
    if (new URL(request.url).pathname.endsWith("/token")) return token(request);
    if (request.headers["authorization"] === "Bearer t") return tags;
    return { status: 401, headers: { "www-authenticate": `Bearer ${challenge}` } };
  });
  const client = createTestClient(transport, { credential: alice, limits: { retries: 0 }, ...options });
  const requests = () => transport.requests.filter(({ url }) => new URL(url).pathname.endsWith("/token"));
  return { client, requests };
}

async function failure(promise: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await promise.then(
    () => assert.fail("it did not fail"),
    (thrown: unknown) => thrown,
  );
  assert.ok(RegistryError.is(error), inspect(error));
  return error;
}

describe("a token server that does not answer", () => {
  const notFound = (): never => {
    throw new RegistryError("host-not-found", "no such host", { params: { host: "x" } });
  };

  test("is no operator's fault where it is the registry itself, or well known: the network is down", async () => {
    const own = asked(notFound, 'realm="https://reg.example/token"');
    assert.equal((await failure(own.client.listTags("a/b"))).code, "host-not-found");
    const endpoint = { host: "docker.io", baseUrl: new URL("https://registry-1.docker.io/v2") };
    const known = asked(notFound, 'realm="https://auth.docker.io/token"', { endpoint });
    assert.equal((await failure(known.client.listTags("a/b"))).code, "host-not-found");
  });

  test("over HTTPS, though it is named over HTTP, is told with the software and the cause", async () => {
    const { client } = asked(notFound, 'realm="http://reg.example/v2/token",service="container_registry"');
    const { params, cause } = await failure(client.listTags("a/b"));
    assert.deepEqual(params, { host: "reg.example", realm: "reg.example", problem: "plain-http", product: "gitea" });
    assert.ok(RegistryError.is(cause, "host-not-found"));
  });

  test("before the request is given up is not what ended it", async () => {
    const controller = new AbortController();
    const end = (): never => {
      controller.abort();
      throw controller.signal.reason as Error;
    };
    const { client } = asked(end, 'realm="http://reg.example/token"');
    await assert.rejects(client.listTags("a/b", { signal: controller.signal }), { name: "AbortError" });
  });
});

describe("a token server's refusal", () => {
  const refused: readonly (readonly [answer: FakeResponse, code: string])[] = [
    [{ status: 401, body: { error: "invalid_request" } }, "unauthorized"],
    [{ status: 403, body: { error: "invalid_grant" } }, "denied"],
    [{ status: 401, body: { errors: [{ code: "DENIED", message: "no" }] } }, "denied"],
  ];
  for (const [answer, code] of refused) {
    test(`${JSON.stringify(answer)} is ${code}, and the password goes there once`, async () => {
      const { client, requests } = asked(() => answer);
      for (let count = 0; count < 2; count++) assert.equal((await failure(client.listTags("a/b"))).code, code);
      assert.equal(requests().length, 1);
    });
  }

  test("of nobody is never about rights", async () => {
    const denied = { status: 401, body: { errors: [{ code: "DENIED", message: "no" }] } };
    const { client } = asked(() => denied, undefined, { credentials: { lookup: () => Promise.resolve(undefined) } });
    assert.equal((await failure(client.listTags("a/b"))).code, "unauthorized");
  });

  test("names the software of the registry", async () => {
    const { client } = asked(() => ({ status: 401 }), 'realm="https://reg.example/service/token",service="harbor-registry"');
    assert.equal((await failure(client.listTags("a/b"))).params["product"], "harbor");
  });

  test("does not show what it repeats of the request", async () => {
    const { client } = asked(({ headers }) => ({ status: 401, body: { details: `got ${headers["authorization"]}` } }));
    const shown = inspect((await failure(client.listTags("a/b"))).details.map(({ message }) => message.openForSurface()));
    assert.ok(shown.includes("got ") && !shown.includes(aliceBasic.slice("Basic ".length)), shown);
  });

  test("that is no refusal of the account is asked for again", async () => {
    const state: { answer: FakeResponse } = { answer: { status: 500 } };
    const { client } = asked(() => state.answer, undefined, { clock: new TestClock() });
    assert.equal((await failure(client.listTags("a/b"))).code, "server-error");
    state.answer = { body: { token: "t" } };
    assert.deepEqual((await client.listTags("a/b")).items, ["1"]);
  });
});

describe("what a token server is asked", () => {
  const robot: Credential = { kind: "identityToken", username: "", token: new Secret("r") };
  const challenge = `realm="${realm}",scope="one two"`;

  test("names no service where the challenge names none, and all its scopes", async () => {
    const { client, requests } = asked(() => ({ body: { access_token: "t" } }), challenge, { credential: robot });
    await client.listTags("a/b");
    assert.deepEqual(Object.fromEntries(new URLSearchParams(requests()[0]?.body)), {
      grant_type: "refresh_token",
      refresh_token: "r",
      client_id: "container-registries",
      scope: "one two",
    });
  });

  test("names no account where a token has none", async () => {
    const answer = ({ method }: SeenRequest) => (method === "POST" ? { status: 404 } : { body: { token: "t" } });
    const { client, requests } = asked(answer, `realm="${realm}"`, { credential: robot });
    await client.listTags("a/b");
    assert.equal(requests().at(-1)?.url, `${realm}?scope=repository%3Aa%2Fb%3Apull`);
  });

  test("gives the other name of the token where the first is empty", async () => {
    const { client } = asked(() => ({ body: { token: "", access_token: "t" } }));
    assert.deepEqual((await client.listTags("a/b")).items, ["1"]);
  });
});
