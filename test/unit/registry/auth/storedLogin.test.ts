import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { alice, aliceBasic, createAliceClient, endpoint } from "../support/testClient.ts";

const everything = { body: { repositories: ["public", "secret"], name: "a/b", tags: ["1", "2"] } };
const publicOnly = { body: { repositories: ["public"], name: "a/b", tags: ["1"] } };
const nobody = { lookup: () => Promise.resolve(undefined) };

/** A registry without a challenge: it answers `toNobody` to somebody unknown, also at its base unless told otherwise, and all to alice. */
function silent(toNobody: FakeResponse, base = toNobody): FakeTransport {
  return new FakeTransport(({ url, headers }) => {
    if (headers["authorization"] === aliceBasic) return everything;
    return url.endsWith("/v2/") ? base : toNobody;
  });
}

const repositories = async (transport: FakeTransport): Promise<readonly string[]> =>
  (await createAliceClient(transport).listRepositories()).items;

describe("a stored login is sent from the first request on", () => {
  test("where the base is open and shows a part to nobody (zot, Nexus)", async () => {
    const transport = silent(publicOnly, { body: {} });
    const client = createAliceClient(transport);
    assert.deepEqual((await client.listRepositories()).items, ["public", "secret"]);
    assert.deepEqual((await client.listTags("a/b")).items, ["1", "2"]);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, aliceBasic]);
  });

  for (const status of [401, 403, 404]) {
    test(`where nobody is answered ${status}, without a challenge`, async () => {
      assert.deepEqual(await repositories(silent({ status })), ["public", "secret"]);
    });
  }

  test("where the base asks for Basic, and its catalog shows a part to nobody", async () => {
    const transport = silent(publicOnly, { status: 401, headers: { "www-authenticate": "Basic realm=x" } });
    assert.deepEqual(await repositories(transport), ["public", "secret"]);
    assert.equal(transport.requests.length, 2);
  });

  test("where the base asks for a token, and its catalog shows a part to nobody", async () => {
    const transport = new FakeTransport(({ url, headers }) => {
      if (url.startsWith("https://reg.example/token")) return { body: { token: "t" } };
      if (url.endsWith("/v2/")) return { status: 401, headers: { "www-authenticate": 'Bearer realm="https://reg.example/token"' } };
      return headers["authorization"] === "Bearer t" ? everything : publicOnly;
    });
    assert.deepEqual(await repositories(transport), ["public", "secret"]);
    assert.deepEqual(transport.lines, ["GET /v2/", "GET /token?scope=registry%3Acatalog%3A*&account=alice", "GET /v2/_catalog?n=1000"]);
  });

  test("by the token of the last challenge, where the base is open", async () => {
    const transport = new FakeTransport(({ url, headers }) => {
      if (url.startsWith("https://reg.example/token")) return { body: { token: "t" } };
      if (headers["authorization"] === "Bearer t") return everything;
      if (url.endsWith("/v2/")) return { body: {} };
      return url.includes("_catalog")
        ? publicOnly
        : { status: 401, headers: { "www-authenticate": 'Bearer realm="https://reg.example/token",scope="repository:a/b:pull"' } };
    });
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    assert.deepEqual((await client.listRepositories()).items, ["public", "secret"]);
    assert.equal(transport.authorizations().filter((header) => header === aliceBasic).length, 3, "unasked, and for two tokens");
  });

  test("as a registry token", async () => {
    const transport = new FakeTransport(({ headers }) => (headers["authorization"] === "Bearer mine" ? everything : publicOnly));
    const client = createAliceClient(transport, { credential: { kind: "registryToken", token: new Secret("mine") } });
    assert.deepEqual((await client.listRepositories()).items, ["public", "secret"]);
  });

  test("the base is asked once, whatever it answers and however many lists start together", async () => {
    for (const base of [{ body: {} }, { status: 500 }, { status: 302, headers: { location: "https://evil.test/" } }, { status: 307 }]) {
      const transport = silent(publicOnly, base);
      const client = createAliceClient(transport, { limits: { retries: 0 } });
      await Promise.all([client.listTags("a/b"), client.listTags("c"), client.listRepositories()]);
      await client.listTags("d");
      assert.equal(transport.lines.filter((line) => line === "GET /v2/").length, 1, JSON.stringify(base));
    }
  });

  test("a base that does not answer is no second wait", async () => {
    const transport = new FakeTransport(() => {
      throw new RegistryError("connection-refused", "down", { params: { host: "reg.example" } });
    });
    await assert.rejects(createAliceClient(transport, { limits: { retries: 0 } }).listTags("a/b"), (error) => RegistryError.is(error));
    assert.equal(transport.requests.length, 1);
  });
});

describe("where nothing is stored", () => {
  for (const answer of [publicOnly, { status: 403 }, { status: 401 }]) {
    test(`nothing changes: ${JSON.stringify(answer)}`, async () => {
      const transport = silent(answer);
      await createAliceClient(transport, { credentials: nobody })
        .listRepositories()
        .catch(() => undefined);
      assert.deepEqual(transport.lines, ["GET /v2/_catalog?n=1000"]);
    });
  }
});

describe("a login that nobody asked for", () => {
  for (const status of [400, 401, 403]) {
    test(`and that is refused with ${status} does not hide what everybody may see, and is not sent again`, async () => {
      const transport = new FakeTransport(({ headers }) => (headers["authorization"] === undefined ? publicOnly : { status }));
      const client = createAliceClient(transport);
      assert.deepEqual((await client.listRepositories()).items, ["public"]);
      assert.deepEqual((await client.listTags("a/b")).items, ["1"]);
      assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, undefined, undefined]);
    });
  }

  test("that is refused where nobody is welcome either is what the error is about", async () => {
    const transport = silent({ status: 403 });
    const client = createAliceClient(transport, {
      credential: { ...alice, kind: "basic", username: "bob", password: new Secret("wrong") },
    });
    await assert.rejects(client.listTags("a/b"), (error) => RegistryError.is(error, "denied"));
  });

  test("does not go along to another origin that the base or a list redirects to", async () => {
    const transport = new FakeTransport(({ url }) => {
      if (url.startsWith("https://evil.test")) return publicOnly;
      return url.endsWith("/v2/") ? { body: {} } : { status: 307, headers: { location: "https://evil.test/list" } };
    });
    await repositories(transport);
    const elsewhere = transport.requests.filter(({ url }) => url.startsWith("https://evil.test"));
    assert.equal(elsewhere.length, 1);
    assert.equal(elsewhere[0]?.headers["authorization"], undefined);
  });

  test("is not sent where the base is at another origin", async () => {
    const transport = new FakeTransport(({ url }) =>
      url.endsWith("/v2/") ? { status: 302, headers: { location: "https://evil.test/" } } : publicOnly,
    );
    assert.deepEqual(await repositories(transport), ["public"]);
    assert.ok(transport.authorizations().every((header) => header === undefined));
  });

  test("is not sent over plain HTTP to another machine, unless the person allows it", async () => {
    const plain = { host: "reg.example", baseUrl: new URL("http://reg.example/v2") };
    const transport = silent(publicOnly);
    await assert.rejects(createAliceClient(transport, { endpoint: plain }).listTags("a/b"), (error) =>
      RegistryError.is(error, "plain-http-refused"),
    );
    assert.equal(transport.requests.length, 0);
    await createAliceClient(transport, { endpoint: { ...plain, allowPlainHttp: true } }).listTags("a/b");
    assert.ok(transport.authorizations().includes(aliceBasic));
  });

  test("does not take the place of what hosts.toml says to send", async () => {
    const transport = silent(publicOnly, { body: {} });
    await createAliceClient(transport, { endpoint: { ...endpoint, headers: { Authorization: "Bearer own" } } }).listTags("a/b");
    assert.deepEqual(transport.authorizations(), ["Bearer own", "Bearer own"]);
  });

  test("is not sent where the registry wants another scheme", async () => {
    const transport = silent(publicOnly, { status: 401, headers: { "www-authenticate": "Negotiate" } });
    assert.deepEqual(await repositories(transport), ["public"]);
  });
});

describe("a helper that fails", () => {
  const failing = () => {
    const calls: number[] = [];
    return { calls, lookup: () => Promise.reject(new Error(`no helper ${calls.push(1)}`)) };
  };

  test("does not hide what everybody may see, and is not asked for each list", async () => {
    const credentials = failing();
    const client = createAliceClient(silent(publicOnly), { credentials });
    assert.deepEqual((await client.listRepositories()).items, ["public"]);
    await client.listTags("a/b");
    assert.equal(credentials.calls.length, 1);
  });

  test("is told of where a login is needed, and asked once for each try", async () => {
    const credentials = failing();
    const client = createAliceClient(silent({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }), { credentials });
    await assert.rejects(client.listRepositories(), /no helper 1/);
    assert.equal(credentials.calls.length, 1);
    await assert.rejects(client.listRepositories(), /no helper 2/);
    assert.equal(credentials.calls.length, 2);
  });
});

describe("Basic beside a Bearer that cannot be had", () => {
  const dead: readonly (readonly [name: string, realm: string, token: (request: SeenRequest) => FakeResponse])[] = [
    [
      "a realm that is down",
      "https://auth.reg.example/token",
      () => {
        throw new RegistryError("connection-refused", "down", { params: { host: "auth.reg.example" } });
      },
    ],
    ["a realm that is not there", "https://auth.reg.example/token", () => ({ status: 404 })],
    ["a realm that is broken", "https://auth.reg.example/token", () => ({ status: 500 })],
    ["a realm without a token", "https://auth.reg.example/token", () => ({ body: {} })],
    ["a realm that may not be asked", "https://10.0.0.1/token", () => ({ body: { token: "t" } })],
    ["a realm that the person does not allow", "https://evil.test/token", () => ({ body: { token: "t" } })],
  ];
  const header = (realm: string): FakeResponse => ({
    status: 401,
    headers: { "www-authenticate": [`Bearer realm="${realm}"`, "Basic realm=x"] },
  });
  for (const [name, realm, token] of dead) {
    test(`${name} gives way`, async () => {
      const transport = new FakeTransport((request) => {
        if (request.url.startsWith(realm)) return token(request);
        return request.headers["authorization"] === aliceBasic ? everything : header(realm);
      });
      const client = createAliceClient(transport, { limits: { retries: 0 } });
      assert.deepEqual((await client.listTags("a/b")).items, ["1", "2"]);
    });
  }

  for (const status of [401, 403, 429]) {
    test(`a token server that refuses the account with ${status} does not: the password is not tried twice`, async () => {
      const realm = "https://auth.reg.example/token";
      const transport = new FakeTransport(({ url }) => (url.startsWith(realm) ? { status } : header(realm)));
      await assert.rejects(createAliceClient(transport, { limits: { retries: 0 } }).listTags("a/b"), (error) => RegistryError.is(error));
      assert.equal(transport.authorizations().filter((sent) => sent === aliceBasic).length, 1);
    });
  }
});

describe("the catalog's scope, where the challenge names none", () => {
  /** A registry whose catalog takes tokens that were given for these scopes. */
  function registry(realm: string, service: string, wanted: string, refuse = new Set<string>()): FakeTransport {
    return new FakeTransport(({ url, headers }) => {
      if (url.startsWith(realm)) {
        const scope = new URL(url).searchParams.get("scope") ?? "none";
        return refuse.has(scope) ? { status: 400, body: { errors: [{ code: "INVALID_REQUEST" }] } } : { body: { token: scope } };
      }
      if (headers["authorization"] === `Bearer ${wanted}`) return everything;
      return { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}",service="${service}"` } };
    });
  }
  const realm = "https://reg.example/token";
  const catalog = "registry:catalog:*";

  test("is asked for, with an account", async () => {
    const transport = registry(realm, "reg", catalog);
    await repositories(transport);
    assert.equal(transport.requests.length, 3);
  });

  test("is asked for after a token without it did not do, as nobody", async () => {
    const transport = registry(realm, "reg", catalog);
    await createAliceClient(transport, { credentials: nobody }).listRepositories();
    assert.equal(transport.requests.length, 5);
  });

  test("is not asked of Quay, which refuses a request for it", async () => {
    const transport = registry("https://reg.example/v2/auth", "reg.example", "none", new Set([catalog]));
    await repositories(transport);
    assert.equal(transport.requests.length, 3);
  });

  test("is left out where the token server refuses it, from then on", async () => {
    const transport = registry(realm, "reg", "none", new Set([catalog]));
    const client = createAliceClient(transport);
    await client.listRepositories();
    assert.equal(transport.requests.length, 4);
    await client.listRepositories();
    assert.equal(transport.requests.length, 5);
  });

  test("Harbor's catalog gets Basic at once", async () => {
    const transport = new FakeTransport(({ headers }) =>
      headers["authorization"] === aliceBasic
        ? everything
        : { status: 401, headers: { "www-authenticate": 'Bearer realm="https://reg.example/service/token",service="harbor-registry"' } },
    );
    await repositories(transport);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });
});
