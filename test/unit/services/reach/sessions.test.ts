import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import type { ConnectionPlan, HostConnection } from "../../../../src/services/reach/connection.ts";
import { RegistryAccess } from "../../../../src/services/reach/registryAccess.ts";
import type { Session } from "../../../../src/services/reach/session.ts";
import { type SessionPorts, Sessions } from "../../../../src/services/reach/sessions.ts";
import { seedDemo } from "../../../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";
import { silentLogger } from "../../../support/silentLogger.ts";

const auth = { kind: "basic", accounts: [{ username: "alice", password: "s3cret" }] } as const;
const started: { mirror?: RunningRegistry; registry?: RunningRegistry; guarded?: RunningRegistry } = {};
before(async () => {
  started.mirror = await startRegistry({ catalog: false });
  started.registry = await startRegistry();
  started.guarded = await startRegistry({ auth });
  seedDemo(started.registry);
  seedDemo(started.guarded);
});
after(() => Promise.all(Object.values(started).map((each) => each.close())));

const running = (name: keyof typeof started): RunningRegistry => {
  const registry = started[name];
  assert.ok(registry);
  registry.requests.clear();
  return registry;
};

function at({ host, url }: RunningRegistry, part: Partial<HostConnection> = {}): HostConnection {
  return { endpoints: [{ host, baseUrl: new URL(`${url}/v2`) }], transport: {}, canResolve: true, isRegistry: false, ...part };
}

const itselfElsewhere: HostConnection = {
  endpoints: [{ host: "reg.example", baseUrl: new URL("https://reg.example/v2") }],
  transport: {},
  canResolve: true,
  isRegistry: true,
};

function planFor(hosts: readonly HostConnection[]): ConnectionPlan {
  const itself = hosts.find(({ isRegistry }) => isRegistry);
  return {
    hosts,
    itself: itself ?? itselfElsewhere,
    pullHost: itself === undefined ? hosts.at(-1)?.endpoints[0].host : undefined,
    directory: undefined,
  };
}

function makeSessions(hosts: readonly HostConnection[], accounts: Readonly<Record<string, string>> = {}, partOf?: SessionPorts["partOf"]) {
  const opened: string[] = [];
  const asked: string[] = [];
  const warnings: string[] = [];
  const sessions = new Sessions({
    open: createSessionOpener(opened),
    plan: () => Promise.resolve(planFor(hosts)),
    credentialsFor: (host) => ({
      lookup: () => {
        asked.push(host);
        const password = accounts[host];
        return Promise.resolve(password === undefined ? undefined : { kind: "basic", username: "alice", password: new Secret(password) });
      },
    }),
    ...(partOf === undefined ? {} : { partOf }),
    logger: { ...silentLogger, warn: (line) => void warnings.push(line) },
  });
  return { sessions, opened, asked, warnings };
}
const { signal } = new AbortController();

test("a loopback registry without TLS is found over plain HTTP, and one access serves all who ask", async () => {
  const { host } = running("registry");
  const endpoints = [`https://${host}/v2`, `http://${host}/v2`].map((url) => ({ host, baseUrl: new URL(url) }));
  const { sessions, opened } = makeSessions([
    { ...at(running("registry"), { isRegistry: true }), endpoints: endpoints as unknown as HostConnection["endpoints"] },
  ]);
  const [first, second] = await Promise.all([sessions.accessTo(host, signal), sessions.accessTo(host, signal)]);
  assert.equal(first, second);
  assert.equal(sessions.speaksPlainHttp(host), false, "nobody asked it yet");
  const { value } = await first.repositories()(undefined, signal, 100);
  assert.equal(sessions.speaksPlainHttp(host), true);
  assert.ok(value.items.includes("demo/hello"));
  assert.deepEqual(
    opened,
    endpoints.map(({ baseUrl }) => baseUrl.href),
  );
  sessions.dispose();
});

test("plain HTTP is tried only where a server speaks it, not where the connection fails otherwise", async () => {
  const host = "127.0.0.1:1";
  const endpoints = [`https://${host}/v2`, `http://${host}/v2`].map((url) => ({ host, baseUrl: new URL(url) }));
  const { sessions, opened } = makeSessions([
    { ...at(running("registry")), endpoints: endpoints as unknown as HostConnection["endpoints"] },
  ]);
  await assert.rejects((await sessions.accessTo(host, signal)).repositories()(undefined, signal, 100), (error) =>
    RegistryError.is(error, "connection-refused"),
  );
  assert.deepEqual(opened, [`https://${host}/v2`]);
  assert.equal(sessions.speaksPlainHttp(host), false);
  sessions.dispose();
});

test("a place that hosts.toml names twice is asked once: what it refuses is told, and not what comes of asking it otherwise", async () => {
  const guarded = running("guarded");
  const twice = [at(guarded, { isRegistry: true }), at(guarded, { isRegistry: true, transport: { ca: ["no certificate"] } })];
  const { sessions, opened, warnings } = makeSessions(twice, { [guarded.host]: "wrong" });
  const access = await sessions.accessTo(guarded.host, signal);
  await assert.rejects(access.repositories()(undefined, signal, 10), (error) => RegistryError.is(error, "unauthorized"));
  await assert.rejects(access.tags("demo/hello")(undefined, signal, 10), (error) => RegistryError.is(error, "unauthorized"));
  assert.deepEqual([opened.length, warnings], [1, []]);
  assert.ok((await access.sessionForOwn("repositories", signal)) !== undefined);
  sessions.dispose();
});

test("a repository is listed with the login of its part of the registry, which no mirror gets", async () => {
  const registry = running("guarded");
  const mirror = running("mirror");
  const { host } = registry;
  const lookup = () => Promise.resolve({ kind: "basic", username: "alice", password: new Secret("s3cret") } as const);
  const partOf: SessionPorts["partOf"] = (_, repository) =>
    Promise.resolve(repository.startsWith("demo/") ? { name: `${host}/demo`, credentials: { lookup } } : undefined);
  const { sessions, asked } = makeSessions([at(mirror), at(registry, { isRegistry: true })], { [host]: "wrong" }, partOf);
  const tagsOf = async (repository: string) => (await sessions.accessTo(host, signal, repository)).tags(repository)(undefined, signal, 10);
  assert.equal((await tagsOf("demo/hello")).host, host);
  assert.deepEqual(asked, [mirror.host]);
  assert.equal(await sessions.accessTo(host, signal, "demo/hello"), await sessions.accessTo(host, signal, "demo/other"));
  await assert.rejects(tagsOf("library/alpine"), (error) => RegistryError.is(error, "unauthorized"));
  const ended = await sessions.accessTo(host, signal, "demo/hello");
  sessions.end(host);
  assert.notEqual(await sessions.accessTo(host, signal, "demo/hello"), ended);
  sessions.dispose();
});

test("a login goes past the mirrors, to the registry itself", async () => {
  const { sessions, opened } = makeSessions([at(running("mirror")), at(running("registry"), { isRegistry: true })]);
  const session = await sessions.connectDirectly("reg.example", signal);
  assert.deepEqual(opened, [`${running("registry").url}/v2`]);
  session.dispose();
});

test("a login never goes to another host that hosts.toml sends pulls to", async () => {
  const { sessions, opened } = makeSessions([at(running("mirror"))]);
  const session = await sessions.connectDirectly("reg.example", signal);
  assert.deepEqual(opened, ["https://reg.example/v2"]);
  assert.equal((await sessions.pullsFrom("reg.example"))?.host, running("mirror").host);
  session.dispose();
});

test("who cancels does not want the next host asked", async () => {
  const mirror = running("mirror");
  const registry = running("registry");
  const { sessions, warnings } = makeSessions([at(mirror), at(registry, { isRegistry: true })]);
  const read = (await sessions.accessTo("reg.example", signal)).tags("demo/hello");
  const cancelled = new AbortController();
  const page = read(undefined, cancelled.signal, 10);
  cancelled.abort();
  await assert.rejects(page, (error) => isAbort(error));
  assert.deepEqual([registry.requests.lines(), warnings], [[], []]);
  sessions.dispose();
});

test("what was still connecting when its access ended is ended, too", async () => {
  const opening = Promise.withResolvers<Session>();
  const disposals: string[] = [];
  const access = new RegistryAccess([at(running("registry"))], () => opening.promise, silentLogger);
  const page = access.repositories()(undefined, signal, 10);
  access.dispose();
  const client = { listRepositories: () => Promise.reject(new Error("disposed")) } as unknown as Session["client"];
  const notAsked = (): Promise<never> => Promise.reject(new Error("not asked"));
  opening.resolve({
    client,
    endpoint: itselfElsewhere.endpoints[0],
    askApi: notAsked,
    verify: notAsked,
    probe: notAsked,
    getApi: notAsked,
    postForm: notAsked,
    dispose: () => void disposals.push("session"),
  });
  await assert.rejects(page);
  assert.deepEqual(disposals, ["session"]);
});

test("tags come from the first host that has them, and it answers for the pages after", async () => {
  const mirror = running("mirror");
  const registry = running("registry");
  const { sessions, warnings } = makeSessions([at(mirror), at(registry, { isRegistry: true })]);
  const read = (await sessions.accessTo("reg.example", signal)).tags("tools/runtime");
  const page = await read(undefined, signal, 10);
  assert.equal(page.host, registry.host);
  assert.deepEqual(
    warnings.map((line) => line.includes(mirror.host)),
    [true],
  );
  assert.equal(page.value.items.length, 10);
  await read(page.value.next, signal, 10);
  assert.deepEqual([mirror.requests.entries.length, registry.requests.entries.length], [1, 2]);
  sessions.dispose();
});

test("a mirror that may not resolve is not asked for tags, and no mirror for the catalog", async () => {
  const mirror = running("mirror");
  const registry = running("registry");
  const { sessions } = makeSessions([at(mirror, { canResolve: false }), at(registry, { isRegistry: true })]);
  const access = await sessions.accessTo("reg.example", signal);
  await access.tags("demo/hello")(undefined, signal, 10);
  await access.repositories()(undefined, signal, 10);
  assert.equal(mirror.requests.entries.length, 0);
  sessions.dispose();
});

test("each host is given its own credentials only", async () => {
  const guarded = running("guarded");
  const mirror = at(running("mirror"));
  const { sessions, asked } = makeSessions([at(guarded), mirror], { "reg.example": "s3cret" });
  await assert.rejects((await sessions.accessTo("reg.example", signal)).tags("demo/hello")(undefined, signal, 10));
  assert.deepEqual(asked, [guarded.host, mirror.endpoints[0].host]);
  assert.ok(guarded.requests.entries.every(({ headers }) => headers.authorization === undefined));
  const own = makeSessions([at(guarded)], { [guarded.host]: "s3cret" });
  const { host } = await (await own.sessions.accessTo("reg.example", signal)).tags("demo/hello")(undefined, signal, 10);
  assert.equal(host, guarded.host);
  sessions.dispose();
  own.sessions.dispose();
});

test("a failure is the last host's, and is not kept", async () => {
  const mirror = running("mirror");
  const nowhere: HostConnection = {
    ...at(mirror),
    isRegistry: true,
    endpoints: [{ host: "localhost:1", baseUrl: new URL("http://localhost:1/v2") }],
  };
  const { sessions } = makeSessions([at(mirror), nowhere]);
  const access = await sessions.accessTo("reg.example", signal);
  for (const attempt of [1, 2]) {
    await assert.rejects(access.tags("demo/hello")(undefined, signal, 10), (error) => RegistryError.is(error, "connection-refused"));
    assert.equal(mirror.requests.entries.length, attempt);
  }
  sessions.dispose();
});

test("an access that has ended starts anew", async () => {
  const { sessions } = makeSessions([at(running("registry"), { isRegistry: true })]);
  const first = await sessions.accessTo("reg.example", signal);
  sessions.end("reg.example");
  assert.notEqual(await sessions.accessTo("reg.example", signal), first);
  sessions.dispose();
});
