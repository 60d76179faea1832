import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type FileNode, imagePathOf, filesBelow } from "../../src/services/content/files/fileNode.ts";
import { FileTree } from "../../src/services/content/files/fileTree.ts";
import { readTar } from "../../src/services/content/files/tarEntries.ts";
import { unpacked } from "../../src/services/content/files/unpacked.ts";
import { missing } from "../support/peers/program.ts";
import { tarOf, type TarPart } from "../unit/services/content/files/tarOf.ts";

const images = 60;
const umoci = missing("umoci");

/** Numbers from 0 below 1, the same at each run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Layers with every kind of change that they can make to each other, few names, and entries in any order. */
async function randomLayers(seed: number): Promise<readonly Buffer[]> {
  const random = randomOf(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const names = ["a", "b", "c", "usr", "lib", "ö"];
  const somePath = (): string => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(names)).join("/");
  const tree = new FileTree();
  const layers: Buffer[] = [];
  for (let layer = 0; layer < 4; layer++) {
    const parts: TarPart[] = [];
    /** umoci takes no whiteout of what its own layer has, and no second entry of a name. */
    const written = new Set<string>();
    for (let entry = 0; entry < 14; entry++) {
      const name = somePath();
      const parents = name.split("/").slice(0, -1);
      const parent = tree.find(parents.join("/"));
      if (
        parent?.kind !== "directory" &&
        parents.some((_, index) => !["directory", undefined].includes(tree.find(parents.slice(0, index + 1).join("/"))?.kind))
      )
        continue;
      const real = parent === undefined ? name : path.posix.join(imagePathOf(parent), path.posix.basename(name));
      if ([...written].some((each) => each === real || each.startsWith(`${real}/`) || real.startsWith(`${each}/`))) continue;
      written.add(real);
      const part = changeOf(name, tree, layer, random);
      if (part === undefined) continue;
      parts.push(part);
      await readTar(oneChunk(await tarOf([part])), (each) => tree.apply(layer, each), new AbortController().signal);
    }
    layers.push(await tarOf(parts));
  }
  return layers;
}

function changeOf(name: string, tree: FileTree, layer: number, random: () => number): TarPart | undefined {
  const roll = random();
  const there = tree.find(name);
  if (roll < 0.15) return layer === 0 ? undefined : { name: path.posix.join(path.posix.dirname(name), `.wh.${path.posix.basename(name)}`) };
  if (roll < 0.2) return there?.kind === "directory" && layer > 0 ? { name: `${name}/.wh..wh..opq` } : undefined;
  if (roll < 0.35) return { name: `${name}/`, type: "directory", mode: 0o755 };
  if (roll < 0.47) {
    // Of names to others only: umoci 0.4.7 never ends where links go in a circle.
    const target = ["usr", "/a/b", "../usr", "../../../b", "nowhere/x"][Math.floor(random() * 5)] as string;
    return ["lib", "c"].includes(path.posix.basename(name)) ? { name, type: "symlink", linkname: target } : undefined;
  }
  if (roll < 0.55) {
    const target = [...filesBelow(tree.root, ({ kind }) => kind !== "removed")].find(
      (each) => each.kind === "file" && !`${imagePathOf(each)}/`.startsWith(`/${name}/`),
    );
    return target === undefined ? undefined : { name, type: "link", linkname: imagePathOf(target).slice(1) };
  }
  return { name, text: `${name} of layer ${layer}: ${"x".repeat(Math.floor(random() * 2_000))}` };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

const coded = [
  { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", pack: gzipSync },
  { mediaType: "application/vnd.oci.image.layer.v1.tar", pack: (bytes: Buffer) => bytes },
] as const;

/** An OCI image layout with one image. */
function writeLayout(folder: string, layers: readonly Buffer[]): void {
  const put = (bytes: Uint8Array): { digest: string; size: number } => {
    const hex = createHash("sha256").update(bytes).digest("hex");
    mkdirSync(path.join(folder, "blobs/sha256"), { recursive: true });
    writeFileSync(path.join(folder, "blobs/sha256", hex), bytes);
    return { digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const descriptors = layers.map((layer, index) => {
    const { mediaType, pack } = coded[index % coded.length] ?? coded[0];
    return { mediaType, ...put(pack(layer)) };
  });
  const diffIds = layers.map((layer) => `sha256:${createHash("sha256").update(layer).digest("hex")}`);
  const config = put(json({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: diffIds } }));
  const manifestType = "application/vnd.oci.image.manifest.v1+json";
  const configType = "application/vnd.oci.image.config.v1+json";
  const manifest = put(
    json({ schemaVersion: 2, mediaType: manifestType, config: { mediaType: configType, ...config }, layers: descriptors }),
  );
  const name = { "org.opencontainers.image.ref.name": "latest" };
  writeFileSync(
    path.join(folder, "index.json"),
    json({ schemaVersion: 2, manifests: [{ mediaType: manifestType, ...manifest, annotations: name }] }),
  );
  writeFileSync(path.join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
}

function onDisk(root: string, name = "/", found = new Map<string, string>()): Map<string, string> {
  for (const entry of readdirSync(path.join(root, name), { withFileTypes: true })) {
    const file = path.posix.join(name, entry.name);
    const at = path.join(root, file);
    const isLink = entry.isSymbolicLink();
    found.set(file, entry.isDirectory() ? "directory" : isLink ? `link to ${readlinkSync(at)}` : `file ${readFileSync(at, "utf8")}`);
    if (entry.isDirectory()) onDisk(root, file, found);
  }
  return found;
}

function inTree(tree: FileTree, layers: readonly Buffer[]): Map<string, string> {
  const textOf = ({ content, size }: FileNode): string =>
    layers[content?.layer ?? 0]?.subarray(content?.offset, (content?.offset ?? 0) + size).toString() ?? "";
  const found = new Map<string, string>();
  for (const node of filesBelow(tree.root, ({ kind }) => kind !== "removed")) {
    if (node === tree.root) continue;
    found.set(
      imagePathOf(node),
      node.kind === "file" ? `file ${textOf(node)}` : node.kind === "symlink" ? `link to ${node.target}` : node.kind,
    );
  }
  return found;
}

const sorted = (files: ReadonlyMap<string, string>): [string, string][] =>
  [...files].toSorted(([left], [right]) => (left < right ? -1 : 1));

describe("files of images as umoci unpacks them", { skip: umoci }, () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "container-registries-umoci-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (let seed = 1; seed <= images; seed++) {
    test(`image ${seed}`, async () => {
      const layers = await randomLayers(seed);
      const layout = path.join(folder, `layout${seed}`);
      writeLayout(layout, layers);
      const bundle = path.join(folder, `bundle${seed}`);
      execFileSync("umoci", ["unpack", "--rootless", "--image", `${layout}:latest`, bundle], {
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 60_000,
      });
      const tree = new FileTree();
      for (const [index, layer] of layers.entries()) {
        await readTar(
          unpacked(oneChunk(index % 2 === 0 ? zstdCompressSync(layer) : gzipSync(layer))),
          (entry) => tree.apply(index, entry),
          new AbortController().signal,
        );
      }
      assert.deepEqual(sorted(inTree(tree, layers)), sorted(onDisk(path.join(bundle, "rootfs"))));
    });
  }
});
