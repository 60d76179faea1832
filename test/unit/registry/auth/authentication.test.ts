import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { TestClock } from "../support/testClock.ts";
import { aliceBasic, createAliceClient } from "../support/testClient.ts";

const realm = "https://auth.reg.example/token";
const bearer = `Bearer realm="${realm}",service="reg"`;
const tags = { body: { name: "a/b", tags: ["1"] } };
const nobody = { lookup: () => Promise.resolve(undefined) };
const unauthorized: FakeResponse = {
  status: 401,
  headers: { "www-authenticate": bearer },
  body: { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] },
};

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${inspect(error)}`));
}

/** A registry that takes the tokens its token server gives: `token(scope,…)#n` for the nth. */
function tokenRegistry(
  options: { readonly challenge?: string; readonly token?: (request: SeenRequest, count: number) => FakeResponse } = {},
) {
  const issued = new Set<string>();
  const transport = new FakeTransport((request) => {
    const url = new URL(request.url);
    if (url.host.startsWith("auth.")) {
      const token = `t-${issued.size + 1}`;
      issued.add(`Bearer ${token}`);
      return options.token?.(request, issued.size) ?? { body: { access_token: token, expires_in: 300 } };
    }
    if (issued.has(request.headers["authorization"] ?? "")) return tags;
    const scope = /^\/v2\/(.+)\/tags\/list/.exec(url.pathname)?.[1];
    return { ...unauthorized, headers: { "www-authenticate": options.challenge ?? `${bearer},scope="repository:${scope}:pull"` } };
  });
  const tokenRequests = (): readonly SeenRequest[] => transport.requests.filter((request) => request.url.startsWith(realm));
  return { transport, tokenRequests, revoke: () => issued.clear() };
}

describe("Bearer", () => {
  test("a cold list costs challenge, token and page; a warm one the page", async () => {
    const { transport } = tokenRegistry();
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    assert.deepEqual(transport.lines, [
      "GET /v2/",
      `GET ${realm}?service=reg&scope=repository%3Aa%2Fb%3Apull&account=alice`,
      "GET /v2/a/b/tags/list?n=1000",
    ]);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, "Bearer t-1"]);
    await client.listTags("a/b");
    assert.equal(transport.requests.length, 4);
  });

  test("a thousand listings use one token, and another repository its own", async () => {
    const { transport, tokenRequests } = tokenRegistry();
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    await Promise.all(Array.from({ length: 999 }, () => client.listTags("a/b")));
    assert.equal(tokenRequests().length, 1);
    await client.listTags("c/d");
    assert.deepEqual(
      tokenRequests().map((request) => new URL(request.url).searchParams.getAll("scope")),
      [["repository:a/b:pull"], ["repository:c/d:pull"]],
    );
    assert.equal(transport.requests.length, 1 + 1 + 1000 + 2);
  });

  test("listings that start together ask for one token", async () => {
    const { transport, tokenRequests } = tokenRegistry();
    const client = createAliceClient(transport);
    await Promise.all(Array.from({ length: 6 }, () => client.listTags("a/b")));
    assert.equal(tokenRequests().length, 1);
  });

  test("a token is renewed before it expires", async () => {
    const clock = new TestClock();
    const { transport, tokenRequests } = tokenRegistry();
    const client = createAliceClient(transport, { clock });
    await client.listTags("a/b");
    clock.advance(269_000);
    await client.listTags("a/b");
    assert.equal(tokenRequests().length, 1);
    clock.advance(2000);
    await client.listTags("a/b");
    assert.equal(tokenRequests().length, 2);
  });

  const lifetimes: readonly (readonly [name: string, body: object, usableMs: number])[] = [
    ["none given is a minute", { token: "t-1" }, 54_000],
    ["zero is a minute", { token: "t-1", expires_in: 0 }, 54_000],
    ["rubbish is a minute", { token: "t-1", expires_in: "soon" }, 54_000],
    ["a short one is believed", { token: "t-1", expires_in: 20 }, 15_000],
    ["a long one is not", { token: "t-1", expires_in: 1e12 }, 77_760_000],
    ["a server with another clock", { token: "t-1", expires_in: 60, issued_at: "2020-01-01T00:00:00Z" }, 54_000],
  ];
  for (const [name, body, usableMs] of lifetimes) {
    test(`lifetime: ${name}`, async () => {
      const clock = new TestClock();
      const { transport, tokenRequests } = tokenRegistry({ token: (_, count) => ({ body: count === 1 ? body : { token: `t-${count}` } }) });
      const client = createAliceClient(transport, { clock });
      await client.listTags("a/b");
      clock.advance(usableMs - 1);
      await client.listTags("a/b");
      assert.equal(tokenRequests().length, 1);
      clock.advance(1);
      await client.listTags("a/b");
      assert.equal(tokenRequests().length, 2);
    });
  }

  test("a token that the registry no longer takes is replaced once", async () => {
    const { transport, tokenRequests, revoke } = tokenRegistry();
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    revoke();
    await client.listTags("a/b");
    assert.equal(tokenRequests().length, 2);
  });

  test("tokens that are never taken end with unauthorized, not in a loop", async () => {
    const { transport } = tokenRegistry({ token: () => ({ body: { token: "worthless" } }) });
    await rejects(createAliceClient(transport).listTags("a/b"), "unauthorized");
    assert.equal(transport.requests.length, 3);
  });

  test("a registry that wants another scope each time is given up", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith(realm)) return { body: { token: `t-${transport.requests.length}` } };
      return { status: 401, headers: { "www-authenticate": `${bearer},scope="scope-${transport.requests.length}"` } };
    });
    await rejects(createAliceClient(transport).listTags("a/b"), "unauthorized");
    assert.equal(transport.requests.length, 1 + 4 + 4, "the base, and four tokens that are not taken");
  });

  test("a wider scope is asked for once", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith(realm))
        return { body: { token: new URL(request.url).searchParams.get("scope") === "more" ? "good" : "little" } };
      if (request.headers["authorization"] === "Bearer good") return tags;
      const isFirst = request.headers["authorization"] === undefined;
      return {
        status: 401,
        headers: { "www-authenticate": isFirst ? `${bearer},scope="less"` : `${bearer},scope="more",error="insufficient_scope"` },
      };
    });
    assert.deepEqual((await createAliceClient(transport).listTags("a/b")).items, ["1"]);
    assert.equal(transport.requests.length, 5);
  });

  test("signed in but not allowed is denied", async () => {
    const challenge = `${bearer},scope="repository:a/b:pull",error="insufficient_scope"`;
    const { transport } = tokenRegistry({ challenge, token: () => ({ body: { token: "worthless" } }) });
    await rejects(createAliceClient(transport).listTags("a/b"), "denied");
  });

  const scopes: readonly (readonly [name: string, challenge: string, scopes: readonly string[]])[] = [
    ["Google names no scope and no service", `Bearer realm="${realm}"`, ["repository:a/b:pull"]],
    ["Gitea wants its own", `${bearer},scope="*"`, ["*"]],
    ["ECR Public wants its own", `${bearer},scope="aws"`, ["aws"]],
    ["several", `${bearer},scope="repository:a/b:pull repository:c:pull"`, ["repository:a/b:pull", "repository:c:pull"]],
  ];
  for (const [name, challenge, expected] of scopes) {
    test(`scope: ${name}`, async () => {
      const { transport, tokenRequests } = tokenRegistry({ challenge });
      // Nobody asks the base, whose challenge is another one.
      await createAliceClient(transport, { credentials: nobody }).listTags("a/b");
      assert.deepEqual(
        tokenRequests().map((request) => new URL(request.url).searchParams.getAll("scope")),
        [expected],
      );
    });
  }

  test("the catalog's scope does not ride along with a repository's, and is left out where it does not help", async () => {
    const scopesOf = (scope: string | null) => scope ?? "none";
    const transport = new FakeTransport((request) => {
      const url = new URL(request.url);
      if (request.url.startsWith(realm)) return { body: { token: scopesOf(url.searchParams.get("scope")) } };
      const wanted = url.pathname === "/v2/_catalog" ? "none" : "repository:a/b:pull";
      if (request.headers["authorization"] === `Bearer ${wanted}`) return { body: { name: "a/b", tags: [], repositories: ["a/b"] } };
      return { status: 401, headers: { "www-authenticate": wanted === "none" ? bearer : `${bearer},scope="${wanted}"` } };
    });
    const client = createAliceClient(transport);
    for (let round = 0; round < 2; round++) {
      await client.listRepositories();
      await client.listTags("a/b");
    }
    const base = 1;
    const catalog = 2 + 2;
    assert.equal(transport.requests.length, base + catalog + 2 + 2);
  });

  test("the realm keeps its own query, and may be relative", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith("https://reg.example/token")) return { body: { token: "t" } };
      return request.headers["authorization"] === "Bearer t"
        ? tags
        : { status: 401, headers: { "www-authenticate": 'Bearer realm="/token?a=%2B+x&b",service="s"' } };
    });
    await createAliceClient(transport).listTags("a/b");
    assert.equal(transport.lines[1], "GET /token?a=%2B+x&b&service=s&scope=repository%3Aa%2Fb%3Apull&account=alice");
  });

  test("a 401 without a challenge falls back on the base's", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith(realm)) return { body: { token: "t" } };
      if (request.headers["authorization"] === "Bearer t") return tags;
      return { status: 401, headers: request.url.endsWith("/v2/") ? { "www-authenticate": bearer } : {} };
    });
    const client = createAliceClient(transport);
    await client.ping();
    assert.deepEqual((await client.listTags("a/b")).items, ["1"]);
  });

  const answers: readonly (readonly [name: string, answer: FakeResponse, code: RegistryErrorCode])[] = [
    ["no token", { body: {} }, "invalid-response"],
    ["an empty token", { body: { token: "" } }, "invalid-response"],
    ["a token that would break a header", { body: { token: "a\r\nX-Evil: 1" } }, "invalid-response"],
    ["a web page", { body: "<!doctype html>" }, "not-a-registry"],
    ["half an answer", { body: '{"token":"a' }, "response-cut-short"],
    ["401", { status: 401, body: { details: "incorrect username or password" } }, "unauthorized"],
    ["403", { status: 403 }, "denied"],
    ["404", { status: 404 }, "not-found"],
    ["429", { status: 429 }, "rate-limited"],
    ["502", { status: 502 }, "server-error"],
    ["too much", { body: "x".repeat(2_000_000) }, "body-too-large"],
  ];
  for (const [name, answer, code] of answers) {
    test(`the token server answers with ${name}`, () =>
      rejects(createAliceClient(tokenRegistry({ token: () => answer }).transport).listTags("a/b"), code));
  }

  test("a refused password is not repeated for each thing in a tree, for half a minute", async () => {
    const clock = new TestClock();
    const { transport, tokenRequests } = tokenRegistry({
      token: () => ({ status: 401, body: { details: "incorrect username or password" } }),
    });
    const client = createAliceClient(transport, { clock });
    for (let count = 0; count < 5; count++) await rejects(client.listTags("a/b"), "unauthorized");
    assert.equal(tokenRequests().length, 1);
    clock.advance(31_000);
    await rejects(client.listTags("a/b"), "unauthorized");
    assert.equal(tokenRequests().length, 2);
  });
});

describe("Basic", () => {
  const basic = 'BASIC realm="Registry"';
  function basicRegistry(accepts = aliceBasic) {
    return new FakeTransport((request) =>
      request.headers["authorization"] === accepts ? tags : { status: 401, headers: { "www-authenticate": basic } },
    );
  }

  test("is sent once the registry has asked for it, and from then on", async () => {
    const transport = basicRegistry();
    const client = createAliceClient(transport);
    await client.listTags("a/b");
    await client.listTags("a/b");
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, aliceBasic]);
  });

  test("a refused password is sent once", async () => {
    const transport = basicRegistry("another");
    const client = createAliceClient(transport);
    for (let count = 0; count < 5; count++) await rejects(client.listTags("a/b"), "unauthorized");
    assert.equal(transport.authorizations().filter((header) => header !== undefined).length, 1);
  });

  test("Harbor offers it after it refused a token, and for its catalog", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith(realm)) return { body: { token: "t" } };
      if (request.headers["authorization"] === aliceBasic) return tags;
      return {
        status: 401,
        headers: { "www-authenticate": request.headers["authorization"] === undefined ? bearer : 'Basic realm="harbor"' },
      };
    });
    assert.deepEqual((await createAliceClient(transport).listTags("a/b")).items, ["1"]);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, "Bearer t", aliceBasic]);
  });

  test("Bearer goes first where both are offered, in one line or two", async () => {
    for (const header of [`Basic realm="x", ${bearer}`, ["Basic realm=x", bearer]]) {
      const transport = new FakeTransport((request) => {
        if (request.url.startsWith(realm)) return { body: { token: "t" } };
        return request.headers["authorization"] === "Bearer t" ? tags : { status: 401, headers: { "www-authenticate": header } };
      });
      await createAliceClient(transport).listTags("a/b");
      assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, "Bearer t"]);
    }
  });

  test("a Bearer challenge that cannot be used gives way", async () => {
    for (const unusable of ["Bearer", "Bearer service=x", 'Bearer realm=""', 'Bearer realm="ftp://x/"', "Negotiate"]) {
      const transport = new FakeTransport((request) =>
        request.headers["authorization"] === aliceBasic
          ? tags
          : { status: 401, headers: { "www-authenticate": [unusable, "Basic realm=x"] } },
      );
      assert.deepEqual((await createAliceClient(transport).listTags("a/b")).items, ["1"], unusable);
    }
  });

  test("no challenge we know of is unauthorized at once", async () => {
    const transport = new FakeTransport(() => ({ status: 401, headers: { "www-authenticate": "Negotiate, Digest realm=x" } }));
    await rejects(createAliceClient(transport).listTags("a/b"), "unauthorized");
    assert.deepEqual(transport.lines, ["GET /v2/", "GET /v2/a/b/tags/list?n=1000"]);
    assert.deepEqual(transport.authorizations(), [undefined, undefined]);
  });
});

describe("credentials", () => {
  test("are looked up with the first request, and once", async () => {
    const calls: number[] = [];
    const { transport } = tokenRegistry();
    const credentials = { lookup: () => Promise.resolve(void calls.push(1)).then(() => undefined) };
    const client = createAliceClient(transport, { credentials });
    assert.equal(calls.length, 0);
    await Promise.all([client.listTags("a/b"), client.listTags("c")]);
    await client.listTags("d");
    assert.equal(calls.length, 1);
  });

  const nobodies: readonly (readonly [name: string, credential: Credential | undefined])[] = [
    ["none", undefined],
    ["an empty password", { kind: "basic", username: "", password: new Secret("") }],
    ["an empty identity token", { kind: "identityToken", username: "u", token: new Secret("") }],
  ];
  for (const [name, credential] of nobodies) {
    test(`${name}: a token for nobody, without a header`, async () => {
      const { transport } = tokenRegistry();
      await createAliceClient(
        transport,
        credential === undefined ? { credentials: { lookup: () => Promise.resolve(undefined) } } : { credential },
      ).listTags("a/b");
      assert.deepEqual(transport.authorizations(), [undefined, undefined, "Bearer t-1"]);
      assert.ok(!transport.requests[1]?.url.includes("account"));
    });
  }

  test("an identity token is exchanged by POST", async () => {
    const { transport, tokenRequests } = tokenRegistry();
    const credential: Credential = { kind: "identityToken", username: "alice", token: new Secret("refresh&me") };
    await createAliceClient(transport, { credential }).listTags("a/b");
    const [request] = tokenRequests();
    assert.equal(request?.method, "POST");
    assert.equal(request?.url, realm);
    assert.equal(request?.headers["content-type"], "application/x-www-form-urlencoded");
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body)), {
      grant_type: "refresh_token",
      refresh_token: "refresh&me",
      client_id: "container-registries",
      service: "reg",
      scope: "repository:a/b:pull",
    });
  });

  for (const status of [404, 405]) {
    test(`an identity token goes as a password where POST is answered with ${status}`, async () => {
      const { transport, tokenRequests } = tokenRegistry({
        token: ({ method }) => (method === "POST" ? { status } : { body: { token: "t-1" } }),
      });
      await createAliceClient(transport, {
        credential: { kind: "identityToken", username: "alice", token: new Secret("refresh") },
      }).listTags("a/b");
      const [post, get, ...others] = tokenRequests();
      assert.deepEqual([post?.method, get?.method, others], ["POST", "GET", []]);
      assert.equal(get?.url, `${realm}?service=reg&scope=repository%3Aa%2Fb%3Apull&account=alice`);
      assert.equal(get?.headers["authorization"], `Basic ${Buffer.from("alice:refresh").toString("base64")}`);
    });
  }

  test("a refusal names the registry, and the token server beside it", async () => {
    const { transport } = tokenRegistry({ token: () => ({ status: 401, body: { details: "incorrect username or password" } }) });
    await assert.rejects(createAliceClient(transport).listTags("a/b"), (error) => {
      assert.ok(RegistryError.is(error, "unauthorized"));
      assert.deepEqual(error.params, {
        host: "reg.example",
        realm: "auth.reg.example",
        status: 401,
        login: "sent",
        refusal: "wrong",
      });
      assert.equal(error.details[0]?.message.openForSurface(), "incorrect username or password");
      return true;
    });
  });

  test("a refused identity token is unauthorized", async () => {
    for (const [description, refusal] of [
      ["expired", "expired"],
      ["no", "untold"],
    ] as const) {
      const body = { error: "invalid_grant", error_description: description };
      const { transport } = tokenRegistry({ token: () => ({ status: 400, body }) });
      const client = createAliceClient(transport, { credential: { kind: "identityToken", username: "a", token: new Secret("r") } });
      await assert.rejects(
        client.listTags("a/b"),
        (error) => RegistryError.is(error, "unauthorized") && error.params["refusal"] === refusal,
      );
    }
  });

  test("a registry token is used as it is", async () => {
    const transport = new FakeTransport((request) => (request.headers["authorization"] === "Bearer mine" ? tags : unauthorized));
    const client = createAliceClient(transport, { credential: { kind: "registryToken", token: new Secret("mine") } });
    await client.listTags("a/b");
    await client.listTags("a/b");
    assert.deepEqual(transport.authorizations(), [undefined, "Bearer mine", "Bearer mine"]);
  });

  test("errors of ours never show a secret", async () => {
    const { transport } = tokenRegistry({
      token: (request) => ({ status: 401, body: { message: `bad ${request.headers["authorization"]} open sesame` } }),
    });
    await assert.rejects(createAliceClient(transport).listTags("a/b"), (error) => {
      const shown = inspect(error, { depth: 20 });
      return !shown.includes("open sesame") && !shown.includes(aliceBasic.slice(6));
    });
  });
});

describe("where credentials go", () => {
  test("a realm of another site gets them after a yes, once asked", async () => {
    const asked: string[] = [];
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith("https://login.other.example/")) return { body: { token: "t" } };
      return request.headers["authorization"] === "Bearer t"
        ? tags
        : { status: 401, headers: { "www-authenticate": 'Bearer realm="https://login.other.example/token"' } };
    });
    const confirm = (registry: string, { host }: URL): Promise<boolean> => Promise.resolve(asked.push(`${registry} ${host}`) > 0);
    const clock = new TestClock();
    const client = createAliceClient(transport, { clock, realmPolicy: { confirm } });
    await Promise.all([client.listTags("a/b"), client.listTags("c")]);
    clock.advance(60 * 60 * 1000);
    await client.listTags("d");
    assert.deepEqual(asked, ["reg.example login.other.example"]);
  });

  test("after a no nothing is sent there, and nobody is asked again for a while", async () => {
    const asked: string[] = [];
    const clock = new TestClock();
    const transport = new FakeTransport(() => ({ status: 401, headers: { "www-authenticate": 'Bearer realm="https://evil.test/token"' } }));
    const client = createAliceClient(transport, {
      clock,
      realmPolicy: { confirm: (_, { host }) => Promise.resolve(asked.push(host) < 0) },
    });
    await rejects(client.listTags("a/b"), "realm-not-trusted");
    await rejects(client.listTags("a/b"), "realm-not-trusted");
    assert.equal(asked.length, 1);
    clock.advance(31_000);
    await rejects(client.listTags("a/b"), "realm-not-trusted");
    assert.equal(asked.length, 2);
    assert.ok(transport.requests.every((request) => request.url.startsWith("https://reg.example/")));
  });

  test("the word for a registry's plain HTTP sends them to no other host unasked, and a yes for HTTPS is none for HTTP", async () => {
    const asked: string[] = [];
    const transport = new FakeTransport(({ url }) => {
      if (url.includes("/token?")) return { body: { token: "t" } };
      return {
        status: 401,
        headers: { "www-authenticate": `Bearer realm="${url.includes("/a/b/") ? "https" : "http"}://login.other.example/token"` },
      };
    });
    const client = createAliceClient(transport, {
      endpoint: { host: "reg.example", baseUrl: new URL("http://reg.example/v2"), allowPlainHttp: true },
      realmPolicy: { confirm: (_, { origin, protocol }) => Promise.resolve(asked.push(origin) > 0 && protocol === "https:") },
    });
    for (const repository of ["a/b", "c"]) await client.listTags(repository).catch(() => undefined);
    assert.deepEqual(asked.toSorted(), ["http://login.other.example", "https://login.other.example"]);
    assert.ok(transport.requests.every(({ url, headers }) => !url.startsWith("http://login") || headers["authorization"] === undefined));
  });

  test("as nobody, a realm of another site is asked without a question, but not one in our network", async () => {
    const anonymous = { lookup: () => Promise.resolve(undefined) };
    const at = (realmUrl: string) =>
      new FakeTransport((request) => {
        if (request.url.startsWith(realmUrl)) return { body: { token: "t" } };
        return request.headers["authorization"] === "Bearer t"
          ? tags
          : { status: 401, headers: { "www-authenticate": `Bearer realm="${realmUrl}"` } };
      });
    await createAliceClient(at("https://login.other.example/"), { credentials: anonymous }).listTags("a/b");
    for (const url of ["http://login.reg.example/", "https://169.254.169.254/latest", "https://localhost/", "https://[::1]/"]) {
      const transport = at(url);
      await rejects(createAliceClient(transport, { credentials: anonymous }).listTags("a/b"), "realm-not-trusted");
      assert.equal(transport.requests.length, 1);
    }
  });

  test("a realm that redirects to another origin does not take them along", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith(realm)) return { status: 302, headers: { location: "https://evil.test/steal" } };
      return request.url.startsWith("https://evil.test") ? { body: { token: "t" } } : unauthorized;
    });
    await rejects(createAliceClient(transport).listTags("a/b"), "redirect-refused");
    assert.equal(transport.requests.filter((request) => request.url.startsWith("https://evil.test")).length, 0);
  });

  test("as nobody, a realm's redirect is followed, but not into our network", async () => {
    const anonymous = { lookup: () => Promise.resolve(undefined) };
    const to = (location: string) =>
      new FakeTransport((request) => {
        if (request.url.startsWith(realm)) return { status: 307, headers: { location } };
        if (request.url.startsWith(location)) return { body: { token: "t" } };
        return request.headers["authorization"] === "Bearer t" ? tags : unauthorized;
      });
    await createAliceClient(to("https://login.other.example/"), { credentials: anonymous }).listTags("a/b");
    for (const url of ["https://169.254.169.254/latest", "https://10.1.2.3/", "https://localhost/", "https://[fe80::1]/"]) {
      const transport = to(url);
      await rejects(createAliceClient(transport, { credentials: anonymous }).listTags("a/b"), "redirect-refused");
      assert.equal(transport.requests.filter((request) => request.url.startsWith(url)).length, 0);
    }
  });

  test("a redirect that asks for a login does not get one", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith("https://reg.example")) return { status: 307, headers: { location: "https://evil.test/v2/" } };
      return { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
    });
    await rejects(createAliceClient(transport).listTags("a/b"), "redirect-refused");
    assert.ok(transport.authorizations().every((header) => header === undefined));
  });
});
