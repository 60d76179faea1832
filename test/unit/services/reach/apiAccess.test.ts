import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { ApiAccess } from "../../../../src/services/reach/apiAccess.ts";
import { type FakeResponse, FakeTransport } from "../../registry/support/fakeTransport.ts";
import { TestClock } from "../../registry/support/testClock.ts";
import { silentLogger } from "../../../support/silentLogger.ts";

const { signal } = new AbortController();

/** A registry whose token server is at sso.example, and what was sent to any host. */
function accessTo({
  answer = { body: {} },
  tokenServer = "https://sso.example/token",
  baseUrl = "https://reg.example/v2",
  allowPlainHttp = false,
}: { allowPlainHttp?: boolean; answer?: FakeResponse; tokenServer?: string; baseUrl?: string } = {}) {
  const transport = new FakeTransport(() => answer);
  const elsewhere = new FakeTransport(() => answer);
  const access = new ApiAccess({
    endpoint: { host: "reg.example", baseUrl: new URL(baseUrl), headers: { "X-Team": "ours" }, allowPlainHttp },
    transport,
    openElsewhere: () => elsewhere,
    tokenServer: () => Promise.resolve(new URL(tokenServer)),
    clock: new TestClock(),
    logger: silentLogger,
    userAgent: "t",
  });
  const ask = (url: string) =>
    access.ask({ url: new URL(url), authorization: "Bearer s3cret-token", secret: new Secret("s3cret-token") }, signal);
  return { access, ask, own: transport.requests, others: elsewhere.requests };
}

test("an API on the registry's own origin is asked as the registry is, with the headers of hosts.toml", async () => {
  const { ask, own, others } = accessTo({ answer: { body: [1], headers: { link: '<https://reg.example/api?page=2>; rel="next"' } } });
  const { json, next } = await ask("https://reg.example/api");
  assert.deepEqual([json, next], [[1], "https://reg.example/api?page=2"]);
  assert.deepEqual([own[0]?.headers["authorization"], own[0]?.headers["x-team"], others.length], ["Bearer s3cret-token", "ours", 0]);
});

test("an API beside the judged token server gets the login, and no header of the registry's", async () => {
  const { ask, own, others } = accessTo();
  await ask("https://sso.example/api/v4/projects");
  assert.deepEqual([others[0]?.headers["authorization"], others[0]?.headers["x-team"], own.length], ["Bearer s3cret-token", undefined, 0]);
});

for (const url of [
  "https://evil.example/api",
  "https://reg.example.evil.example/api",
  "https://reg.example:8443/api",
  "http://reg.example/api",
  "http://sso.example/api",
  "https://user:word@reg.example/api",
  "https://api.github.com/user",
  "https://hub.docker.com/v2/",
]) {
  test(`nothing is sent to ${url}`, async () => {
    const { ask, own, others } = accessTo();
    await assert.rejects(ask(url), (error) => RegistryError.is(error, "request-rejected"));
    assert.deepEqual([own, others], [[], []]);
  });
}

test("the API of a registry that is reached over plain HTTP is asked as the registry is, and no other", async () => {
  const { access, ask, own, others } = accessTo({ baseUrl: "http://reg.example:8081/v2", allowPlainHttp: true });
  await ask("https://reg.example:8081//artifactory/api");
  await access.get(new URL("https://reg.example:8081/artifactory/api"), "Basic x", undefined, signal);
  assert.deepEqual(
    own.map(({ url }) => url),
    ["http://reg.example:8081//artifactory/api", "http://reg.example:8081/artifactory/api"],
  );
  assert.deepEqual(others, []);
  for (const url of ["https://reg.example/api", "https://evil.example:8081/api", "https://user:word@reg.example:8081/api"])
    await assert.rejects(ask(url), (error) => RegistryError.is(error, "request-rejected"));
  assert.equal(own.length, 2);
});

test("a redirect to another host is not followed", async () => {
  const { ask, own, others } = accessTo({ answer: { status: 302, headers: { location: "https://evil.example/" } } });
  await assert.rejects(ask("https://reg.example/api"), (error) => RegistryError.is(error, "redirect-refused"));
  assert.deepEqual([own.length, others.length], [1, 0]);
});

test("what a refusal says is without the login, and a page or too much of anything is no answer", async () => {
  const refused = accessTo({ answer: { status: 403, body: { message: "s3cret-token may not" } } });
  const error = await refused.ask("https://reg.example/api").catch((thrown: unknown) => thrown);
  assert.ok(RegistryError.is(error, "denied"));
  assert.ok(!(error.details[0]?.message.openForSurface() ?? "").includes("s3cret-token"));
  const page = accessTo({ answer: { body: "<!doctype html><title>Log in</title>" } });
  await assert.rejects(page.ask("https://reg.example/api"), (thrown) => RegistryError.is(thrown, "not-a-registry"));
  const long = accessTo({ answer: { body: `[${"1,".repeat(60_000)}1]` } });
  await assert.rejects(long.ask("https://reg.example/api"), (thrown) => RegistryError.is(thrown, "body-too-complex"));
  const large = accessTo({ answer: { body: `"${"x".repeat(5 * 1024 * 1024)}"` } });
  await assert.rejects(large.ask("https://reg.example/api"), (thrown) => RegistryError.is(thrown, "body-too-large"));
});
