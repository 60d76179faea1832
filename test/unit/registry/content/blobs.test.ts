import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sha256Of } from "../../../../src/core/digest.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport } from "../support/fakeTransport.ts";
import { aliceBasic, createAliceClient, createTestClient } from "../support/testClient.ts";

const content = Buffer.from("the content of a blob");
const blob = { digest: sha256Of(content), size: content.length };
const path = `/v2/a/b/blobs/${blob.digest}`;

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function open(answer: FakeResponse, start = 0): Promise<{ text: string; transport: FakeTransport }> {
  const transport = new FakeTransport(() => answer);
  const { body } = await createTestClient(transport).getBlob("a/b", blob, { start });
  const text = await read(body);
  assert.equal(transport.open, 0);
  return { text, transport };
}

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${String(error)}`));
}

describe("getBlob", () => {
  test("gives the bytes", async () => {
    const { text, transport } = await open({ body: content });
    assert.equal(text, content.toString());
    assert.equal(transport.requests[0]?.headers["accept-encoding"], "identity");
  });

  test("from within", async () => {
    const { text, transport } = await open({ status: 206, headers: { "content-range": "bytes 4-20/21" }, body: content.subarray(4) }, 4);
    assert.equal(text, "content of a blob");
    assert.equal(transport.requests[0]?.headers["range"], "bytes=4-");
  });

  test("from within, of a server that sends everything", async () => {
    assert.equal((await open({ body: content }, 4)).text, "content of a blob");
  });

  const bad: readonly (readonly [name: string, answer: FakeResponse, start: number, code: RegistryErrorCode])[] = [
    ["other bytes", { body: Buffer.from("THE CONTENT OF A BLOB") }, 0, "digest-mismatch"],
    ["more bytes", { body: Buffer.concat([content, content]) }, 0, "body-too-large"],
    ["fewer bytes", { body: content.subarray(1) }, 0, "connection-lost"],
    ["a lost connection", { body: content.subarray(0, 3), breaks: new RegistryError("connection-lost", "lost") }, 0, "connection-lost"],
    ["another part", { status: 206, headers: { "content-range": "bytes 0-3/21" }, body: content }, 4, "invalid-response"],
    ["more than the rest", { body: Buffer.concat([content, content]) }, 4, "body-too-large"],
    ["404", { status: 404 }, 0, "not-found"],
  ];
  for (const [name, answer, start, code] of bad) test(`${name}: ${code}`, () => rejects(open(answer, start), code));

  test("storage is asked without credentials", async () => {
    const transport = new FakeTransport((request) => {
      if (request.url.startsWith("https://storage.example/")) return { body: content };
      return request.headers["authorization"] === aliceBasic
        ? { status: 307, headers: { location: "https://storage.example/x?sig=1" } }
        : { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
    });
    assert.equal(await read((await createAliceClient(transport).getBlob("a/b", blob)).body), content.toString());
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, undefined]);
  });

  test("a blob that is left early frees its place", async () => {
    const transport = new FakeTransport(() => ({ body: content }));
    const client = createTestClient(transport);
    for (let count = 0; count < 10; count++) {
      const opened = await client.getBlob("a/b", blob);
      if (count % 2 === 0) opened.discard();
      else for await (const chunk of opened.body) if (chunk.length > 0) break;
    }
    assert.equal(transport.open, 0);
  });
});

test("findBlob tells the size, or that there is none", async () => {
  const client = createTestClient(
    new FakeTransport((request) => (request.url.endsWith(path) ? { headers: { "content-length": "21" } } : { status: 404 })),
  );
  assert.equal(await client.findBlob("a/b", blob.digest), 21);
  assert.equal(await client.findBlob("a/c", blob.digest), undefined);
});

describe("findBlob", () => {
  const size = (length: number | string) => ({ headers: { "content-length": String(length) } });
  const range = { status: 206, headers: { "content-range": "bytes 0-0/21" }, body: "t" };
  const refusals: readonly (readonly [name: string, head: FakeResponse, get: FakeResponse, expected: number | undefined])[] = [
    ["400", { status: 400 }, range, 21],
    ["403", { status: 403 }, range, 21],
    ["405", { status: 405 }, { ...size(21), body: content }, 21],
    ["501", { status: 501 }, range, 21],
    ["no length", {}, range, 21],
    ["an empty length", size(""), range, 21],
    ["the length of something encoded", { headers: { "content-length": "9", "content-encoding": "gzip" } }, range, 21],
    ["405, and then 404", { status: 405 }, { status: 404 }, undefined],
    ["405, of an empty blob", { status: 405 }, { status: 416, headers: { "content-range": "bytes */0" } }, 0],
  ];
  for (const [name, head, get, expected] of refusals) {
    test(`asks with GET for the first byte where HEAD is answered with ${name}`, async () => {
      const transport = new FakeTransport((request) => (request.method === "HEAD" ? head : get));
      assert.equal(await createTestClient(transport).findBlob("a/b", blob.digest), expected);
      assert.deepEqual(transport.lines, [`HEAD ${path}`, `GET ${path}`]);
      assert.equal(transport.requests[1]?.headers["range"], "bytes=0-0");
      assert.equal(transport.open, 0);
    });
  }

  test("says what GET is refused with", async () => {
    await rejects(createTestClient(new FakeTransport(() => ({ status: 403 }))).findBlob("a/b", blob.digest), "denied");
    const silent = new FakeTransport((request) => (request.method === "HEAD" ? {} : { body: content }));
    await rejects(createTestClient(silent).findBlob("a/b", blob.digest), "invalid-response");
    assert.equal(silent.open, 0);
  });
});

describe("getConfig", () => {
  async function getConfig(json: object) {
    const bytes = Buffer.from(JSON.stringify(json));
    const client = createTestClient(new FakeTransport(() => ({ body: bytes })));
    return client.getConfig("a/b", { digest: sha256Of(bytes), size: bytes.length });
  }

  test("reads what is shown of an image", async () => {
    const config = await getConfig({
      architecture: "arm64",
      os: "linux",
      variant: "v8",
      created: "2026-01-01T00:00:00Z",
      config: {
        User: "1000",
        Env: ["A=1"],
        Cmd: ["sh"],
        Entrypoint: null,
        WorkingDir: "/app",
        ExposedPorts: { "80/tcp": {} },
        Volumes: { "/data": {} },
        Labels: { a: "b", c: 1 },
      },
      history: [
        { created_by: "COPY . .", created: "2026-01-01T00:00:00Z" },
        { empty_layer: true, comment: "c" },
      ],
    });
    assert.deepEqual(config, {
      platform: { os: "linux", architecture: "arm64", variant: "v8" },
      created: "2026-01-01T00:00:00Z",
      author: undefined,
      user: "1000",
      workingDirectory: "/app",
      entrypoint: [],
      command: ["sh"],
      environment: ["A=1"],
      exposedPorts: ["80/tcp"],
      volumes: ["/data"],
      labels: { a: "b" },
      history: [
        { createdBy: "COPY . .", created: "2026-01-01T00:00:00Z", comment: undefined, emptyLayer: false },
        { createdBy: "", created: undefined, comment: "c", emptyLayer: true },
      ],
    });
  });

  test("takes an artifact's empty configuration", async () => {
    assert.deepEqual((await getConfig({})).platform, { os: "", architecture: "" });
  });

  test("refuses other bytes, and more", async () => {
    for (const [body, code] of [
      [Buffer.from("THE CONTENT OF A BLOB"), "digest-mismatch"],
      [Buffer.alloc(100), "body-too-large"],
    ] as const) {
      await rejects(createTestClient(new FakeTransport(() => ({ body }))).getConfig("a/b", blob), code);
    }
  });

  test("refuses one that is too large before asking for it", async () => {
    const transport = new FakeTransport(() => ({}));
    await rejects(createTestClient(transport).getConfig("a/b", { ...blob, size: 1e9 }), "body-too-large");
    assert.equal(transport.requests.length, 0);
  });
});
