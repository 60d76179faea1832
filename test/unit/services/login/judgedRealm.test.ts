import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { probeRights } from "../../../../src/registry/auth/probeRights.ts";
import { strictRealmPolicy } from "../../../support/strictRealmPolicy.ts";
import { verifyCredential } from "../../../../src/registry/auth/verifyCredential.ts";
import { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { ApiAccess } from "../../../../src/services/reach/apiAccess.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import type { SessionPorts } from "../../../../src/services/reach/sessions.ts";
import { createLoginPorts } from "../../../support/loginPorts.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { FakeTransport } from "../../registry/support/fakeTransport.ts";
import { TestClock } from "../../registry/support/testClock.ts";

const secret = "glpat-s3cret";
const own = "https://reg.example/jwt/auth";
const foreign = "https://evil.test/jwt/auth";

/** A registry whose challenges name these realms, one after another; all of them give tokens, and all have GitLab's API. */
function gitlab(realms: readonly string[]): FakeTransport {
  const state = { challenges: 0 };
  return new FakeTransport(({ url, headers }) => {
    if (url.includes("/jwt/auth")) return { body: { token: "t" } };
    if (url.includes("/api/v4/")) return { body: [] };
    if (headers["authorization"] === "Bearer t") return {};
    const realm = realms[Math.min(state.challenges++, realms.length - 1)] ?? "";
    return { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}",service="container_registry"` } };
  });
}

/** A token is asked about, and then the list, where GitLab does not tell. */
const apis = ["https://reg.example/api/v4/personal_access_tokens/self", "https://reg.example/api/v4/projects"];

/** Logs in with a GitLab token, the way a person does; answers the origins that saw it, and the paths that it was shown at. */
function playLogin(t: TestContext, transport: FakeTransport) {
  return play(t, transport, [
    { pick: "GitLab, self-managed" },
    { type: "reg.example" },
    { pick: "Personal, Project or Group Access Token" },
    { type: "alice" },
    { type: secret },
    "escape",
  ]);
}

async function play(t: TestContext, transport: FakeTransport, moves: readonly Move[]) {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-realm-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const common = { transport, realmPolicy: strictRealmPolicy, clock: new TestClock(), logger: silentLogger, userAgent: "t" };
  const probes: string[] = [];
  const open: SessionPorts["open"] = (endpoint, _, credentials) => {
    const client = new RegistryClient({ ...common, endpoint, credentials });
    const tokenServer = () => Promise.reject(new Error("the one that took the login is known"));
    const access = new ApiAccess({ ...common, endpoint, openElsewhere: () => transport, tokenServer });
    return Promise.resolve({
      client,
      endpoint,
      askApi: () => Promise.reject(new Error("no list is asked for")),
      verify: (credential, signal) => verifyCredential(credential, { ...common, endpoint, signal }),
      probe: (credential, repository, signal) => {
        probes.push(endpoint.host);
        return probeRights(credential, repository, { ...common, endpoint, signal });
      },
      postForm: () => Promise.reject(new Error("no form is sent")),
      getApi: (...request) => access.get(...request),
      dispose: () => client.dispose(),
    });
  };
  const { ports, steps } = createLoginPorts(directory, moves, { open });
  const result = await logIn({}, ports);
  const shownTo = transport.requests.filter(({ headers, body }) => isSecretIn(headers["authorization"] ?? "", body));
  const pages = steps.flatMap(({ links }) => links ?? []).map(({ url }) => new URL(url));
  const tokenPages = pages.filter(({ pathname }) => pathname.endsWith("/personal_access_tokens")).map(({ origin }) => origin);
  return {
    result,
    probes,
    tokenPages: [...new Set(tokenPages)],
    shownTo: [...new Set(shownTo.map(({ url }) => new URL(url).origin + new URL(url).pathname))],
  };
}

function isSecretIn(authorization: string, body: string): boolean {
  const decoded = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString();
  return [authorization, decoded, body].some((text) => text.includes(secret));
}

test("GitLab's API is asked at the realm that was given the login, not at that of an earlier challenge", async (t) => {
  const { result, shownTo } = await playLogin(t, gitlab([foreign, own]));
  assert.equal(result.kind, "loggedIn");
  assert.deepEqual(shownTo, [own, ...apis]);
});

test("the page that creates a token is that of a GitLab whose realm is trusted, and of no other", async (t) => {
  assert.deepEqual((await playLogin(t, gitlab([own]))).tokenPages, ["https://reg.example"]);
  assert.deepEqual((await playLogin(t, gitlab([foreign, own]))).tokenPages, []);
});

for (const prefix of ["//evil.test", "/\\evil.test", "//evil.test:8443", "//127.0.0.1:9000"]) {
  test(`a realm of the registry's own host names no other by its path: ${prefix}`, async (t) => {
    const { shownTo, tokenPages } = await playLogin(t, gitlab([`https://reg.example${prefix}/jwt/auth`]));
    assert.ok(shownTo.some((address) => address.endsWith("/api/v4/projects")));
    for (const address of [...shownTo, ...tokenPages]) assert.equal(new URL(address).host, "reg.example");
  });
}

test("a later challenge does not move GitLab's API", async (t) => {
  const { shownTo } = await playLogin(t, gitlab([own, own, foreign]));
  assert.deepEqual(shownTo, [own, ...apis]);
});

test("registries that alternate their challenges get a token to nobody's host but their own", async (t) => {
  for (const realms of [
    [own, foreign],
    [foreign, foreign],
    [foreign, own, foreign],
  ]) {
    const { shownTo } = await playLogin(t, gitlab(realms));
    assert.ok(
      shownTo.every((address) => address.startsWith("https://reg.example/")),
      shownTo.join(" "),
    );
  }
});

/** A registry whose token server is its own, whatever else is asked answers as GitHub's API does. */
function github(host: string): FakeTransport {
  return new FakeTransport(({ url, headers }) => {
    if (url.startsWith(`https://${host}/token`)) return { body: { token: "t" } };
    if (!url.startsWith(`https://${host}/`)) return { body: { login: "alice" }, headers: { "x-oauth-scopes": "repo" } };
    if (headers["authorization"] === "Bearer t") return {};
    return { status: 401, headers: { "www-authenticate": `Bearer realm="https://${host}/token",service="${host}"` } };
  });
}

for (const [host, api] of [
  ["ghcr.io", "https://api.github.com/user"],
  ["containers.octocorp.ghe.com", "https://api.octocorp.ghe.com/user"],
  ["containers.github.example.com", "https://github.example.com/api/v3/user"],
  ["containers.github.io", undefined],
  ["containers.co.uk", undefined],
] as const) {
  test(`a token for ${host} is shown to ${api ?? "no API, and the registry itself is asked what it may do"}`, async (t) => {
    const row: readonly Move[] = host === "ghcr.io" ? [{ paste: host }] : [{ pick: "GitHub Enterprise" }, { type: host }];
    const method: readonly Move[] = host === "ghcr.io" ? [{ pick: "Classic Access Token" }] : [];
    const transport = github(host);
    const store: readonly Move[] = api === undefined ? [] : [{ pick: "In config.json" }];
    const { result, shownTo, probes } = await play(t, transport, [...row, ...method, { type: "alice" }, { type: secret }, ...store]);
    assert.ok(result.kind === "loggedIn");
    assert.deepEqual(
      shownTo.filter((address) => !address.startsWith(`https://${host}/`)),
      api === undefined ? [] : [api],
    );
    const isTold = result.notes.some(({ text: template }) => template.includes("lacks the scope"));
    assert.deepEqual([isTold, probes.length], api === undefined ? [false, 1] : [true, 0]);
  });
}
