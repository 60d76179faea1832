import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { LayerError } from "../../../../../src/services/content/files/layerError.ts";
import { unpacked } from "../../../../../src/services/content/files/unpacked.ts";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function unpack(bytes: Buffer, pieces: number, limit?: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpacked(inPieces(bytes, pieces), limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A skippable frame (RFC 8878, 3.1.2). */
function skippable(bytes: number): Buffer {
  const frame = Buffer.alloc(8 + bytes, 0xa5);
  frame.writeUInt32LE(0x184d2a50, 0);
  frame.writeUInt32LE(bytes, 4);
  return frame;
}

describe("unpacking a layer", () => {
  const first = Buffer.concat([randomBytes(70_000), Buffer.alloc(300_000)]);
  const second = randomBytes(1_000);
  const both = Buffer.concat([first, second]);
  const whole = [
    { title: "a tar archive as it is", packed: both },
    { title: "gzip", packed: gzipSync(both) },
    { title: "gzip in two members", packed: Buffer.concat([gzipSync(first), gzipSync(second)]) },
    { title: "zstd", packed: zstdCompressSync(both) },
    { title: "zstd in two frames", packed: Buffer.concat([zstdCompressSync(first), zstdCompressSync(second)]) },
    {
      title: "zstd with skippable frames before, between and behind",
      packed: Buffer.concat([
        skippable(5),
        zstdCompressSync(first),
        skippable(40_000),
        skippable(0),
        zstdCompressSync(second),
        skippable(9),
      ]),
    },
    {
      title: "zstd in very many frames",
      packed: Buffer.concat(Array.from({ length: 376 }, (_, at) => zstdCompressSync(both.subarray(at * 1_000, (at + 1) * 1_000)))),
    },
  ];
  for (const { title, packed } of whole) {
    for (const pieces of [1_021, 65_536, 10_000_000]) {
      test(`${title}, in pieces of ${pieces}`, async () => {
        const answer = await unpack(packed, pieces);
        assert.equal(answer.equals(packed === whole[0]?.packed ? both : both.subarray(0, answer.length)), true);
        assert.equal(answer.length, both.length);
      });
    }
  }

  test("nothing, and less than a magic number", async () => {
    assert.equal((await unpack(Buffer.alloc(0), 10)).length, 0);
    assert.deepEqual(await unpack(Buffer.from("ab"), 1), Buffer.from("ab"));
  });

  for (const [title, packed] of [
    ["gzip that is cut off", gzipSync(both).subarray(0, 40_000)],
    ["gzip with other bytes in its middle", Buffer.concat([gzipSync(both).subarray(0, 40_000), randomBytes(9_000)])],
    ["zstd with something else behind it", Buffer.concat([zstdCompressSync(both), randomBytes(100)])],
  ] as const) {
    test(`${title} is damaged`, async () => {
      await assert.rejects(unpack(packed, 4_096), (error: unknown) => error instanceof LayerError && error.code === "layer-damaged");
    });
  }

  for (const [title, packed] of [
    ["gzip", gzipSync(Buffer.alloc(5_000_000))],
    ["zstd", zstdCompressSync(Buffer.alloc(5_000_000))],
  ] as const) {
    test(`a bomb of ${title} ends at the limit`, async () => {
      await assert.rejects(
        unpack(packed, 4_096, 1_000_000),
        (error: unknown) => error instanceof LayerError && error.code === "layer-too-large",
      );
    });
  }

  for (const [title, packed] of [
    ["gzip", gzipSync(both)],
    ["zstd", zstdCompressSync(both)],
    ["zstd of which a frame is over", zstdCompressSync(second)],
  ] as const) {
    test(`what the source of ${title} fails with is passed on`, async () => {
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield* inPieces(packed, 50_000);
        throw new Error("the line is cut");
      };
      const chunks = unpacked(broken());
      await assert.rejects(async () => {
        for await (const chunk of chunks) assert.ok(chunk.length > 0);
      }, /the line is cut/);
    });
  }

  test("zeros behind gzip stay in the source", async () => {
    const source = inPieces(Buffer.concat([gzipSync(second), Buffer.alloc(100_000)]), 8_192);
    const chunks: Uint8Array[] = [];
    for await (const chunk of unpacked(source)) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).equals(second), true);
    assert.notEqual((await source.next()).done, true);
  });
});
