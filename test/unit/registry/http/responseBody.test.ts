import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { parseJsonObject, readBody } from "../../../../src/registry/http/responseBody.ts";
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

  test("a body that is cut off is closed", async () => {
    const state = { closed: false };
    const body = (async function* () {
      try {
        for (;;) yield Buffer.alloc(100);
      } finally {
        state.closed = true;
      }
    })();
    await assert.rejects(readBody(body, encoded(), 500, "h"));
    assert.ok(state.closed);
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
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "invalid-response"],
  ];
  for (const [name, bytes, code] of bad)
    test(`refuses ${name}`, () =>
      assert.throws(
        () => parseJsonObject(bytes, "h"),
        (error) => RegistryError.is(error, code),
      ));

  test("takes a byte order mark", () => assert.deepEqual(parseJsonObject(Buffer.from('\u{FEFF}{"a":1}'), "h"), { a: 1 }));
});
