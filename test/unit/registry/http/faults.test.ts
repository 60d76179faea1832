import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { inspect } from "node:util";
import { type Clock, systemClock } from "../../../../src/core/clock.ts";
import type { RegistryLimits } from "../../../../src/registry/limits.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FaultName, faults, startFaultServer } from "../../../support/faultServer/startFaultServer.ts";
import { basicCredential, createNetworkClient } from "../../../support/networkClient.ts";

type Operation = (client: RegistryClient) => Promise<readonly string[]>;

/** How an operation must end: with these tags, or with this error. */
type Ending = RegistryErrorCode | readonly string[];

const password = "a s3cret word";
const digest = `sha256:${"a".repeat(64)}`;
const maxPages = 20;

const listTags: Operation = async (client) => {
  const all: string[] = [];
  for await (const page of client.eachTagPage("team/app")) all.push(...page);
  return all;
};
const listTagsOften: Operation = async (client) => {
  const lists: (readonly string[])[] = [];
  for (let count = 0; count < 5; count++) lists.push(await listTags(client));
  return [...new Set(lists.flat())];
};
const listRepositories: Operation = async (client) => (await client.listRepositories()).items;
const getManifest: Operation = async (client) => [(await client.getManifest("team/app", digest)).digest];
const getBlob: Operation = async (client) => {
  const { body } = await client.getBlob("team/app", { digest, size: 22 });
  for await (const _ of body);
  return [];
};

const works = ["1.0", "1.1"];

const endings: Readonly<Record<FaultName, Ending | { readonly does: Operation; readonly ends: Ending }>> = {
  "closes before it answers": "connection-lost",
  "resets before it answers": "connection-lost",
  "closes in the middle of the headers": "connection-lost",
  "resets in the middle of the body": "connection-lost",
  "closes before the announced length": "connection-lost",
  "closes in the middle of a chunk": "connection-lost",
  "answers once, then closes": { does: listTagsOften, ends: "connection-lost" },
  "never answers": "timed-out",
  "stalls in the middle of the headers": "timed-out",
  "stalls in the middle of the body": "timed-out",
  "drips the headers": "timed-out",
  "drips the body": "timed-out",
  "sends early hints for ever": "timed-out",
  "speaks another protocol": "invalid-response",
  "answers plain HTTP with a TLS alert": "https-server",
  "says that HTTPS is expected": "https-server",
  "sends nothing but zeros": "invalid-response",

  "sends a header of 10 MB": "invalid-response",
  "sends headers without end": "invalid-response",
  "sends a header that is not UTF-8": works,
  "sends two lengths": "invalid-response",
  "sends a length and chunks": "invalid-response",
  "sends a chunk without a size": "invalid-response",
  "announces less than it sends": "response-cut-short",
  "mixes the case of header names": works,
  "answers in HTTP/1.0 and closes": works,
  "sends neither length nor chunks": works,
  "closes kept-alive connections when they are used again": { does: listTagsOften, ends: works },
  "sends 204 where a list belongs": "invalid-response",

  "sends a body without end": "body-too-large",
  "sends chunks without end": "body-too-large",
  "sends a gzip bomb": "body-too-large",
  "sends a gzip bomb as an error": "request-rejected",
  "cuts the gzip stream short": "invalid-response",
  "says gzip and sends none": "invalid-response",
  "sends an unknown encoding": "invalid-response",
  "sends an encoding named constructor": "invalid-response",
  "sends an encoding named __proto__": "invalid-response",
  "sends one encoding in another": "invalid-response",
  "sends an error in an unknown encoding": "denied",
  "sends an error that breaks its encoding": "denied",
  "names what is no encoding": works,
  "cuts the JSON short": "response-cut-short",
  "sends JSON that is not UTF-8": "invalid-response",
  "sends an array": "invalid-response",
  "sends null": "invalid-response",
  "sends nothing": "invalid-response",
  "sends tags that are not a list": "invalid-response",
  "sends tags: null": [],
  "sends digests and nulls among the tags": works,
  "sends a web page": "not-a-registry",
  "sends a web page as 404": "not-found",
  "sends a web page as 502": "server-error",
  "sends a manifest with other bytes than its digest": { does: getManifest, ends: "digest-mismatch" },
  "sends a manifest that is a web page": { does: getManifest, ends: "digest-mismatch" },
  "sends a blob with other bytes than its digest": { does: getBlob, ends: "digest-mismatch" },

  "429 for ever, Retry-After in seconds": "rate-limited",
  "429 for ever, Retry-After as a date": "rate-limited",
  "429 for ever, X-Retry-After as a Unix time": "rate-limited",
  "429, Retry-After in an hour": "rate-limited",
  "429 for ever, Retry-After is nonsense": "rate-limited",
  "429 once": works,
  "503 for ever": "server-error",
  "500 once": works,
  "403 with the registry's reason": "denied",
  "404 on _catalog": { does: listRepositories, ends: "not-found" },
  "405 on _catalog": { does: listRepositories, ends: "unsupported" },
  "418": "request-rejected",
  "an error body without end of nesting": "request-rejected",
  "an error body that is nested 100,000 deep": "denied",
  "redirects to itself": "redirect-refused",
  "redirects in a circle": "redirect-refused",
  "redirects without end": "redirect-refused",
  "redirects without saying where": "redirect-refused",
  "redirects to a file": "redirect-refused",
  "redirects to another origin": [],

  "links to a next page for ever": "too-many-pages",
  "links to the page itself": "paging-loop",
  "links back and forth": "paging-loop",
  "links to another origin": "paging-loop",
  "links to another scheme": "paging-refused",

  "401 without a challenge": "unauthorized",
  "401 after login": "unauthorized",
  "401 with a scheme that nobody knows": "unauthorized",
  "401 with a challenge of 12 kB of commas": "unauthorized",
  "every token is expired": "unauthorized",
  "the token lives for no time": works,
  "the token's lifetime is nonsense": works,
  "the token endpoint refuses the password": "unauthorized",
  "the token endpoint is broken": "server-error",
  "the token endpoint sends no token": "invalid-response",
  "the token endpoint sends a number": "invalid-response",
  "the token endpoint sends a token with a line break": "invalid-response",
  "the token endpoint sends a web page": "not-a-registry",
  "the token endpoint never answers": "timed-out",
  "the token endpoint closes": "connection-lost",
  "the token endpoint redirects to another origin": "redirect-refused",
  "the realm is down": "connection-refused",
  "the realm is another site": "realm-not-trusted",
  "the realm is a private address": "realm-not-trusted",
  "the realm is a file": "realm-not-trusted",
  "the realm is no address": "unauthorized",
};

/** Pauses and deadlines pass twenty times as fast. */
const fastClock: Clock = { now: () => Date.now(), sleep: (ms, signal) => systemClock.sleep(ms / 20, signal) };
const megabyte = 1024 * 1024;

/** A deadline that is waited for is short; where another error must come first, it is long enough for a busy machine. */
function limitsFor(ends: Ending): Partial<RegistryLimits> {
  const deadlineMs = ends === "timed-out" ? 3000 : 200_000;
  return { deadlineMs, listBytes: megabyte, manifestBytes: megabyte, pages: maxPages };
}

function openConnections(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource.startsWith("TCP")).length;
}

void describe("a server that", { concurrency: 4 }, () => {
  // Other files of the same process may have servers of their own.
  const start = { open: 0 };
  before(() => {
    start.open = openConnections();
  });
  for (const name of Object.keys(faults) as FaultName[]) {
    const ending = endings[name];
    const { does, ends } = typeof ending === "object" && "does" in ending ? ending : { does: listTags, ends: ending };
    void test(`${name}: ${typeof ends === "string" ? ends : "works"}`, { timeout: 10_000 }, async (t) => {
      const server = await startFaultServer(name);
      t.after(() => server.close());
      const credential = basicCredential({ username: "alice", password });
      const connection = createNetworkClient({ url: server.url, credential, clock: fastClock, limits: limitsFor(ends) });
      const outcome = await does(connection.client).catch((error: unknown) => error);
      connection.dispose();
      await server.drained();
      if (typeof ends === "string") {
        assert.ok(outcome instanceof RegistryError, inspect(outcome));
        assert.equal(outcome.code, ends, outcome.message);
        assert.ok(!inspect(outcome, { depth: 10 }).includes(password));
      } else {
        assert.deepEqual(outcome, ends);
      }
      assert.ok(server.requests.entries.length <= 1 + maxPages, server.requests.lines().join("\n"));
      assert.ok(server.requestsElsewhere.entries.every(({ headers }) => headers.authorization === undefined));
    });
  }

  after(async () => {
    // What was closed is freed at the end of the event loop's turn, which comes after what was set for that turn.
    await nextTurn();
    await nextTurn();
    assert.equal(openConnections(), start.open);
  });
});
