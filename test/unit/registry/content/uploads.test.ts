import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { sha256Of } from "../../../../src/core/digest.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "../support/fakeTransport.ts";
import { createAliceClient, createTestClient } from "../support/testClient.ts";

const content = "0123456789abcdefghij";
const source = {
  digest: sha256Of(Buffer.from(content)),
  size: content.length,
  async *open(offset: number) {
    for (let at = offset; at < content.length; at += 3) yield Buffer.from(content.slice(at, at + 3));
  },
};

type Fault = (request: SeenRequest, count: number) => (FakeResponse & { readonly kept?: number }) | undefined;

/** A registry that takes uploads; `fault` may answer in its place, after it took `kept` bytes of a PATCH. */
class UploadRegistry {
  received = "";
  committed = false;
  cancelled = false;
  readonly transport: FakeTransport;
  readonly #fault: Fault;
  #patches = 0;

  constructor(fault: Fault = () => undefined) {
    this.#fault = fault;
    this.transport = new FakeTransport((request) => this.#answer(request));
  }

  #answer(request: SeenRequest): FakeResponse {
    const fault = this.#fault(request, request.method === "PATCH" ? ++this.#patches : 0);
    if (fault === undefined) return this.#take(request);
    if (request.method === "PATCH") this.received += request.body.slice(0, fault.kept ?? 0);
    if (fault.breaks !== undefined) throw fault.breaks;
    return fault;
  }

  #take(request: SeenRequest): FakeResponse {
    switch (request.method) {
      case "HEAD":
        return { status: this.committed ? 200 : 404 };
      case "POST":
        return { status: 202, headers: this.#state() };
      case "PATCH":
        return this.#append(request);
      case "GET":
        return { status: 204, headers: this.#state() };
      case "PUT":
        this.committed = new URL(request.url).searchParams.get("digest") === sha256Of(Buffer.from(this.received));
        return { status: this.committed ? 201 : 400 };
      default:
        this.cancelled = true;
        return { status: 204 };
    }
  }

  #append(request: SeenRequest): FakeResponse {
    const start = Number(request.headers["content-range"]?.split("-")[0] ?? 0);
    if (start !== this.received.length) return { status: 416 };
    this.received += request.body;
    return { status: 202, headers: this.#state() };
  }

  #state(): Record<string, string> {
    const location = `/v2/a/b/blobs/uploads/id?state=${this.received.length}%2B`;
    return this.received === "" ? { location } : { location, range: `0-${this.received.length - 1}` };
  }
}

/** Whatever was started and not waited for has its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const lost = new RegistryError("connection-lost", "lost");

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${String(error)}`));
}

describe("uploadBlob", () => {
  test("sends everything in one request, to the addresses that the registry names", async () => {
    const registry = new UploadRegistry();
    const progress: number[] = [];
    assert.equal(
      await createTestClient(registry.transport).uploadBlob("a/b", source, { onProgress: (sent) => progress.push(sent) }),
      "uploaded",
    );
    assert.deepEqual(registry.transport.lines, [
      `HEAD /v2/a/b/blobs/${source.digest}`,
      "POST /v2/a/b/blobs/uploads/",
      "PATCH /v2/a/b/blobs/uploads/id?state=0%2B",
      `PUT /v2/a/b/blobs/uploads/id?state=20%2B&digest=${encodeURIComponent(source.digest)}`,
    ]);
    assert.equal(registry.transport.requests[2]?.headers["content-length"], "20");
    assert.equal(registry.transport.requests[2]?.headers["content-range"], undefined);
    assert.ok(registry.committed);
    assert.equal(progress.at(-1), 20);
  });

  test("sends chunks where they are wanted", async () => {
    const registry = new UploadRegistry();
    await createTestClient(registry.transport).uploadBlob("a/b", source, { chunkBytes: 8 });
    const ranges = registry.transport.requests.flatMap((request) => request.headers["content-range"] ?? []);
    assert.deepEqual(ranges, ["0-7", "8-15", "16-19"]);
    assert.ok(registry.committed);
  });

  const minima: readonly (readonly [header: string, chunkBytes: number | undefined, ranges: readonly string[]])[] = [
    ["9", 4, ["0-8", "9-17", "18-19"]],
    ["9", 12, ["0-11", "12-19"]],
    ["9", undefined, []],
    ["1000", 4, []],
    ["0", 8, ["0-7", "8-15", "16-19"]],
    ["nonsense", 8, ["0-7", "8-15", "16-19"]],
    ["-9", 8, ["0-7", "8-15", "16-19"]],
  ];
  for (const [header, chunkBytes, expected] of minima) {
    test(`sends chunks of ${chunkBytes ?? "everything"} where at least ${header} are wanted`, async () => {
      const registry = new UploadRegistry((request) =>
        request.method === "POST"
          ? { status: 202, headers: { location: "/v2/a/b/blobs/uploads/id", "oci-chunk-min-length": header } }
          : undefined,
      );
      await createTestClient(registry.transport).uploadBlob("a/b", source, { chunkBytes });
      const ranges = registry.transport.requests.flatMap((request) => request.headers["content-range"] ?? []);
      assert.deepEqual(ranges, expected);
      assert.ok(registry.committed);
    });
  }

  test("keeps to the smallest chunk where it goes on after a break", async () => {
    const registry = new UploadRegistry((request, count) => {
      if (request.method === "POST") return { status: 202, headers: { location: "/v2/a/b/blobs/uploads/id", "oci-chunk-min-length": "9" } };
      return request.method === "PATCH" && count === 1 ? { breaks: lost, kept: 5 } : undefined;
    });
    await createTestClient(registry.transport).uploadBlob("a/b", source, { chunkBytes: 4 });
    const ranges = registry.transport.requests.flatMap((request) => request.headers["content-range"] ?? []);
    assert.deepEqual(ranges, ["0-8", "5-13", "14-19"]);
    assert.ok(registry.committed);
  });

  test("goes by HEAD alone to tell that a blob is there, and by GET where HEAD is refused", async () => {
    for (const [head, lines] of [
      [200, [`HEAD /v2/a/b/blobs/${source.digest}`]],
      [405, [`HEAD /v2/a/b/blobs/${source.digest}`, `GET /v2/a/b/blobs/${source.digest}`]],
    ] as const) {
      const transport = new FakeTransport((request) =>
        request.method === "HEAD" ? { status: head } : { status: 206, headers: { "content-range": "bytes 0-0/20" }, body: "0" },
      );
      assert.equal(await createTestClient(transport).uploadBlob("a/b", source), "exists");
      assert.deepEqual(transport.lines, lines);
    }
  });

  test("sends nothing of an empty blob", async () => {
    const registry = new UploadRegistry();
    const empty = { digest: sha256Of(Buffer.alloc(0)), size: 0, open: () => source.open(0) };
    await createTestClient(registry.transport).uploadBlob("a/b", empty);
    assert.ok(registry.committed && !registry.transport.requests.some((request) => request.method === "PATCH"));
  });

  test("sends nothing of a blob that is there", async () => {
    const transport = new FakeTransport(() => ({ headers: { "content-length": "20" } }));
    assert.equal(await createTestClient(transport).uploadBlob("a/b", source), "exists");
    assert.equal(transport.requests.length, 1);
  });

  test("sends nothing of a blob that another repository has", async () => {
    const transport = new FakeTransport((request) => ({ status: request.method === "POST" ? 201 : 404 }));
    assert.equal(await createTestClient(transport).uploadBlob("a/b", source, { mountFrom: "c/d" }), "mounted");
    assert.equal(transport.lines[1], `POST /v2/a/b/blobs/uploads/?mount=${encodeURIComponent(source.digest)}&from=c%2Fd`);
  });

  for (const [name, chunkBytes] of [
    ["in one request", undefined],
    ["in chunks", 8],
  ] as const) {
    test(`goes on where it broke off, ${name}`, async () => {
      const registry = new UploadRegistry((request, count) =>
        request.method === "PATCH" && count === 1 ? { breaks: lost, kept: 5 } : undefined,
      );
      assert.equal(await createTestClient(registry.transport).uploadBlob("a/b", source, { chunkBytes }), "uploaded");
      assert.equal(registry.received, content);
      assert.ok(registry.committed);
    });
  }

  const passing: readonly (readonly [name: string, fault: FakeResponse & { kept?: number }])[] = [
    ["503", { status: 503 }],
    ["a token that expired on the way", { status: 401, kept: 4 }],
    ["416", { status: 416, kept: 4 }],
    ["a connection lost before anything arrived", { breaks: lost, kept: 0 }],
    ["a connection lost after everything arrived", { breaks: lost, kept: 20 }],
  ];
  for (const [name, fault] of passing) {
    test(`goes on after ${name}`, async () => {
      const registry = new UploadRegistry((request, count) => (request.method === "PATCH" && count === 1 ? fault : undefined));
      await createTestClient(registry.transport).uploadBlob("a/b", source);
      assert.equal(registry.received, content);
    });
  }

  test("sends again what the registry did not keep", async () => {
    const registry = new UploadRegistry((request, count) =>
      request.method === "PATCH" && count === 1 ? { status: 202, kept: 5, headers: { range: "0-4" } } : undefined,
    );
    await createTestClient(registry.transport).uploadBlob("a/b", source);
    assert.equal(registry.received, content);
  });

  test("gives up on a registry that keeps nothing more, or forgets", async () => {
    for (const range of ["0-4", "0-2"]) {
      const registry = new UploadRegistry((request) => (request.method === "PATCH" ? { status: 202, headers: { range } } : undefined));
      await rejects(createTestClient(registry.transport).uploadBlob("a/b", source), "invalid-response");
      assert.equal(registry.transport.requests.filter((request) => request.method === "PATCH").length, 6);
    }
  });

  test("gives up where it gets no further, and tells the registry to forget", async () => {
    const registry = new UploadRegistry((request) => (request.method === "PATCH" ? { breaks: lost } : undefined));
    await rejects(createTestClient(registry.transport).uploadBlob("a/b", source), "connection-lost");
    assert.equal(registry.transport.requests.filter((request) => request.method === "PATCH").length, 5);
    await turn();
    assert.ok(registry.cancelled);
  });

  test("a refusal is final", async () => {
    const registry = new UploadRegistry((request) => (request.method === "PATCH" ? { status: 413 } : undefined));
    await rejects(createTestClient(registry.transport).uploadBlob("a/b", source), "request-rejected");
    await turn();
    assert.ok(registry.cancelled);
  });

  test("content that breaks ends the upload with its own error", async () => {
    const registry = new UploadRegistry();
    const mismatch = new RegistryError("digest-mismatch", "not what was wanted");
    const broken = {
      ...source,
      async *open() {
        yield Buffer.from("01234");
        throw mismatch;
      },
    };
    await assert.rejects(createTestClient(registry.transport).uploadBlob("a/b", broken), (error) => error === mismatch);
    await turn();
    assert.ok(registry.cancelled && !registry.committed);
  });

  test("cancelled, it tells the registry to forget", async () => {
    const controller = new AbortController();
    const registry = new UploadRegistry((request) => {
      if (request.method === "PATCH") controller.abort();
      return undefined;
    });
    await assert.rejects(
      createTestClient(registry.transport).uploadBlob("a/b", source, { signal: controller.signal, chunkBytes: 4 }),
      isAbort,
    );
    await turn();
    assert.ok(registry.cancelled && !registry.committed);
  });

  test("a commit whose answer was lost is found to be done", async () => {
    const state = { puts: 0 };
    const registry: UploadRegistry = new UploadRegistry((request) => {
      if (request.method !== "PUT") return undefined;
      state.puts++;
      if (state.puts > 1) return { status: 404 };
      registry.committed = true;
      return { breaks: lost };
    });
    assert.equal(await createTestClient(registry.transport).uploadBlob("a/b", source), "uploaded");
  });

  test("an address at another origin gets no credentials, one that says http: of itself is HTTPS", async () => {
    const at = (location: string) =>
      new FakeTransport((request) => {
        if (request.method === "HEAD")
          return request.headers["authorization"] === undefined
            ? { status: 401, headers: { "www-authenticate": "Basic realm=x" } }
            : { status: 404 };
        return {
          status: { POST: 202, PATCH: 202, PUT: 201 }[request.method] ?? 204,
          headers: request.method === "POST" ? { location } : {},
        };
      });
    const far = at("https://storage.example/u");
    await createAliceClient(far).uploadBlob("a/b", source);
    assert.deepEqual(
      far.requests.filter((request) => request.url.startsWith("https://storage")).map((request) => request.headers["authorization"]),
      [undefined, undefined],
    );
    const asking = new FakeTransport((request) => {
      if (request.url.startsWith("https://storage.example")) return { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
      return request.method === "POST" ? { status: 202, headers: { location: "https://storage.example/u" } } : { status: 404 };
    });
    await rejects(createAliceClient(asking).uploadBlob("a/b", { ...source, size: 0, open: () => Readable.from([]) }), "unauthorized");
    const elsewhere = asking.requests.filter(({ url }) => url.startsWith("https://storage.example"));
    assert.ok(elsewhere.length > 0 && elsewhere.every(({ headers }) => headers["authorization"] === undefined));
    const plain = at("http://reg.example/v2/a/b/blobs/uploads/x");
    await createAliceClient(plain).uploadBlob("a/b", source);
    assert.ok(plain.requests.every((request) => request.url.startsWith("https://")));
    await rejects(createAliceClient(at("http://storage.example/u")).uploadBlob("a/b", source), "plain-http-refused");
  });
});

test("mountBlob asks for both repositories, and forgets the upload that it gets instead", async () => {
  const realm = "https://reg.example/token";
  const transport = new FakeTransport((request) => {
    if (request.url.startsWith(realm)) return { body: { token: "t" } };
    if (request.headers["authorization"] === undefined) return { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}"` } };
    return request.method === "POST" ? { status: 202, headers: { location: "/v2/a/b/blobs/uploads/id" } } : { status: 204 };
  });
  assert.equal(await createAliceClient(transport).mountBlob("a/b", source.digest, "c/d"), false);
  assert.deepEqual(new URL(transport.requests[1]?.url ?? "").searchParams.getAll("scope"), [
    "repository:a/b:pull,push",
    "repository:c/d:pull",
  ]);
  await turn();
  assert.ok(transport.lines.includes("DELETE /v2/a/b/blobs/uploads/id"));
});
