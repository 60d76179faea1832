import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import { strictRealmPolicy } from "../../../src/registry/realmPolicy.ts";
import { RegistryClient } from "../../../src/registry/registryClient.ts";
import { RegistryError } from "../../../src/registry/registryError.ts";
import { createUndiciTransport } from "../../../src/registry/undiciTransport.ts";
import { endpointsFor } from "../../../src/services/connection.ts";
import { Sessions } from "../../../src/services/sessions.ts";
import { type RunningRegistry, startRegistry } from "../../support/registry/startRegistry.ts";
import { seedDemo } from "../../support/registry/seed/seedDemo.ts";

const started: { registry?: RunningRegistry } = {};
before(async () => {
  started.registry = await startRegistry();
  seedDemo(started.registry);
});
after(() => started.registry?.close());

const running = (): RunningRegistry => {
  assert.ok(started.registry);
  return started.registry;
};

function makeSessions() {
  const opened: string[] = [];
  const sessions = new Sessions({
    open: (endpoint, credentials) => {
      opened.push(endpoint.baseUrl.href);
      const transport = createUndiciTransport({});
      const common = { clock: systemClock, logger: silentLogger, realmPolicy: strictRealmPolicy, userAgent: "test" };
      const client = new RegistryClient({ ...common, endpoint, transport, credentials });
      return Promise.resolve({ client, verify: () => Promise.resolve({ kind: "unverified" }), dispose: () => transport.dispose() });
    },
    credentialsFor: () => ({ lookup: () => Promise.resolve(undefined) }),
    isPlainHttpAllowed: () => false,
  });
  return { sessions, opened };
}
const signal = new AbortController().signal;

test("the schemes that are tried", () => {
  const urls = (host: string, plainHttp: boolean): string[] => endpointsFor(host, { plainHttp }).map(({ baseUrl }) => baseUrl.href);
  assert.deepEqual(urls("reg.example", false), ["https://reg.example/v2"]);
  assert.deepEqual(urls("reg.example:443", true), ["http://reg.example:443/v2"]);
  assert.deepEqual(urls("reg.example:5000", true), ["http://reg.example:5000/v2"]);
  assert.deepEqual(urls("localhost:5000", false), ["https://localhost:5000/v2", "http://localhost:5000/v2"]);
  assert.deepEqual(urls("[::1]:5000", false), ["https://[::1]:5000/v2", "http://[::1]:5000/v2"]);
  assert.deepEqual(urls("docker.io", false), ["https://registry-1.docker.io/v2"]);
});

test("a loopback registry without TLS is found over plain HTTP, and one client serves all who ask", async () => {
  const { sessions, opened } = makeSessions();
  const { host } = running();
  const [first, second] = await Promise.all([sessions.clientFor(host, signal), sessions.clientFor(host, signal)]);
  assert.equal(first, second);
  assert.deepEqual(opened, [`https://${host}/v2`, `http://${host}/v2`]);
  assert.equal((await first.listRepositories({})).items.includes("demo/hello"), true);
  sessions.dispose();
});

test("a session that has ended starts anew", async () => {
  const { sessions } = makeSessions();
  const { host } = running();
  const first = await sessions.clientFor(host, signal);
  sessions.end(host);
  assert.notEqual(await sessions.clientFor(host, signal), first);
  sessions.dispose();
});

test("a failure to connect is the caller's, and is not kept", async () => {
  const { sessions, opened } = makeSessions();
  for (const attempt of [1, 2]) {
    await assert.rejects(sessions.clientFor("localhost:1", signal), (error) => RegistryError.is(error, "connection-refused"));
    assert.equal(opened.length, attempt);
  }
  sessions.dispose();
});
