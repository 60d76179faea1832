import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { isAbort } from "../../../../src/core/errors.ts";
import { HttpClient, type HttpRequest } from "../../../../src/registry/http/httpClient.ts";
import { defaultLimits } from "../../../../src/registry/limits.ts";
import type { ForeignText } from "../../../../src/core/foreignText.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { Logger } from "../../../../src/core/logger.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { type FakeResponse, FakeTransport, table } from "../support/fakeTransport.ts";
import { TestClock } from "../support/testClock.ts";
import { endpoint } from "../support/testClient.ts";

const lost = new RegistryError("connection-lost", "lost");

function createHttp(
  transport: FakeTransport,
  clock = new TestClock(),
  headers?: Readonly<Record<string, string>>,
  logger: Logger = silentLogger,
): HttpClient {
  return new HttpClient({
    endpoint: { ...endpoint, ...(headers === undefined ? {} : { headers }) },
    transport,
    clock,
    logger,
    userAgent: "test/1",
    limits: defaultLimits,
  });
}

function get(path: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: "GET", url: new URL(path, "https://reg.example"), maxBytes: 1000, ...more };
}

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${String(error)}`));
}

test("a warning is logged, but none in answer to what may be secret and echoed: a form, a signed request", async () => {
  const logged: string[] = [];
  const logger = { ...silentLogger, warn: (_: string, said?: ForeignText) => void logged.push(said?.openForSurface() ?? "") };
  const answers = ["get", "form", "signed"].map((word) => ({ headers: { warning: `299 - "to ${word}"` } }));
  const http = createHttp(
    new FakeTransport(table({ "GET /x": [answers[0]!, answers[2]!], "POST /x": [answers[1]!] })),
    undefined,
    undefined,
    logger,
  );
  await http.send(get("/x"));
  await http.send(get("/x", { method: "POST", body: "refresh_token=s3cret" }));
  await http.send(get("/x", { headers: { authorization: "AWS4-HMAC-SHA256 s3cret" } }));
  assert.deepEqual(logged, ["to get"]);
});

describe("repetition", () => {
  const repeated: readonly (readonly [name: string, method: string, answers: readonly FakeResponse[], status: number, pauses: number])[] = [
    ["a 500 that passes", "GET", [{ status: 500 }, {}], 200, 1],
    ["502, then 504", "GET", [{ status: 502 }, { status: 504 }, {}], 200, 2],
    ["no more than twice", "GET", [{ status: 503 }], 503, 2],
    ["408", "HEAD", [{ status: 408 }, {}], 200, 1],
    ["not 501", "GET", [{ status: 501 }], 501, 0],
    ["not 404", "GET", [{ status: 404 }], 404, 0],
    ["a deletion that the server was too busy for", "DELETE", [{ status: 429 }, { status: 202 }], 202, 1],
    ["not a deletion that failed half-way", "DELETE", [{ status: 502 }], 502, 0],
    ["not a POST that failed half-way", "POST", [{ status: 500 }], 500, 0],
    ["a lost connection", "GET", [{ body: "half", breaks: lost }, { body: "whole" }], 200, 1],
  ];
  for (const [name, method, answers, status, pauses] of repeated) {
    test(name, async () => {
      const transport = new FakeTransport(table({ [`${method} /x`]: answers }));
      const clock = new TestClock();
      const response = await createHttp(transport, clock).send(get("/x", { method }));
      assert.equal(response.status, status);
      assert.equal(clock.pauses.length, pauses);
      assert.equal(transport.requests.length, pauses + 1);
      assert.equal(transport.open, 0);
    });
  }

  test("pauses grow, with jitter", async () => {
    const clock = new TestClock();
    await createHttp(new FakeTransport(table({ "GET /x": { status: 503 } })), clock).send(get("/x"));
    const [first = 0, second = 0] = clock.pauses;
    assert.ok(first >= 125 && first <= 250 && second >= 250 && second <= 500, String(clock.pauses));
  });

  const waits: readonly (readonly [name: string, headers: Readonly<Record<string, string>>, pause: number])[] = [
    ["seconds", { "Retry-After": "7" }, 7000],
    ["as long as a person is kept waiting", { "retry-after": "10" }, 10_000],
    ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:03 GMT" }, 3000],
    ["a date gone by", { "retry-after": "Wed, 31 Dec 2025 23:00:00 GMT" }, 0],
    ["Docker Hub's Unix time", { "x-retry-after": String(Date.parse("2026-01-01T00:00:04Z") / 1000) }, 4000],
  ];
  for (const [name, headers, pause] of waits) {
    test(`Retry-After: ${name}`, async () => {
      const clock = new TestClock();
      const transport = new FakeTransport(table({ "GET /x": [{ status: 429, headers }, {}] }));
      assert.equal((await createHttp(transport, clock).send(get("/x"))).status, 200);
      assert.deepEqual(clock.pauses, [pause]);
    });
  }

  for (const seconds of ["11", "3600"]) {
    test(`a Retry-After of ${seconds} s is not waited for`, async () => {
      const clock = new TestClock();
      const transport = new FakeTransport(table({ "GET /x": { status: 429, headers: { "retry-after": seconds } } }));
      assert.equal((await createHttp(transport, clock).send(get("/x"))).status, 429);
      assert.equal(transport.requests.length, 1);
      assert.deepEqual(clock.pauses, []);
    });
  }

  test("a lost POST is not sent twice, nor a body that streams", async () => {
    const transport = new FakeTransport(() => ({ breaks: lost }));
    const http = createHttp(transport);
    await rejects(http.send(get("/x", { method: "POST" })), "connection-lost");
    const body = (async function* () {
      yield new Uint8Array([1]);
    })();
    await rejects(http.send(get("/x", { method: "PUT", body })), "connection-lost");
    assert.equal(transport.requests.length, 2);
  });

  test("refused connections and untrusted certificates fail at once", async () => {
    for (const code of ["connection-refused", "tls-untrusted", "timed-out", "host-not-found"] as const) {
      const transport = new FakeTransport(() => {
        throw new RegistryError(code, code);
      });
      await rejects(createHttp(transport).send(get("/x")), code);
      assert.equal(transport.requests.length, 1);
    }
  });
});

describe("redirects", () => {
  const headers = { "x-own": "1" };

  test("another origin gets neither Authorization nor the endpoint's headers, not even on the way back", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url === "https://reg.example/x") return { status: 307, headers: { location: "https://storage.example/y?sig=1" } };
      if (request.url.startsWith("https://storage.example/y")) return { status: 302, headers: { location: "https://reg.example/z" } };
      return { body: "found" };
    });
    const response = await createHttp(transport, undefined, headers).send(get("/x", { authorization: "Bearer t" }));
    assert.deepEqual(
      transport.requests.map((request) => [request.headers["authorization"], request.headers["x-own"]]),
      [
        ["Bearer t", "1"],
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.equal(response.crossOrigin, true);
    assert.equal(transport.open, 0);
  });

  test("the same origin gets both", async () => {
    const transport = new FakeTransport(table({ "GET /x": { status: 301, headers: { location: "y" } }, "GET /y": {} }));
    const response = await createHttp(transport, undefined, headers).send(get("/x", { authorization: "Bearer t" }));
    assert.deepEqual(transport.authorizations(), ["Bearer t", "Bearer t"]);
    assert.equal(transport.requests[1]?.headers["x-own"], "1");
    assert.equal(response.crossOrigin, false);
  });

  const refused: readonly (readonly [name: string, location: string | undefined])[] = [
    ["a loop", "/x"],
    ["no Location", undefined],
    ["plain HTTP after HTTPS", "http://reg.example/x"],
    ["plain HTTP to loopback after HTTPS", "http://127.0.0.1/x"],
    ["another scheme", "file:///etc/passwd"],
    ["no URL", "http://["],
  ];
  for (const [name, location] of refused) {
    test(`refused: ${name}`, async () => {
      const transport = new FakeTransport(() => ({ status: 302, headers: location === undefined ? {} : { location } }));
      await rejects(createHttp(transport).send(get("/x")), "redirect-refused");
      assert.ok(transport.requests.length <= defaultLimits.redirects + 1);
      assert.equal(transport.open, 0);
    });
  }

  test("POST is not redirected", async () => {
    const transport = new FakeTransport(() => ({ status: 307, headers: { location: "https://evil.example/" } }));
    assert.equal((await createHttp(transport).send(get("/x", { method: "POST", body: "secret" }))).status, 307);
    assert.equal(transport.requests.length, 1);
  });

  test("cookies are not kept", async () => {
    const transport = new FakeTransport(() => ({ headers: { "set-cookie": "sid=1" } }));
    const http = createHttp(transport);
    await http.send(get("/x"));
    await http.send(get("/x"));
    assert.ok(transport.requests.every((request) => request.headers["cookie"] === undefined));
  });
});

describe("bounds", () => {
  test("plain HTTP to another machine needs permission", async () => {
    const transport = new FakeTransport(() => ({}));
    const http = createHttp(transport);
    await rejects(http.send(get("http://reg.example/v2/")), "plain-http-refused");
    assert.equal(transport.requests.length, 0);
    assert.equal((await http.send(get("http://localhost:5000/v2/"))).status, 200);
  });

  test("a body above the limit, compressed or not", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const transport = new FakeTransport(
      table({ "GET /big": { body: "x".repeat(1001) }, "GET /bomb": { headers: { "content-encoding": "gzip" }, body: bomb } }),
    );
    const http = createHttp(transport);
    await rejects(http.send(get("/big")), "body-too-large");
    await rejects(http.send(get("/bomb")), "body-too-large");
    assert.equal(transport.open, 0);
  });

  test("at most six requests at once at one host, and the seventh goes when one is done", async () => {
    const gates: (() => void)[] = [];
    const transport = new FakeTransport(() => new Promise((resolve) => gates.push(() => resolve({}))));
    const http = createHttp(transport);
    const all = Array.from({ length: 20 }, (_, index) => http.send(get(`/${index}`)));
    for (let done = 0; done < 20;) {
      await new Promise(setImmediate);
      const waiting = gates.splice(0);
      assert.ok(waiting.length > 0 && waiting.length <= 6);
      for (const open of waiting) open();
      done += waiting.length;
    }
    await Promise.all(all);
    assert.equal(transport.mostOpen, 6);
  });

  test("open streams leave half of the places", async () => {
    const transport = new FakeTransport(() => ({ body: "blob" }));
    const http = createHttp(transport);
    const open = await Promise.all([1, 2, 3].map(() => http.stream(get("/blob"))));
    const fourth = http.stream(get("/blob"));
    await Promise.all([1, 2, 3, 4].map(() => http.send(get("/x"))));
    assert.equal(transport.requests.length, 7);
    open[0]?.discard();
    (await fourth).discard();
    for (const stream of open) stream.discard();
    assert.equal(transport.open, 0);
  });

  test("the deadline ends an answer that does not come", async () => {
    const clock = new TestClock();
    const transport = new FakeTransport(
      (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    const sent = createHttp(transport, clock).send(get("/x"));
    await new Promise(setImmediate);
    clock.advance(defaultLimits.deadlineMs);
    await rejects(sent, "timed-out");
    assert.equal(transport.open, 0);
  });

  test("cancelling rejects with the signal's reason, waiting or under way, and frees the place", async () => {
    const hang = new FakeTransport(
      (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    const http = createHttp(hang);
    const controller = new AbortController();
    const all = Array.from({ length: 10 }, () => http.send(get("/x", { signal: controller.signal })));
    await new Promise(setImmediate);
    assert.equal(hang.open, 6);
    controller.abort();
    for (const result of await Promise.allSettled(all)) assert.ok(result.status === "rejected" && isAbort(result.reason));
    assert.equal(hang.open, 0);
  });

  test("disposal cancels everything", async () => {
    const hang = new FakeTransport(
      (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    const http = createHttp(hang);
    const sent = http.send(get("/x"));
    await new Promise(setImmediate);
    http.dispose();
    await assert.rejects(sent, isAbort);
    await assert.rejects(http.send(get("/x")), isAbort);
  });
});

describe("streams", () => {
  test("what is no success is read whole, and frees its place", async () => {
    const transport = new FakeTransport(
      table({ "GET /x": { status: 404, body: "gone" }, "GET /busy": [{ status: 503 }, { body: "now" }] }),
    );
    const http = createHttp(transport);
    const missing = await http.stream(get("/x"));
    assert.deepEqual([missing.status, missing.bytes.toString(), missing.body], [404, "gone", undefined]);
    (await http.stream(get("/busy"))).discard();
    assert.equal(transport.open, 0);
  });

  test("failures free their places, waiting or under way", async () => {
    const transport = new FakeTransport(() => {
      throw new RegistryError("connection-refused", "refused");
    });
    const http = createHttp(transport);
    for (let count = 0; count < 10; count++) await rejects(http.stream(get("/x")), "connection-refused");
    const hang = createHttp(
      new FakeTransport(
        (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
      ),
    );
    const controller = new AbortController();
    const sent = Array.from({ length: 6 }, () => hang.send(get("/x")));
    const streams = Array.from({ length: 5 }, () => hang.stream(get("/x", { signal: controller.signal })));
    await new Promise(setImmediate);
    controller.abort();
    for (const result of await Promise.allSettled(streams)) assert.ok(result.status === "rejected" && isAbort(result.reason));
    hang.dispose();
    await Promise.allSettled(sent);
  });

  test("an error body that breaks off is a lost connection", async () => {
    const transport = new FakeTransport(() => ({ status: 404, body: "half", breaks: lost }));
    await rejects(createHttp(transport).send(get("/x", { retries: 0 })), "connection-lost");
  });
});

describe("what is sent and kept", () => {
  test("every request has our name, and asks for compression unless it is HEAD or a stream", async () => {
    const transport = new FakeTransport(() => ({}));
    const http = createHttp(transport);
    await http.send(get("/x"));
    await http.send(get("/x", { method: "HEAD" }));
    (await http.stream(get("/x"))).discard();
    assert.deepEqual(
      transport.requests.map((request) => request.headers["accept-encoding"]),
      ["gzip, br", "identity", "identity"],
    );
    assert.ok(transport.requests.every((request) => request.headers["user-agent"] === "test/1"));
  });

  test("rate limits are read from the registry, not from storage", async () => {
    const limited = { "ratelimit-limit": "100;w=21600", "ratelimit-remaining": "20;w=21600", "docker-ratelimit-source": "192.0.2.1" };
    const transport = new FakeTransport((request) => ({
      headers: request.url.startsWith("https://reg") ? limited : { "ratelimit-remaining": "1" },
    }));
    const http = createHttp(transport);
    assert.equal(http.rateLimit, undefined);
    await http.send(get("/x"));
    await http.send(get("https://storage.example/x"));
    assert.deepEqual(http.rateLimit, { limit: 100, remaining: 20, windowSeconds: 21_600, resetsAt: undefined, source: "192.0.2.1" });
  });

  test("a warning is logged once, and no query ever", async () => {
    const lines: string[] = [];
    const log = (line: string, said?: ForeignText): void => void lines.push(`${line} ${said?.openForSurface() ?? ""}`);
    const transport = new FakeTransport((request) =>
      request.url.includes("sig=")
        ? {}
        : { status: 302, headers: { location: "https://storage.example/y?sig=s3cret", warning: '299 - "this registry \\"moves\\""' } },
    );
    const http = new HttpClient({
      endpoint,
      transport,
      clock: new TestClock(),
      logger: { ...silentLogger, debug: log, warn: log },
      userAgent: "t",
      limits: defaultLimits,
    });
    await http.send(get("/x"));
    await http.send(get("/x"));
    assert.equal(lines.filter((line) => line.includes('this registry "moves"')).length, 1);
    assert.ok(lines.some((line) => line.startsWith("#1 GET reg.example/x: 302")));
    assert.ok(!lines.some((line) => line.includes("s3cret")));
  });
});
