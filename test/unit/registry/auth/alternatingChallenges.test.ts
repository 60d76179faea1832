import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { alice, createTestClient, endpoint } from "../support/testClient.ts";

const secret = "open sesame";
const credentials: readonly Credential[] = [
  alice,
  { kind: "identityToken", username: "alice", token: new Secret(secret) },
  { kind: "registryToken", token: new Secret(secret) },
];
const own = "https://auth.reg.example/token";
const foreign = "https://evil.test/token";
const bearer = (realm: string): FakeResponse => ({
  status: 401,
  headers: { "www-authenticate": `Bearer realm="${realm}",scope="s-${realm}"` },
});

/** What went to another site than the registry's, with anything secret in it: a login, or a token that was given for it. */
function leaks({ requests }: FakeTransport): readonly SeenRequest[] {
  return requests.filter(({ url, headers, body }) => {
    const { hostname, protocol } = new URL(url);
    const isOwn = protocol === "https:" && (hostname === "reg.example" || hostname.endsWith(".reg.example"));
    return !isOwn && (headers["authorization"] !== undefined || new URLSearchParams(body).has("refresh_token") || body.includes("sesame"));
  });
}

/** A registry that plays these answers, one after another and anew; its token servers, wherever, give tokens. */
function alternating(answers: readonly FakeResponse[]): FakeTransport {
  const state = { count: 0 };
  return new FakeTransport(({ url }) => {
    if (url.includes("/token")) return { body: { token: "t", refresh_token: "r" } };
    return answers[state.count++ % answers.length] ?? {};
  });
}

const plans: Readonly<Record<string, readonly FakeResponse[]>> = {
  "its own token server, then another's": [bearer(own), bearer(foreign)],
  "another's, then its own": [bearer(foreign), bearer(own)],
  "its own, then a redirect to another's": [bearer(own), { status: 307, headers: { location: "https://evil.test/v2/a" } }],
  "an open base, then another's": [{ body: {} }, bearer(foreign)],
  "an open base, then a redirect": [{ body: {} }, { status: 302, headers: { location: "https://evil.test/v2/a" } }],
  "a base that redirects, then its own, then another's": [
    { status: 302, headers: { location: "https://evil.test/v2/" } },
    bearer(own),
    bearer(foreign),
  ],
  "nothing, then another's": [{ status: 401 }, bearer(foreign)],
  "a page that goes on elsewhere": [
    bearer(own),
    { headers: { link: '<https://evil.test/v2/_catalog>; rel="next"' }, body: { repositories: ["a"] } },
  ],
  "Basic beside another's": [{ status: 401, headers: { "www-authenticate": ["Basic realm=x", `Bearer realm="${foreign}"`] } }],
  "its own name in plain HTTP, then another's": [bearer("http://reg.example/token"), bearer("http://evil.test/token")],
};

describe("a registry that alternates its challenges gets nothing sent to another site", () => {
  for (const [name, answers] of Object.entries(plans)) {
    test(name, async () => {
      for (const credential of credentials) {
        for (const namespace of [undefined, "docker.io"]) {
          const transport = alternating(answers);
          const client = createTestClient(transport, {
            credential,
            limits: { retries: 0, pages: 3 },
            endpoint: { ...endpoint, ...(namespace === undefined ? {} : { namespace }) },
          });
          for (const list of [() => client.listTags("a/b"), () => client.listRepositories(), () => client.listTags("c")]) {
            await list().catch(() => undefined);
          }
          assert.ok(transport.requests.length > 2);
          assert.deepEqual(leaks(transport), [], `${credential.kind} ${namespace ?? ""}`);
        }
      }
    });
  }

  test("a yes to one token server is none to the next", async () => {
    const asked: string[] = [];
    const transport = alternating([bearer("https://login.other.example/token"), bearer(foreign)]);
    const confirm = (_: string, { host }: URL): Promise<boolean> => Promise.resolve(asked.push(host) > 0 && host === "login.other.example");
    const client = createTestClient(transport, { credential: alice, realmPolicy: { confirm }, limits: { retries: 0 } });
    for (let count = 0; count < 3; count++) await client.listTags("a/b").catch(() => undefined);
    assert.deepEqual([...new Set(asked)].toSorted(), ["evil.test", "login.other.example"]);
    assert.ok(transport.requests.every(({ url }) => !url.startsWith("https://evil.test")));
  });

  test("a token server of the base that may not be asked does not keep the request's own from being asked", async () => {
    const transport = new FakeTransport(({ url, headers }) => {
      if (url.startsWith(own)) return { body: { token: "t" } };
      if (headers["authorization"] === "Bearer t") return { body: { name: "a/b", tags: ["1"] } };
      return bearer(url.endsWith("/v2/") ? foreign : own);
    });
    assert.deepEqual((await createTestClient(transport, { credential: alice }).listTags("a/b")).items, ["1"]);
    assert.deepEqual(leaks(transport), []);
  });
});
