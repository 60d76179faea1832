import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { FileReader } from "../../../../src/core/fileSystem.ts";
import { FileRefusedError } from "../../../../src/core/ordinaryFile.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { findSources, readSource } from "../../../../src/services/hostsFiles/convert.ts";
import { HostsFileError } from "../../../../src/services/hostsFiles/hostsFileError.ts";

const folder = mkdtempSync(path.join(tmpdir(), "container-registries-convert-"));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

test("finds the configurations that are there, in the places of their tools", async () => {
  for (const name of ["config/docker", "config/containers", ".docker"]) mkdirSync(at(name), { recursive: true });
  for (const name of ["config/docker/daemon.json", "config/containers/registries.conf", ".docker/daemon.json"]) writeFileSync(at(name), "");
  const found = await findSources(nodeFileSystem, { home: folder, configHome: at("config") });
  assert.deepEqual(
    found.filter((place) => place.path.startsWith(folder)).map((place) => [path.relative(folder, place.path), place.tool.text]),
    [
      ["config/docker/daemon.json", "Docker, rootless"],
      [".docker/daemon.json", "Docker Desktop"],
      ["config/containers/registries.conf", "Podman, for you"],
    ],
  );
});

const names = ["config.toml", "registries.yaml", "daemon.json", "registries.conf"] as const;
const big = 5 * 1_048_576;

/** What is wrong with a file, by how it is made → the code of what is said, the same for every format unless told. */
const faults: Readonly<Record<string, readonly [make: (file: string) => void, code: string]>> = {
  "it is not there": [() => {}, "source-unreadable"],
  "it has 5 MB": [(file) => writeFileSync(file, Buffer.alloc(big, 32)), "source-too-complex"],
  "it is a pipe": [(file) => execFileSync("mkfifo", [file]), "source-unreadable"],
  "it is a directory": [(file) => mkdirSync(file), "source-unreadable"],
  "its links lead in a circle": [(file) => symlinkSync(file, file), "source-unreadable"],
  "it does not parse": [(file) => writeFileSync(file, '{"a": "s3cret\n'), "invalid-source"],
  "it is empty": [(file) => writeFileSync(file, ""), "nothing-to-convert"],
};

for (const [what, [make, code]] of Object.entries(faults)) {
  test(`each format, where ${what}: the file is named with the reason, and nothing of it is quoted`, async () => {
    for (const name of names) {
      const file = at(`${what.replaceAll(" ", "-")}-${name}`);
      make(file);
      const expected = code === "nothing-to-convert" && name === "daemon.json" ? "invalid-source" : code;
      await assert.rejects(readSource(file, nodeFileSystem), (error) => {
        assert.ok(error instanceof HostsFileError);
        assert.deepEqual([error.code, error.params["path"]], [expected, file], what);
        assert.ok(!`${error.message} ${String(error.cause)}`.includes("s3cret"));
        return true;
      });
    }
  });
}

test("a pipe is not opened", async () => {
  const file = at("pipe.json");
  execFileSync("mkfifo", [file]);
  await assert.rejects(readSource(file, nodeFileSystem), (error) => (error as Error).cause instanceof FileRefusedError);
});

test("a file that may not be read is named with the system's code", async () => {
  const refused: FileReader = {
    ...nodeFileSystem,
    stat: () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })),
  };
  await assert.rejects(readSource("/etc/containerd/config.toml", refused), { code: "source-unreadable" });
});

test("tabs of YAML are named as what is wrong, and anchors without end as too much", async () => {
  const cases = [
    ["mirrors:\n\tdocker.io:\n", "source-has-tab", 2],
    [
      `a: &a [${"x,".repeat(9)}]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? "a" : `b${i - 1}`},`.repeat(9)}]\n`).join("")}`,
      "source-too-complex",
      undefined,
    ],
    ["[".repeat(60_000), "source-too-complex", undefined],
  ] as const;
  for (const [source, code, line] of cases) {
    writeFileSync(at("bad.yaml"), source);
    await assert.rejects(readSource(at("bad.yaml"), nodeFileSystem), (error) => {
      assert.ok(error instanceof HostsFileError);
      assert.deepEqual([error.code, error.params["line"]], [code, line]);
      return true;
    });
  }
});
