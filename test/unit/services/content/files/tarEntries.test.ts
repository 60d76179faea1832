import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { LayerError } from "../../../../../src/services/content/files/layerError.ts";
import { readTar, type TarEntry } from "../../../../../src/services/content/files/tarEntries.ts";
import { tarOf } from "./tarOf.ts";

async function entriesOf(bytes: Uint8Array, signal = new AbortController().signal): Promise<TarEntry[]> {
  const found: TarEntry[] = [];
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 10_000) yield await Promise.resolve(bytes.subarray(at, at + 10_000));
  };
  await readTar(chunks(), (entry) => found.push(entry), signal);
  return found;
}

/** A header as a byte-wise writer makes it, for names that no library writes. */
function headerOf(name: Buffer, type: string, size = 0): Buffer {
  const block = Buffer.alloc(512);
  name.copy(block, 0);
  block.write("0000644\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

describe("the entries of a tar archive", () => {
  test("each kind, with where a file's content lies", async () => {
    const bytes = await tarOf([
      { name: "etc/", type: "directory", mode: 0o700, uid: 3, gid: 4 },
      { name: "etc/hosts", mode: 0o4755, text: "127.0.0.1 localhost\n" },
      { name: "etc/link", type: "symlink", linkname: "hosts" },
      { name: "etc/hard", type: "link", linkname: "etc/hosts" },
      { name: "dev/null", type: "character-device" },
      { name: "run/pipe", type: "fifo" },
    ]);
    const entries = await entriesOf(bytes);
    assert.deepEqual(
      entries.map(({ path: at, kind, size, target }) => [at, kind, size, target]),
      [
        ["etc/", "directory", 0, undefined],
        ["etc/hosts", "file", 20, undefined],
        ["etc/link", "symlink", 0, "hosts"],
        ["etc/hard", "hardlink", 0, "etc/hosts"],
        ["dev/null", "device", 0, undefined],
        ["run/pipe", "fifo", 0, undefined],
      ],
    );
    assert.deepEqual([entries[0]?.mode, entries[0]?.uid, entries[0]?.gid, entries[1]?.mode], [0o700, 3, 4, 0o4755]);
    assert.equal(entries[1]?.mtime, 1_700_000_000);
    const at = entries[1]?.offset ?? 0;
    assert.equal(Buffer.from(bytes.subarray(at, at + 20)).toString(), "127.0.0.1 localhost\n");
  });

  test("names that are long, in any alphabet, or no UTF-8 at all", async () => {
    const long = `${"ö".repeat(90)}/${"x".repeat(200)}/日本`;
    const [entry] = await entriesOf(await tarOf([{ name: long, text: "x" }]));
    assert.equal(entry?.path, long);
    const raw = headerOf(Buffer.from([0x61, 0xff, 0xc3, 0xb6, 0xfe, 0x2f, 0x62]), "0");
    assert.deepEqual(
      (await entriesOf(Buffer.concat([raw, Buffer.alloc(1024)]))).map((each) => each.path),
      [String.raw`a\xffö\xfe/b`],
    );
  });

  test("GNU tar's long names, sparse files by pax, and old archives without a magic number", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "container-registries-tar-"));
    try {
      const name = "n".repeat(180);
      writeFileSync(path.join(folder, name), "long");
      execFileSync("truncate", ["-s", "1000000", path.join(folder, "sparse")]);
      const tar = (...args: string[]): Buffer => execFileSync("tar", ["-C", folder, ...args, "-cf", "-", "."], { maxBuffer: 1 << 26 });
      const gnu = await entriesOf(tar("--format=gnu"));
      assert.equal(gnu.find((each) => each.size === 4)?.path, `./${name}`);
      const sparse = (await entriesOf(tar("--format=posix", "--sparse"))).find((each) => each.path === "./sparse");
      assert.deepEqual([sparse?.size, sparse?.offset], [1_000_000, undefined]);
      await assert.rejects(
        entriesOf(tar("--format=gnu", "--sparse")),
        (error: unknown) => error instanceof LayerError && error.code === "file-not-readable",
      );
      rmSync(path.join(folder, name));
      assert.deepEqual((await entriesOf(tar("--format=v7"))).map((each) => each.path).toSorted(), ["./", "./sparse"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a directory whose header says that it has content, and numbers that are none", async () => {
    const directory = headerOf(Buffer.from("d/"), "5", 4096);
    const pax = await tarOf([{ name: "late", text: "x", pax: { mtime: "1e30", uid: "-5", gid: "x" } }]);
    const entries = await entriesOf(Buffer.concat([directory, pax]));
    assert.deepEqual(
      entries.map(({ path: at, uid, gid, mtime }) => [at, uid, gid, mtime]),
      [
        ["d/", 0, 0, 0],
        ["late", 0, 0, 0],
      ],
    );
  });

  test("a link with content, which runtimes and the library read differently, is damaged", async () => {
    await assert.rejects(entriesOf(Buffer.concat([headerOf(Buffer.from("l"), "2", 512), Buffer.alloc(2048)])), { code: "layer-damaged" });
  });

  for (const [title, bytes] of [
    ["text", Buffer.from("<html>not found</html>".repeat(100))],
    ["an archive that is cut off", Buffer.concat([headerOf(Buffer.from("a"), "0", 5_000), Buffer.alloc(3_000)])],
    [
      "a header that claims five gigabytes of a name",
      Buffer.concat([headerOf(Buffer.from("p"), "x", 5_000_000_000), Buffer.alloc(100_000, 0x41)]),
    ],
  ] as const) {
    test(`${title} is damaged`, async () => {
      await assert.rejects(entriesOf(bytes), (error: unknown) => error instanceof LayerError && error.code === "layer-damaged");
    });
  }

  test("a signal ends it with its reason", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await assert.rejects(entriesOf(await tarOf([{ name: "a", text: "x" }]), stop.signal), /enough/);
  });

  test("what the taker throws is passed on", async () => {
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield await tarOf([{ name: "a", text: "x" }]);
    };
    const refuse = (): never => {
      throw new Error("no more");
    };
    await assert.rejects(readTar(chunks(), refuse, new AbortController().signal), /no more/);
  });
});
