import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import type { LayerStore } from "../../../../../src/core/layerStore.ts";
import type { AccessTo } from "../../../../../src/services/content/contents.ts";
import { filesIn, imagePathOf } from "../../../../../src/services/content/files/fileNode.ts";
import { ImageFiles } from "../../../../../src/services/content/files/imageFiles.ts";
import { type Layer, LayerReader } from "../../../../../src/services/content/files/layerReader.ts";
import { type TarPart, tarOf } from "./tarOf.ts";

const place = { host: "registry.example", repository: "team/app" };

/** Layers by digest, which come when they may, and a count of how often each was asked for. */
class FakeRegistry {
  readonly blobs = new Map<string, Uint8Array>();
  readonly asked: string[] = [];
  readonly gates = new Map<string, Promise<void>>();

  add(bytes: Uint8Array, mediaType = "application/vnd.oci.image.layer.v1.tar+gzip"): Layer {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    this.blobs.set(digest, bytes);
    return { digest, size: bytes.length, mediaType };
  }

  readonly accessTo = (() =>
    Promise.resolve({
      content: async (read: (client: unknown) => Promise<unknown>) => ({ value: await read({ getBlob: this.#getBlob }) }),
    })) as unknown as AccessTo;

  readonly #getBlob = async (_: string, { digest }: Layer): Promise<unknown> => {
    this.asked.push(digest);
    const { blobs, gates } = this;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      const bytes = blobs.get(digest) ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += 4_096) {
        if (at > 0) await gates.get(digest);
        yield await Promise.resolve(bytes.subarray(at, at + 4_096));
      }
      if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` !== digest) throw new Error("not the digest's bytes");
    };
    return { body: body(), discard: () => undefined };
  };
}

/** Keeps layers in memory. */
class MemoryStore implements LayerStore {
  readonly kept = new Map<string, Uint8Array>();

  async *keep(digest: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) {
      chunks.push(chunk);
      yield chunk;
    }
    this.kept.set(digest, Buffer.concat(chunks));
  }

  open(digest: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.kept.get(digest);
    if (bytes === undefined) return Promise.resolve(undefined);
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes);
    };
    return Promise.resolve(body());
  }
}

function setUp() {
  const registry = new FakeRegistry();
  const store = new MemoryStore();
  const reader = new LayerReader({ accessTo: registry.accessTo, store });
  const filesOf = (layers: readonly Layer[], mostWaiting?: number): ImageFiles => {
    const image = { ...place, digest: "sha256:0", layers: layers.map((layer) => ({ ...layer, instruction: undefined })) };
    return new ImageFiles(image, reader, (error) => assert.fail(String(error)), mostWaiting);
  };
  return { registry, store, reader, filesOf };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

const noSignal = new AbortController().signal;
const text = (name: string, content = name): TarPart => ({ name, text: content });

describe("the files of an image, from its layers", () => {
  test("layers in any order of arrival give the same tree, and each is asked for once", async () => {
    const { registry, store, filesOf } = setUp();
    const base = registry.add(gzipSync(await tarOf([text("a"), text("b"), text("big", randomBytes(40_000).toString("hex"))])));
    const middle = registry.add(zstdCompressSync(await tarOf([text(".wh.a"), text("c")])));
    const top = registry.add(await tarOf([text("a", "new")]), "application/vnd.oci.image.layer.v1.tar");
    const gate = Promise.withResolvers<void>();
    registry.gates.set(base.digest, gate.promise);
    const files = filesOf([base, middle, top]);
    const loading = files.load(noSignal);
    await until(() => files.layers[2]?.state === "read" && files.tree.find("a") !== undefined);
    assert.equal(files.layers[0]?.state, "reading");
    assert.equal(files.tree.find("c"), undefined, "those of others wait for it");
    gate.resolve();
    await loading;
    assert.equal(files.isWhole, true);
    assert.deepEqual(
      filesIn(files.tree.root)
        .map((node) => `${imagePathOf(node)} ${node.layer}`)
        .toSorted(),
      ["/a 2", "/b 0", "/big 0", "/c 1"],
    );
    assert.deepEqual(registry.asked.toSorted(), [base.digest, middle.digest, top.digest].toSorted());
    assert.equal(store.kept.size, 3);
  });

  test("a part of a layer is read from what is kept, and else from the registry, all of which is checked first", async () => {
    const { registry, store, reader, filesOf } = setUp();
    const layer = registry.add(gzipSync(await tarOf([text("x", "y".repeat(30_000)), text("hello", "hello, world")])));
    const files = filesOf([layer]);
    await files.load(noSignal);
    const { content, size } = files.tree.find("hello") ?? {};
    const part = { offset: content?.offset ?? 0, length: size ?? 0 };
    const read = async (): Promise<string> => Buffer.from(await reader.readPart(place, layer, part, noSignal)).toString();
    assert.equal(await read(), "hello, world");
    assert.equal(registry.asked.length, 1);
    store.kept.clear();
    assert.equal(await read(), "hello, world");
    assert.equal(registry.asked.length, 2);
    const bytes = registry.blobs.get(layer.digest) as Uint8Array;
    registry.blobs.set(layer.digest, Buffer.concat([bytes, Buffer.from([0])]));
    store.kept.clear();
    await assert.rejects(read(), /not the digest's bytes/);
    await assert.rejects(reader.readPart(place, layer, { offset: 0, length: 10_000_000 }, noSignal));
  });

  test("a layer that ends before the file does", async () => {
    const { registry, reader } = setUp();
    const layer = registry.add(gzipSync(await tarOf([text("x")])));
    await assert.rejects(reader.readPart(place, layer, { offset: 0, length: 10_000 }, noSignal), { code: "layer-damaged" });
  });

  test("a layer that fails says so, and ends the others", async () => {
    const { registry, filesOf } = setUp();
    const good = registry.add(gzipSync(await tarOf([text("a"), text("big", randomBytes(40_000).toString("hex"))])));
    registry.gates.set(good.digest, new Promise<void>(() => undefined));
    const bad = registry.add(Buffer.from("<html>".repeat(1_000)));
    const files = filesOf([good, bad]);
    await assert.rejects(files.load(noSignal), { code: "layer-damaged" });
    assert.equal(files.layers[1]?.state, "failed");
    assert.equal(files.isWhole, false);
  });

  test("an encrypted layer is not asked for", async () => {
    const { registry, filesOf } = setUp();
    const layer = registry.add(Buffer.from("secret"), "application/vnd.oci.image.layer.v1.tar+gzip+encrypted");
    await assert.rejects(filesOf([layer]).load(noSignal), { code: "layer-encrypted" });
    assert.deepEqual(registry.asked, []);
  });

  test("layers above wait while too many of their entries do", async () => {
    const { registry, filesOf } = setUp();
    const many = Array.from({ length: 700 }, (_, index) => text(`d${index % 100}/f${index}`, ""));
    const base = registry.add(gzipSync(await tarOf([text("a"), text("big", randomBytes(40_000).toString("hex"))])));
    const top = registry.add(gzipSync(await tarOf(many)));
    const gate = Promise.withResolvers<void>();
    registry.gates.set(base.digest, gate.promise);
    const files = filesOf([base, top], 100);
    const loading = files.load(noSignal);
    await until(() => (files.layers[1]?.waiting.length ?? 0) >= 100);
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.ok((files.layers[1]?.waiting.length ?? 0) < 300, "a step's entries more, at most");
    gate.resolve();
    await loading;
    assert.equal(files.tree.size, 700 + 100 + 2);
    assert.ok((files.layers[1]?.waiting.length ?? 1) === 0);
  });

  test("the layer that others wait for is always under way", async () => {
    const { registry, filesOf } = setUp();
    const many = (name: string): TarPart[] => Array.from({ length: 300 }, (_, index) => text(`${name}${index}`, ""));
    const large = registry.add(await tarOf([text("large", randomBytes(100_000).toString("hex"))]));
    const layers = [registry.add(gzipSync(await tarOf([text("a")]))), large];
    for (const name of ["x", "y", "z"]) layers.push(registry.add(gzipSync(await tarOf(many(name)))));
    const files = filesOf(layers, 100);
    await files.load(noSignal);
    assert.equal(files.tree.size, 902);
  });

  test("whatever ends the reading of a layer closes it", async () => {
    const { registry, store, reader } = setUp();
    const layer = registry.add(gzipSync(await tarOf([text("x", randomBytes(300_000).toString("hex"))])));
    const ended: string[] = [];
    const watched = (what: string, body: AsyncIterable<Uint8Array>) =>
      (async function* () {
        try {
          yield* body;
        } finally {
          ended.push(what);
        }
      })();
    const kept = new MemoryStore();
    store.keep = (digest, body) => watched("keep", kept.keep(digest, body)) as ReturnType<MemoryStore["keep"]>;
    store.open = async (digest) => {
      const body = await kept.open(digest);
      return body === undefined ? undefined : watched("open", body);
    };
    const refuse = (): Promise<never> => Promise.reject(new Error("no more"));
    const stopEarly = async (archive: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of archive) if (chunk.length > 0) throw new Error("no more");
    };
    await assert.rejects(reader.read(place, layer, stopEarly, noSignal), /no more/);
    await assert.rejects(reader.read(place, layer, refuse, noSignal), /no more/);
    await reader.readPart(place, layer, { offset: 0, length: 10 }, noSignal);
    await reader.readPart(place, layer, { offset: 0, length: 10 }, noSignal);
    // What was never begun has nothing to end.
    assert.deepEqual(ended, ["keep", "keep", "open"]);
  });

  test("nobody waits any more once it is cancelled", async () => {
    const { registry, filesOf } = setUp();
    const base = registry.add(gzipSync(await tarOf([text("big", randomBytes(40_000).toString("hex"))])));
    const files = filesOf([base]);
    const stop = new AbortController();
    const loading = files.load(stop.signal);
    stop.abort();
    await assert.rejects(loading, { name: "AbortError" });
    assert.equal(files.layers[0]?.state, "waiting");
  });
});
