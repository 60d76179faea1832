import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { NodeLayerStore } from "../../../src/node/nodeLayerStore.ts";

async function* bodyOf(...parts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (typeof part !== "string") throw part;
    yield await Promise.resolve(Buffer.from(part));
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  if (chunks === undefined) return undefined;
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

describe("layers that are kept on disk", () => {
  let parent: string;
  const errors: unknown[] = [];
  const digest = (name: string): string => `sha256:${name.repeat(64)}`;
  const filesIn = (): string[] =>
    readdirSync(parent, { recursive: true, encoding: "utf8" }).filter((name) => statSync(path.join(parent, name)).isFile());

  beforeEach(() => {
    parent = path.join(mkdtempSync(path.join(os.tmpdir(), "container-registries-store-")), "layers");
    errors.length = 0;
  });
  afterEach(() => rmSync(path.dirname(parent), { recursive: true }));
  const storeOf = (maxBytes?: number): NodeLayerStore => new NodeLayerStore(parent, (error) => errors.push(error), maxBytes);

  test("bytes are passed on, kept for this person alone, and go with the store", async () => {
    const store = storeOf();
    assert.equal(await textOf(store.keep(digest("a"), bodyOf("hello, ", "world"))), "hello, world");
    assert.equal(await textOf(await store.open(digest("a"))), "hello, world");
    assert.equal(await store.open(digest("b")), undefined);
    const [folder = ""] = readdirSync(parent);
    assert.equal(statSync(path.join(parent, folder)).mode & 0o777, 0o700);
    assert.equal(statSync(path.join(parent, filesIn()[0] ?? "")).mode & 0o777, 0o600);
    store.dispose();
    assert.deepEqual(readdirSync(parent), []);
    assert.equal(await textOf(store.keep(digest("a"), bodyOf("again"))), "again");
    assert.deepEqual(errors, []);
  });

  test("what does not come to its end is not kept", async () => {
    const store = storeOf();
    await assert.rejects(textOf(store.keep(digest("a"), bodyOf("half", new Error("the digest is another")))), /another/);
    for await (const chunk of store.keep(digest("b"), bodyOf("left", "over"))) {
      assert.equal(Buffer.from(chunk).toString(), "left");
      break;
    }
    assert.deepEqual([await store.open(digest("a")), await store.open(digest("b"))], [undefined, undefined]);
    assert.deepEqual(filesIn(), []);
    store.dispose();
  });

  test("what was not opened for the longest time gives way, and what is larger than all is passed on", async () => {
    const store = storeOf(10);
    for (const [name, text] of [
      ["a", "aaaa"],
      ["b", "bbbb"],
    ] as const)
      await textOf(store.keep(digest(name), bodyOf(text)));
    assert.equal(await textOf(await store.open(digest("a"))), "aaaa");
    await textOf(store.keep(digest("c"), bodyOf("cccc")));
    assert.equal(await store.open(digest("b")), undefined);
    assert.equal(await textOf(await store.open(digest("a"))), "aaaa");
    assert.equal(await textOf(store.keep(digest("d"), bodyOf("dddddd", "dddddd"))), "dddddddddddd");
    assert.equal(await store.open(digest("d")), undefined);
    assert.equal(filesIn().length, 2);
    store.dispose();
  });

  test("the same layer can come twice at a time", async () => {
    const store = storeOf();
    await Promise.all([textOf(store.keep(digest("a"), bodyOf("x", "y"))), textOf(store.keep(digest("a"), bodyOf("x", "y")))]);
    assert.equal(await textOf(await store.open(digest("a"))), "xy");
    assert.equal(filesIn().length, 1);
    store.dispose();
  });

  test("where nothing can be written, bytes are passed on, and the log hears why", async () => {
    writeFileSync(parent, "a file");
    const store = storeOf();
    assert.equal(await textOf(store.keep(digest("a"), bodyOf("hello"))), "hello");
    assert.equal(errors.length, 1);
    store.dispose();
    assert.equal(errors.length, 2);
  });

  test("what processes have left that are no more is removed, and nothing else", async () => {
    // Process ids end at 4,194,304 (Linux, "pid_max").
    const names = {
      dead: `${os.hostname()}-5000000-x`,
      alive: `${os.hostname()}-${process.pid}-x`,
      elsewhere: "other-host-5000000-x",
      mine: "notes",
    };
    for (const name of Object.values(names)) mkdirSync(path.join(parent, name), { recursive: true });
    const store = storeOf();
    await textOf(store.keep(digest("a"), bodyOf("x")));
    assert.deepEqual(
      Object.values(names).map((name) => existsSync(path.join(parent, name))),
      [false, true, true, true],
    );
    store.dispose();
  });

  test("a file that is gone is read anew", async () => {
    const store = storeOf();
    await textOf(store.keep(digest("a"), bodyOf("x")));
    rmSync(path.join(parent, filesIn()[0] ?? ""));
    assert.equal(await store.open(digest("a")), undefined);
    store.dispose();
  });
});
