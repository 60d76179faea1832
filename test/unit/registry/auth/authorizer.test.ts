import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { Secret } from "../../../../src/core/secret.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { alice, aliceBasic, createAliceClient, createTestClient, endpoint } from "../support/testClient.ts";
import { TestClock } from "../support/testClock.ts";

const realm = "https://reg.example/token";
const list = { body: { repositories: ["a"], name: "a/b", tags: ["1"] } };
const bearer: FakeResponse = { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}"` } };
const basic: FakeResponse = { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
const registryToken: Credential = { kind: "registryToken", token: new Secret("mine") };

/** A registry in whose challenges a token server is named; `takes` says for which scopes a token is good for which path. */
function tokenRegistry(
  takes: (scopes: readonly string[], path: string) => boolean,
  refusal?: (scopes: readonly string[]) => FakeResponse | undefined,
) {
  return new FakeTransport(({ url, headers }: SeenRequest) => {
    const { pathname, searchParams } = new URL(url);
    const scopes = searchParams.getAll("scope");
    if (pathname === "/token") return refusal?.(scopes) ?? { body: { token: `t-${scopes.join("+")}`, expires_in: 300 } };
    const token = headers["authorization"]?.replace("Bearer t-", "");
    return token !== undefined && takes(token.split("+"), pathname) ? list : bearer;
  });
}

const scopesAsked = (transport: FakeTransport): readonly (readonly string[])[] =>
  transport.requests.filter(({ url }) => url.startsWith(realm)).map(({ url }) => new URL(url).searchParams.getAll("scope"));

describe("a registry token", () => {
  test("that is refused is neither sent again nor given to a token server", async () => {
    const transport = new FakeTransport(() => bearer);
    await assert.rejects(createTestClient(transport, { credential: registryToken }).listTags("a/b"), (error) =>
      RegistryError.is(error, "unauthorized"),
    );
    assert.deepEqual(transport.lines, ["GET /v2/", "GET /v2/a/b/tags/list?n=1000"]);
    assert.deepEqual(transport.authorizations(), [undefined, "Bearer mine"]);
  });

  test("answers a challenge where the base asked for nothing", async () => {
    const transport = new FakeTransport(({ url, headers }) =>
      url.endsWith("/v2/")
        ? { status: 302, headers: { location: "https://evil.test/" } }
        : headers["authorization"] === "Bearer mine"
          ? list
          : bearer,
    );
    const client = createTestClient(transport, { credential: registryToken });
    assert.deepEqual((await client.listTags("a/b")).items, ["1"]);
    const before = transport.requests.length;
    assert.deepEqual((await client.listTags("c")).items, ["1"]);
    assert.deepEqual(transport.authorizations().slice(before), ["Bearer mine"]);
  });
});

describe("a password that Basic carries", () => {
  test("and that one repository refuses still goes to another one, and to the first after half a minute", async () => {
    const clock = new TestClock();
    const transport = new FakeTransport(({ url, headers }) =>
      headers["authorization"] === aliceBasic && !url.includes("/v2/a/b/") ? list : basic,
    );
    const client = createAliceClient(transport, { clock });
    const sent = (): number => transport.authorizations().filter((header) => header === aliceBasic).length;
    await assert.rejects(client.listTags("a/b"));
    await assert.rejects(client.listTags("a/b"));
    assert.equal(sent(), 1);
    assert.deepEqual((await client.listTags("c/d")).items, ["1"]);
    assert.equal(sent(), 2);
    clock.advance(31_000);
    await assert.rejects(client.listTags("a/b"));
    assert.equal(sent(), 3);
  });

  test("unasked, and is refused where nobody is answered either, is not sent unasked for anything else", async () => {
    const transport = new FakeTransport(({ url }) => (url.endsWith("/v2/") ? { body: {} } : { status: 401 }));
    const client = createAliceClient(transport);
    for (const repository of ["a", "b", "c"]) await assert.rejects(client.listTags(repository));
    assert.equal(transport.authorizations().filter((header) => header === aliceBasic).length, 1);
  });
});

describe("a login that an open registry is shown unasked", () => {
  /** Shows everybody its tags, and refuses whoever shows a login. */
  const shy = () =>
    new FakeTransport(({ url, headers }) =>
      url.endsWith("/v2/") ? { body: {} } : headers["authorization"] === undefined ? list : { status: 401 },
    );

  test("and that it refuses hides nothing that everybody sees, be it a password or a token", async () => {
    for (const credential of [alice, registryToken]) {
      const client = createTestClient(shy(), { credential });
      assert.deepEqual((await client.listTags("a/b")).items, ["1"], credential.kind);
    }
  });

  test("is not shown where the base has failed, which says nothing of what it asks for", async () => {
    const transport = new FakeTransport(({ url }) => (url.endsWith("/v2/") ? { status: 500 } : list));
    await createAliceClient(transport).listTags("a/b");
    assert.deepEqual(new Set(transport.authorizations()), new Set([undefined]));
  });

  test("goes along with a hosts.toml's headers, unless one of them is an authorization", async () => {
    for (const [name, sent] of [
      ["X-Team", aliceBasic],
      ["Authorization", "of hosts.toml"],
    ] as const) {
      const transport = new FakeTransport(({ url }) => (url.endsWith("/v2/") ? { body: {} } : list));
      const headers = { [name]: "of hosts.toml" };
      await createAliceClient(transport, { endpoint: { ...endpoint, headers } }).listTags("a/b");
      assert.equal(transport.authorizations().at(-1), sent, name);
    }
  });
});

describe("what the base offers", () => {
  test("holds for the catalog, whatever a repository has asked for", async () => {
    const transport = new FakeTransport(({ url, headers }) => {
      const { pathname } = new URL(url);
      if (pathname === "/token") return { body: { token: "t" } };
      if (pathname === "/v2/") return bearer;
      if (pathname === "/v2/_catalog") return headers["authorization"] === "Bearer t" ? list : bearer;
      return headers["authorization"] === aliceBasic ? list : basic;
    });
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    const before = transport.lines.length;
    await client.listRepositories();
    assert.equal(transport.lines[before], "GET /token?scope=registry%3Acatalog%3A*&account=alice");
  });

  test("names the catalog's scope, where it names one for everything", async () => {
    const everything = { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}",scope="*"` } };
    const transport = new FakeTransport(({ url, headers }) => {
      if (url.startsWith(realm)) return { body: { token: "t" } };
      return headers["authorization"] === "Bearer t" ? list : everything;
    });
    await createAliceClient(transport).listRepositories();
    assert.deepEqual(scopesAsked(transport), [["*"]]);
  });
});

describe("a token that is on its way", () => {
  for (const [what, ask] of [
    ["a repository", (client, signal) => client.listTags("a/b", { signal })],
    ["the catalog", (client, signal) => client.listRepositories({ signal })],
  ] satisfies [string, (client: RegistryClient, signal: AbortSignal) => Promise<unknown>][]) {
    test(`for ${what} is waited for no longer once that is cancelled`, async () => {
      const asked = Promise.withResolvers<void>();
      const transport = new FakeTransport(({ url }) => {
        if (!url.startsWith(realm)) return bearer;
        asked.resolve();
        return new Promise(() => {});
      });
      const controller = new AbortController();
      const listed = ask(createAliceClient(transport), controller.signal);
      await asked.promise;
      controller.abort();
      await assert.rejects(listed, { name: "AbortError" });
    });
  }
});

describe("the scope of the catalog", () => {
  test("that it was found to want is asked for at once from then on", async () => {
    const clock = new TestClock();
    const transport = tokenRegistry((scopes) => scopes.includes("registry:catalog:*"));
    const client = createTestClient(transport, { clock });
    await client.listRepositories();
    assert.deepEqual(scopesAsked(transport), [[], ["registry:catalog:*"]]);
    clock.advance(600_000);
    await client.listRepositories();
    assert.deepEqual(scopesAsked(transport).slice(2), [["registry:catalog:*"]]);
  });

  for (const status of [400, 403]) {
    test(`is left out where the token server answers it with ${status}, and stays out`, async () => {
      const clock = new TestClock();
      const transport = tokenRegistry(
        () => true,
        (scopes) => (scopes.length > 0 ? { status } : undefined),
      );
      const client = createAliceClient(transport, { clock });
      await client.listRepositories();
      assert.deepEqual(scopesAsked(transport), [["registry:catalog:*"], []]);
      clock.advance(600_000);
      await client.listRepositories();
      assert.deepEqual(scopesAsked(transport).slice(2), [[]]);
    });
  }

  test("is no reason to send a refused password twice", async () => {
    const transport = tokenRegistry(
      () => true,
      () => ({ status: 401 }),
    );
    await assert.rejects(createAliceClient(transport).listRepositories(), (error) => RegistryError.is(error, "unauthorized"));
    assert.equal(scopesAsked(transport).length, 1);
  });
});

describe("nobody", () => {
  test("asks for a repository by the base's word, and for the catalog as it comes", async () => {
    const transport = tokenRegistry(() => true);
    const client = createTestClient(transport);
    await client.ping();
    await client.listTags("a/b");
    assert.deepEqual(transport.lines.slice(1), ["GET /token?scope=repository%3Aa%2Fb%3Apull", "GET /v2/a/b/tags/list?n=1000"]);
    const before = transport.lines.length;
    await client.listRepositories();
    assert.equal(transport.lines[before], "GET /v2/_catalog?n=1000");
    assert.equal(transport.authorizations()[before], undefined);
  });

  test("asks for a token by the base's word where a refusal names none", async () => {
    const transport = new FakeTransport(({ url, headers }) => {
      const { pathname } = new URL(url);
      if (pathname === "/token") return { body: { token: "t" } };
      if (pathname === "/v2/") return bearer;
      return headers["authorization"] === undefined ? { status: 401 } : list;
    });
    const client = createTestClient(transport);
    await client.ping();
    assert.deepEqual((await client.listRepositories()).items, ["a"]);
    assert.deepEqual(transport.lines.slice(1), ["GET /v2/_catalog?n=1000", "GET /token", "GET /v2/_catalog?n=1000"]);
  });

  test("has no login that was refused, with Basic or with a token", async () => {
    for (const answer of [() => basic, ({ url }: SeenRequest) => (url.startsWith(realm) ? { body: { token: "t" } } : bearer)] satisfies ((
      request: SeenRequest,
    ) => FakeResponse)[]) {
      await assert.rejects(createTestClient(new FakeTransport(answer)).listTags("a/b"), (error) => {
        assert.ok(RegistryError.is(error, "unauthorized"));
        assert.deepEqual([error.params["login"], error.params["refusal"]], [undefined, undefined]);
        return true;
      });
    }
  });

  test("is introduced without a question", async () => {
    const transport = new FakeTransport(() => bearer);
    assert.deepEqual(await createTestClient(transport).introduction(), { credential: undefined, product: undefined });
    assert.equal(await createTestClient(transport).tokenServer(), undefined);
    assert.deepEqual(transport.requests, []);
  });
});

describe("where a login may go besides", () => {
  const harbor = {
    status: 401,
    headers: { "www-authenticate": 'Bearer realm="https://reg.example/service/token",service="harbor-registry"' },
  };

  test("the base is asked once for it, and tells the software", async () => {
    const transport = new FakeTransport(() => harbor);
    const client = createAliceClient(transport);
    assert.deepEqual(await client.introduction(), { credential: alice, product: "harbor" });
    assert.equal((await client.tokenServer())?.href, "https://reg.example/service/token");
    assert.deepEqual(transport.lines, ["GET /v2/"]);
  });

  test("is no token server where the login is one already, or goes to the registry itself", async () => {
    assert.equal(await createTestClient(new FakeTransport(() => bearer), { credential: registryToken }).tokenServer(), undefined);
    assert.equal(await createAliceClient(new FakeTransport(() => basic)).tokenServer(), undefined);
  });

  test("is none that nobody trusts", async () => {
    const foreign = { status: 401, headers: { "www-authenticate": 'Bearer realm="https://evil.test/token"' } };
    await assert.rejects(createAliceClient(new FakeTransport(() => foreign)).tokenServer(), (error) =>
      RegistryError.is(error, "realm-not-trusted"),
    );
  });
});
