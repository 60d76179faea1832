import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Clock } from "../../../../src/core/clock.ts";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { probeRights, type Rights } from "../../../../src/registry/auth/probeRights.ts";
import { strictRealmPolicy } from "../../../support/strictRealmPolicy.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { type FakeResponse, FakeTransport } from "../support/fakeTransport.ts";
import { aliceBasic, endpoint } from "../support/testClient.ts";

const alice: Credential & { readonly kind: "basic" } = { kind: "basic", username: "alice", password: new Secret("open sesame") };
/** No time passes. */
const still: Clock = {
  now: () => 0,
  sleep: (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
};
/** Every wait is over at once. */
const rushing: Clock = { now: () => 0, sleep: () => Promise.resolve() };
const bearer = (scope: string, realm = "https://reg.example/token"): FakeResponse => ({
  status: 401,
  headers: { "www-authenticate": `Bearer realm="${realm}",service="reg"${scope === "" ? "" : `,scope="${scope}"`}` },
});
const basic: FakeResponse = { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object): FakeResponse => ({ body: { token: `${part({ alg: "none" })}.${part(claims)}.c2ln` } });
const catalogScope = "registry:catalog:*";
const catalogAccess = { type: "registry", name: "catalog", actions: ["*"] };
const repository = "team/app";
const access = (...actions: readonly string[]) => ({ type: "repository", name: repository, actions });

/** Answers the catalog to nobody, the token, and the catalog to alice. */
function registry(challenge: FakeResponse, token: FakeResponse, authorized: FakeResponse = {}): FakeTransport {
  return new FakeTransport(({ url, headers }) => {
    if (!url.includes("/v2/_catalog")) return token;
    return headers["authorization"] === undefined ? challenge : authorized;
  });
}

function probe(
  transport: FakeTransport,
  name: string = repository,
  { clock = still, signal, baseUrl = endpoint.baseUrl }: { clock?: Clock; signal?: AbortSignal; baseUrl?: URL } = {},
): Promise<Rights> {
  return probeRights(alice, name === "" ? undefined : name, {
    endpoint: { ...endpoint, baseUrl },
    signal,
    transport,
    realmPolicy: strictRealmPolicy,
    clock,
    logger: silentLogger,
    userAgent: "t",
  });
}

describe("what a credential may do", () => {
  const told: readonly (readonly [what: string, challenge: FakeResponse, token: FakeResponse, rights: Rights])[] = [
    [
      "everything",
      bearer(catalogScope),
      jwt({ access: [catalogAccess, access("pull", "push", "delete")] }),
      { list: true, repository: { name: repository, actions: ["pull", "push", "delete"] } },
    ],
    [
      "all by a star",
      bearer(catalogScope),
      jwt({ access: [access("*")] }),
      { list: false, repository: { name: repository, actions: ["pull", "push", "delete"] } },
    ],
    [
      "a part",
      bearer(catalogScope),
      jwt({ access: [access("push", "pull", "admin")] }),
      { list: false, repository: { name: repository, actions: ["pull", "push"] } },
    ],
    [
      "another repository's",
      bearer(catalogScope),
      jwt({ access: [{ ...access("pull"), name: "other" }] }),
      { list: false, repository: { name: repository, actions: [] } },
    ],
    [
      "another kind of thing's, of the same name",
      bearer(catalogScope),
      jwt({ access: [{ ...access("pull"), type: "helm" }] }),
      { list: false, repository: { name: repository, actions: [] } },
    ],
    [
      "by a token, where Basic is offered as well",
      {
        status: 401,
        headers: { "www-authenticate": [`Basic realm="x"`, `Bearer realm="https://reg.example/token",scope="${catalogScope}"`] },
      },
      jwt({ access: [catalogAccess] }),
      { list: true, repository: { name: repository, actions: [] } },
    ],
    [
      "nothing, as Go writes it",
      bearer(catalogScope),
      jwt({ access: null }),
      { list: false, repository: { name: repository, actions: [] } },
    ],
    [
      "nothing, in entries that are none",
      bearer(catalogScope),
      jwt({ access: [null, 1, { type: "repository", name: repository }] }),
      { list: false, repository: { name: repository, actions: [] } },
    ],
    [
      "nothing of the catalog, where no scope is named for it",
      bearer(""),
      jwt({ access: [access("pull")] }),
      { repository: { name: repository, actions: ["pull"] } },
    ],
    ["not told, without the claim", bearer(catalogScope), jwt({ sub: "alice" }), {}],
    ["not told, in a claim of another shape", bearer(catalogScope), jwt({ access: "all" }), {}],
    ["not told, by an opaque token", bearer(catalogScope), { body: { token: "b3BhcXVl" } }, {}],
    ["not told, by what only looks like a token with claims", bearer(catalogScope), { body: { token: "a.b.c" } }, {}],
  ];
  for (const [what, challenge, token, rights] of told) {
    test(what, async () => {
      const transport = registry(challenge, token);
      assert.deepEqual(await probe(transport), rights);
      assert.equal(transport.requests.length, 2);
    });
  }

  test("is asked in the registry's own words, in one request", async () => {
    const transport = registry(bearer(catalogScope), jwt({ access: [] }));
    await probe(transport);
    const asked = new URL(transport.requests[1]?.url ?? "").searchParams.getAll("scope");
    assert.deepEqual(asked, [catalogScope, "repository:team/app:pull,push,delete"]);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });

  test("is asked of Quay without the words that it refuses", async () => {
    const transport = registry(
      { status: 401, headers: { "www-authenticate": 'Bearer realm="https://reg.example/v2/auth",service="reg.example"' } },
      jwt({ access: [access("pull", "*")] }),
    );
    await probe(transport);
    assert.deepEqual(new URL(transport.requests[1]?.url ?? "").searchParams.getAll("scope"), ["repository:team/app:pull,push,*"]);
  });

  test("is told of the catalog alone, where no repository is named", async () => {
    const transport = registry(bearer(catalogScope), jwt({ access: [catalogAccess] }));
    assert.deepEqual(await probe(transport, ""), { list: true });
  });

  test("costs no token where there is nothing to name", async () => {
    const transport = registry(bearer("repository:user/image:pull"), jwt({}));
    assert.deepEqual(await probe(transport, ""), {});
    assert.deepEqual(transport.lines, ["GET /v2/_catalog?n=1"]);
  });

  test("by Basic, is what the catalog answers", async () => {
    for (const [status, rights] of [
      [200, { list: true }],
      [401, { list: false }],
      [403, { list: false }],
      [404, {}],
      [500, {}],
    ] as const) {
      const transport = registry(basic, {}, { status });
      assert.deepEqual(await probe(transport), rights, String(status));
      assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
    }
  });

  test("is not asked further where the catalog is open, or missing", async () => {
    for (const [answer, rights] of [
      [{}, { list: true }],
      [{ body: { repositories: ["a", "b"] } }, { list: true }],
      [{ status: 404 }, {}],
      [{ status: 401 }, {}],
      [{ ...bearer(catalogScope), status: 403 }, {}],
    ] as const) {
      const transport = registry(answer, {});
      assert.deepEqual(await probe(transport), rights);
      assert.equal(transport.requests.length, 1);
    }
  });

  test("sends the secret to no token server of another site, and asks nobody about it", async () => {
    const transport = registry(bearer(catalogScope, "https://elsewhere.test/token"), jwt({}));
    await assert.rejects(probe(transport), (error) => RegistryError.is(error, "realm-not-trusted"));
    assert.deepEqual(transport.authorizations(), [undefined]);
  });

  test("sends no secret where another host asks for one", async () => {
    for (const asked of [bearer(catalogScope, "https://evil.test/token"), basic]) {
      const transport = new FakeTransport(({ url }) =>
        url.startsWith("https://evil.test/") ? asked : { status: 302, headers: { location: "https://evil.test/" } },
      );
      assert.deepEqual(await probe(transport), {});
      assert.deepEqual(transport.authorizations(), [undefined, undefined]);
    }
  });

  test("is asked at the root of the API, with or without a slash behind it", async () => {
    const transport = registry({}, {});
    await probe(transport, repository, { baseUrl: new URL("https://reg.example/below/v2/") });
    assert.deepEqual(transport.lines, ["GET /below/v2/_catalog?n=1"]);
  });

  test("is asked no more once it is cancelled, and leaves no timer behind", async () => {
    const controller = new AbortController();
    const waits: AbortSignal[] = [];
    const clock: Clock = {
      ...still,
      sleep: (ms, signal) => {
        if (signal !== undefined) waits.push(signal);
        return still.sleep(ms, signal);
      },
    };
    const transport = new FakeTransport(() => {
      controller.abort();
      return bearer(catalogScope);
    });
    await assert.rejects(probe(transport, repository, { clock, signal: controller.signal }), { name: "AbortError" });
    assert.equal(transport.requests.length, 1);
    assert.ok(waits.length > 0 && waits.every(({ aborted }) => aborted));
  });

  test("is given up where the registry takes its time", async () => {
    const transport = new FakeTransport(
      (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    await assert.rejects(probe(transport, repository, { clock: rushing }), (error) => RegistryError.is(error, "timed-out"));
  });

  test("is given up where the token server refuses, after one try", async () => {
    const transport = registry(bearer(catalogScope), { status: 503 });
    await assert.rejects(probe(transport), RegistryError);
    assert.equal(transport.requests.length, 2);
  });
});
