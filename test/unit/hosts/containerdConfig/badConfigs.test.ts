import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader } from "../../../../src/core/fileSystem.ts";
import { type ConfigFaultCode, faultSentence } from "../../../../src/hosts/containerdConfig/configFault.ts";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { kubernetesReading } from "../../../../src/hosts/containerdConfig/kubernetes.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const main = "/etc/containerd/config.toml";
const importing = (pattern: string): string => `version = 2\nimports = [${JSON.stringify(pattern)}]\n`;
const manyFiles = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`/d/${index}.toml`, "version = 2\n"]));

const deepText = `[plugins.${"a.".repeat(20_000)}a]\nb = 1\n`;

/** One flat directory of many names, listed at once. */
function flatDirectory(content: Readonly<Record<string, string>>): FileReader {
  const rest = memoryFiles({ [main]: importing("/d/*.toml") });
  const names = Object.keys(content).map((path) => path.slice("/d/".length));
  return { ...rest, readDirectory: (path) => (path === "/d" ? Promise.resolve(names) : rest.readDirectory(path)) };
}

function denied(path: string, code = "EACCES"): FileReader {
  const files = memoryFiles({ [main]: importing("/d/a.toml"), "/d/a.toml": "version = 2\n" });
  const refuse = (): Promise<never> => Promise.reject(Object.assign(new Error(`${code}: ${path}`), { code }));
  return { ...files, readFile: (each) => (each === path ? refuse() : files.readFile(each)) };
}

const cases: readonly (readonly [name: string, files: FileReader, code: ConfigFaultCode | undefined, path: string])[] = [
  ["5 MB", memoryFiles({ [main]: `# ${"x".repeat(5_000_000)}\n` }, { [main]: { size: 5_000_003 } }), "too-large", main],
  ["a pattern for 10,001 files", flatDirectory(manyFiles), "too-many-files", "/d/*.toml"],
  [
    "300 imports, one by one",
    memoryFiles(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [index === 0 ? main : `/d/${index}`, importing(`/d/${index + 1}`)])),
    ),
    "too-many-files",
    "/d/200",
  ],
  ["one that only root may read", denied(main), "unreadable", main],
  ["an import that only root may read", denied("/d/a.toml"), "unreadable", "/d/a.toml"],
  ["an import of links that lead in a circle", denied("/d/a.toml", "ELOOP"), "no-file", "/d/a.toml"],
  ["an import below a file", denied("/d/a.toml", "ENOTDIR"), "no-file", "/d/a.toml"],
  ["a missing import", memoryFiles({ [main]: importing("nope.toml") }), "import-missing", "/etc/containerd/nope.toml"],
  ["a device as import", memoryFiles({ [main]: importing("/dev/zero") }), "no-file", "/dev/zero"],
  ["YAML", memoryFiles({ [main]: "a: &x\n\t- 1\nb: *x\n" }), "not-toml", main],
  ["bytes that are no text", memoryFiles({ [main]: new Uint8Array([0x61, 0xff, 0xfe]) }), "not-toml", main],
  ["tables in tables", memoryFiles({ [main]: deepText }), "too-deep", main],
  [
    "tables in tables of two files",
    memoryFiles({ [main]: `${importing("/d/*.toml")}${deepText}`, "/d/a.toml": deepText }),
    "too-deep",
    main,
  ],
  [
    "a pattern of many asterisks",
    memoryFiles({ [main]: importing(`/d/${"a*".repeat(60)}b`), [`/d/${"a".repeat(250)}`]: "[" }),
    undefined,
    "",
  ],
  [
    "large imports",
    memoryFiles({
      [main]: importing("/d/*.toml"),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`/d/${index}.toml`, `# ${"x".repeat(100_000)}\n`])),
    }),
    "too-large",
    "/d/5.toml",
  ],
  [
    "a link in a directory of imports that leads nowhere",
    { ...memoryFiles({ [main]: importing("/d/*.toml") }), readDirectory: () => Promise.resolve(["a.toml"]) },
    "import-missing",
    "/d/a.toml",
  ],
  ["brackets without end", memoryFiles({ [main]: `a = ${"[".repeat(100_000)}` }), "not-toml", main],
];

for (const [name, files, code, path] of cases) {
  test(`ends with a sentence for ${name}`, async () => {
    const config = await loadContainerdConfig(files, main, "2.3");
    assert.deepEqual(config.fault, code === undefined ? undefined : { code, path });
    if (code === undefined) return;
    assert.ok(faultSentence({ code, path }).includes(path));
    assert.match(kubernetesReading(config, "2.3").kind, /^(?:broken|unknown)$/);
  });
}

test("looks at each file once, in imports that lead back", async () => {
  const read: string[] = [];
  const files = memoryFiles({ [main]: importing("*.toml"), "/etc/containerd/b.toml": importing("config.toml") });
  const counting: FileReader = {
    ...files,
    readFile: (path) => {
      read.push(path);
      return files.readFile(path);
    },
  };
  const config = await loadContainerdConfig(counting, main, "2.3");
  assert.equal(config.fault, undefined);
  assert.deepEqual(read, [main, "/etc/containerd/b.toml"]);
  assert.deepEqual(config.sources, [main, "/etc/containerd", "/etc/containerd/b.toml"]);
});

test("brackets without end are read in time that grows with them", () =>
  assertLinear(100_000, async (size) => {
    const files = memoryFiles({ [main]: `a = ${"[".repeat(size)}` });
    assert.equal((await loadContainerdConfig(files, main, "2.3")).fault?.code, "not-toml");
  }));

test("a long array of tables is read in time that grows with it", () =>
  assertLinear(20_000, async (size) => {
    const { fault } = await loadContainerdConfig(memoryFiles({ [main]: "[[a]]\n".repeat(size) }), main, "2.3");
    assert.equal(fault, undefined);
  }));
