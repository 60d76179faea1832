import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { parseJsonObject, readBeginning, readBody } from "../../../../src/registry/http/responseBody.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";

async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function encoded(...encoding: readonly string[]): ResponseHeaders {
  return new ResponseHeaders({ "Content-Encoding": encoding });
}

const text = Buffer.from("body ".repeat(100));

describe("readBody", () => {
  const good: readonly (readonly [encoding: string, bytes: Uint8Array])[] = [
    ["", text],
    ["identity", text],
    ["gzip", gzipSync(text)],
    ["X-GZIP", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["br", brotliCompressSync(text)],
    ["aws-chunked", text],
    ["aws-chunked, gzip", gzipSync(text)],
    ["UTF-8", text],
  ];
  for (const [encoding, bytes] of good) {
    test(`reads ${encoding || "no encoding"}`, async () => {
      assert.deepEqual(await readBody(pieces(bytes), encoded(encoding), 500, "h"), text);
    });
  }

  test("an encoding without a body is an empty body", async () => {
    assert.equal((await readBody(pieces(new Uint8Array()), encoded("gzip"), 10, "h")).length, 0);
  });

  const bad: readonly (readonly [name: string, encoding: readonly string[], bytes: Uint8Array, code: RegistryErrorCode])[] = [
    ["one byte too many", [], Buffer.alloc(501), "body-too-large"],
    ["one byte too many once decoded", ["gzip"], gzipSync(Buffer.alloc(501)), "body-too-large"],
    ["a bomb", ["br"], brotliCompressSync(Buffer.alloc(5_000_000)), "body-too-large"],
    ["not gzip", ["gzip"], text, "invalid-response"],
    ["half a gzip", ["gzip"], gzipSync(text).subarray(0, 20), "invalid-response"],
    ["an encoding nobody asked for", ["compress"], text, "invalid-response"],
    ["encodings in encodings", ["gzip, gzip"], gzipSync(gzipSync(text)), "invalid-response"],
    ["encodings in encodings, each in its line", ["gzip", "gzip"], gzipSync(gzipSync(text)), "invalid-response"],
    ["the name of an object's method", ["constructor"], text, "invalid-response"],
    ["the name of an object's prototype", ["__proto__"], text, "invalid-response"],
  ];
  for (const [name, encoding, bytes, code] of bad) {
    test(`refuses ${name}`, () =>
      assert.rejects(readBody(pieces(bytes, 1000), encoded(...encoding), 500, "h"), (error) => RegistryError.is(error, code)));
  }

  test("a connection that breaks within a compressed body stays what it is, and the source is closed", async () => {
    const state = { closed: false };
    const lost = new RegistryError("connection-lost", "lost");
    const body = (async function* () {
      try {
        yield gzipSync(text).subarray(0, 10);
        throw lost;
      } finally {
        state.closed = true;
      }
    })();
    await assert.rejects(readBody(body, encoded("gzip"), 500, "h"), (error) => error === lost);
    assert.ok(state.closed);
  });

  const endless = (state: { closed: boolean }): AsyncIterable<Uint8Array> =>
    (async function* () {
      try {
        for (;;) yield Buffer.alloc(100);
      } finally {
        state.closed = true;
      }
    })();
  for (const encoding of ["", "gzip", "snappy", "constructor", "gzip, gzip"]) {
    test(`a body that is not read to its end is closed: ${encoding || "no encoding"}`, async () => {
      const state = { closed: false };
      await assert.rejects(readBody(endless(state), encoded(encoding), 500, "h"));
      assert.ok(state.closed);
    });
  }
});

describe("readBeginning", () => {
  const beginnings: readonly (readonly [name: string, encoding: string, bytes: Uint8Array, expected: Uint8Array])[] = [
    ["the whole of a short body", "", text, text],
    ["as much as was asked for", "", Buffer.concat([text, text]), text],
    ["as much of what is decoded", "gzip", gzipSync(Buffer.concat([text, text])), text],
    ["nothing in an unknown encoding", "snappy", text, Buffer.alloc(0)],
    ["nothing in a broken encoding", "gzip", text, Buffer.alloc(0)],
  ];
  for (const [name, encoding, bytes, expected] of beginnings) {
    test(`reads ${name}`, async () => assert.deepEqual(await readBeginning(pieces(bytes), encoded(encoding), 500, "h"), expected));
  }

  test("a connection that breaks stays what it is", async () => {
    const lost = new RegistryError("connection-lost", "lost");
    const body = (async function* () {
      yield text;
      throw lost;
    })();
    await assert.rejects(readBeginning(body, encoded(), 1000, "h"), (error) => error === lost);
  });
});

describe("parseJsonObject", () => {
  const bad: readonly (readonly [name: string, bytes: Uint8Array, code: RegistryErrorCode])[] = [
    ["a web page", Buffer.from("\n<!DOCTYPE html><title>Sign in</title>"), "not-a-registry"],
    ["text", Buffer.from("404 page not found"), "invalid-response"],
    ["half a string", Buffer.from('{"tags":["1.'), "response-cut-short"],
    ["half a list", Buffer.from('{"tags":["1.0"'), "response-cut-short"],
    ["half a word", Buffer.from('{"more":tru'), "response-cut-short"],
    ["a word that is none, at the end", Buffer.from('{"more":no'), "invalid-response"],
    ["nothing", new Uint8Array(), "invalid-response"],
    ["a list", Buffer.from("[]"), "invalid-response"],
    ["true, as Quay says", Buffer.from("true"), "invalid-response"],
    ["more values than one goes through at once", Buffer.from(`{"a":[${"{},".repeat(100_000)}{}]}`), "body-too-complex"],
    ["more keys than one goes through at once", Buffer.from(`{${'"a":1,'.repeat(100_000)}"a":1}`), "body-too-complex"],
    [
      "longer keys than one goes through at once",
      Buffer.from(JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => ["k".repeat(60) + index, 1])))),
      "body-too-complex",
    ],
    ["lists within lists without end", Buffer.from("[".repeat(1000)), "body-too-complex"],
    ["objects within objects", Buffer.from(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`), "body-too-complex"],
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "invalid-response"],
  ];
  for (const [name, bytes, code] of bad)
    test(`refuses ${name}`, () =>
      assert.throws(
        () => parseJsonObject(bytes, "h"),
        (error) => RegistryError.is(error, code),
      ));

  test("what looks like structure within a string is none", () => {
    const words = `${'[{,\\"'.repeat(100_000)}\\`;
    assert.deepEqual(parseJsonObject(Buffer.from(JSON.stringify({ a: words })), "h"), { a: words });
  });

  test("takes as many values and as deep as a large index has", () => {
    const value = {
      manifests: Array.from({ length: 3000 }, (_, size) => ({
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        digest: "sha256:0",
        size,
        platform: { architecture: "amd64", os: "linux" },
        annotations: { "org.opencontainers.image.created": "2026-01-01T00:00:00Z", "vnd.docker.reference.type": "attestation-manifest" },
      })),
    };
    assert.deepEqual(parseJsonObject(Buffer.from(JSON.stringify(value)), "h"), value);
  });

  test("takes a byte order mark", () => assert.deepEqual(parseJsonObject(Buffer.from('\u{FEFF}{"a":1}'), "h"), { a: 1 }));
});
