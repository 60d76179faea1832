import assert from "node:assert/strict";
import { test } from "node:test";
import { type CheckPorts, runCheck } from "../../src/hostsServer/check/checkCommand.ts";
import { severities } from "../../src/hosts/findings.ts";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";

const files = {
  "/w/certs.d/good.example/hosts.toml": '[host."https://m.example"]\n  capabilities = ["pull"]\n',
  "/w/certs.d/odd.example/hosts.toml": 'server = "https://odd.example"\nfoo = 1\n',
  "/w/certs.d/bad.example/hosts.toml": "# é\n  server = 1\n",
  "/w/certs.d/bad.example/ca.crt": "",
  "/w/hint/hosts.toml": '[host."https://m.example"]\n  skip_verify = true\n',
  "/w/empty/readme": "",
};

interface Run {
  readonly code: number;
  readonly printed: string;
  readonly warned: string;
}

async function check(args: readonly string[], input: string | Uint8Array = "", ports: Partial<CheckPorts> = {}): Promise<Run> {
  const printed: string[] = [];
  const warned: string[] = [];
  const code = await runCheck(args, {
    files: { ...memoryFiles(files), realpath: (path) => Promise.resolve(path) },
    workingDirectory: "/w",
    readStandardInput: () => Promise.resolve(typeof input === "string" ? new TextEncoder().encode(input) : input),
    print: (text) => void printed.push(text),
    warn: (text) => void warned.push(text),
    ...ports,
  });
  return { code, printed: printed.join(""), warned: warned.join("") };
}

const badLine = "certs.d/bad.example/hosts.toml:2:12: error: containerd ignores this whole file: `server` must be a string. [wrong-type]\n";

test("prints a line for each finding, and fails", async () => {
  assert.deepEqual(await check(["--check", "certs.d/bad.example/hosts.toml"]), { code: 1, printed: badLine, warned: "" });
});

test("prints nothing for files without a finding", async () => {
  assert.deepEqual(await check(["--check", "certs.d/good.example/hosts.toml"]), { code: 0, printed: "", warned: "" });
});

test("a directory stands for the hosts.toml files below it", async () => {
  const { code, printed } = await check(["--check", "certs.d"]);
  assert.equal(code, 1);
  assert.deepEqual(
    printed.split("\n").map((line) => line.split(":")[0]),
    ["certs.d/bad.example/hosts.toml", "certs.d/odd.example/hosts.toml", ""],
  );
  assert.equal((await check(["--check", "/w/certs.d"])).printed.split(":")[0], "/w/certs.d/bad.example/hosts.toml");
});

test("files that a wrong name keeps from being read are found below certs.d", async () => {
  const misnamed = memoryFiles({
    "/w/certs.d/a.example/host.toml": '[host."https://m"]\n',
    "/w/certs.d/b.example/hosts.yaml": "host: [a\n",
    "/w/certs.d/c.example/hosts.yml": "host: [a\n",
    "/w/inventory/hosts.yaml": "all: {}\n",
    "/w/inventory/host.toml": "",
  });
  const ports = { files: { ...misnamed, realpath: (path: string) => Promise.resolve(path) } };
  const { code, printed } = await check(["--check", "/w"], "", ports);
  assert.equal(code, 1);
  assert.deepEqual(
    printed
      .trim()
      .split("\n")
      .map((line) => line.replace(/: warning: .*\[/, " ").replace("]", "")),
    [
      "/w/certs.d/a.example/host.toml:1:1 file-name",
      "/w/certs.d/b.example/hosts.yaml:1:1 file-name",
      "/w/certs.d/c.example/hosts.yml:1:1 file-name",
    ],
  );
  assert.match((await check(["--check", "-", "--stdin-name", "certs.d/r/host.toml"], "# r\n")).printed, /\[file-name\]/);
});

test("what fails is chosen", async () => {
  assert.equal((await check(["--check", "certs.d/odd.example"])).code, 1);
  assert.equal((await check(["--check", "--fail-on", "error", "certs.d/odd.example"])).code, 0);
  assert.equal((await check(["--check", "hint"])).code, 0);
  assert.equal((await check(["--check", "--fail-on=hint", "hint"])).code, 1);
  const off = await check(["--check", "--severity", "unknown-key=off", "certs.d/odd.example"]);
  assert.deepEqual(off, { code: 0, printed: "", warned: "" });
  assert.match((await check(["--check", "--severity=unknown-key=error", "certs.d/odd.example"])).printed, /: error: /);
});

test("reads for the containerd that is named", async () => {
  const args = ["--check", "-", "--stdin-name", "certs.d/r/hosts.toml"];
  assert.equal((await check(args, "foo.bar = 1\n")).code, 1);
  assert.match(
    (await check([...args, "--containerd", "1.7"], 'server = "https://r"\n')).printed,
    /^certs\.d\/r\/hosts\.toml:1:1: error: .*\[host-table-required\]$/m,
  );
  assert.equal((await check([...args, "--containerd=v2.3.4"], 'server = "https://r"\n')).code, 0);
});

test("says what cannot be checked, and checks the rest", async () => {
  const { code, printed, warned } = await check(["--check", "missing\u001B[31m.toml", "empty", "certs.d/bad.example"]);
  assert.equal(code, 2);
  assert.equal(printed, badLine);
  assert.match(warned, /^Could not check missing\\u\{1B\}\[31m\.toml: .*\nCould not check empty: there is no hosts\.toml below it\n$/);
});

test("says what is wrong with the arguments", async () => {
  for (const [args, told] of [
    [[], /Choose --check or --stdio/],
    [["--check"], /Name the files/],
    [["--check", "x", "--containerd", "two"], /--containerd takes 1\.7, .* not "two"/],
    [["--check", "x", "--format", "xml"], /--format takes text, json, sarif, github/],
    [["--check", "x", "--severity", "foo=off"], /--severity takes CODE=LEVEL/],
    [["--check", "x", "--severity", "unknown-key=loud"], /--severity takes error, .*off/],
    [["--check", "x", "--wrong"], /--wrong/],
  ] as const) {
    const { code, printed, warned } = await check(args);
    assert.deepEqual([code, printed], [2, ""]);
    assert.match(warned, told);
    assert.match(warned, /Try --help\.\n$/);
  }
  const help = await check(["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.printed, /^Usage: .*--check/);
});

test("bytes that are no UTF-8, and control characters, neither stop it nor reach the terminal", async () => {
  const { code, printed } = await check(["--check", "-"], new Uint8Array([0x61, 0x3d, 0xff, 0x1b, 0x5b, 0x0a]));
  assert.equal(code, 1);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(printed, /[\0-\x09\x0B-\x1F]/);
  assert.match(printed, /UTF-8/);
});

test("--format github writes annotations that GitHub can read", async () => {
  const { printed } = await check(["--check", "--format", "github", "-", "--stdin-name", "a,b:c%/hosts.toml"], 'foo = 1\n"x%y" = 1\n');
  assert.match(
    printed,
    /^::warning file=a%2Cb%3Ac%25\/hosts\.toml,line=1,col=1,endLine=1,endColumn=4,title=unknown-key::containerd ignores `foo`.*\n/,
  );
  assert.match(printed, /^::warning .*`x%25y`/m);
});

test("--format json gives every file", async () => {
  const { printed } = await check(["--check", "--format=json", "certs.d"]);
  const { files: found } = JSON.parse(printed) as { readonly files: readonly { path: string; findings: readonly object[] }[] };
  assert.deepEqual(
    found.map(({ path, findings }) => [path, findings.length]),
    [
      ["certs.d/bad.example/hosts.toml", 1],
      ["certs.d/good.example/hosts.toml", 0],
      ["certs.d/odd.example/hosts.toml", 1],
    ],
  );
  assert.deepEqual(
    { ...found[0]?.findings[0], message: "" },
    { code: "wrong-type", severity: "error", message: "", line: 2, column: 12, endLine: 2, endColumn: 13 },
  );
});

/** What the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) requires and restricts, of the objects that we write. */
const sarifSchema: Readonly<
  Record<string, { required: readonly string[]; allowed: readonly string[]; each?: Readonly<Record<string, string>> }>
> = {
  log: {
    required: ["version", "runs"],
    allowed: ["$schema", "version", "runs", "inlineExternalProperties", "properties"],
    each: { runs: "run" },
  },
  run: {
    required: ["tool"],
    allowed: ["tool", "results", "columnKind", "artifacts", "invocations"],
    each: { tool: "tool", results: "result" },
  },
  tool: { required: ["driver"], allowed: ["driver", "extensions"], each: { driver: "toolComponent" } },
  toolComponent: { required: ["name"], allowed: ["name", "version", "rules", "informationUri"], each: { rules: "reportingDescriptor" } },
  reportingDescriptor: { required: ["id"], allowed: ["id", "name", "helpUri", "defaultConfiguration", "shortDescription"] },
  result: {
    required: ["message"],
    allowed: ["ruleId", "level", "message", "locations"],
    each: { message: "message", locations: "location" },
  },
  message: { required: ["text"], allowed: ["text", "markdown", "id", "arguments"] },
  location: { required: [], allowed: ["physicalLocation", "id", "message"], each: { physicalLocation: "physicalLocation" } },
  physicalLocation: {
    required: ["artifactLocation"],
    allowed: ["artifactLocation", "region"],
    each: { artifactLocation: "artifactLocation", region: "region" },
  },
  artifactLocation: { required: ["uri"], allowed: ["uri", "uriBaseId", "index"] },
  region: { required: ["startLine"], allowed: ["startLine", "startColumn", "endLine", "endColumn", "snippet"] },
};

function assertSarif(type: string, value: unknown): void {
  const { required, allowed, each = {} } = sarifSchema[type] ?? { required: [], allowed: [] };
  const object = value as Readonly<Record<string, unknown>>;
  for (const key of required) assert.ok(key in object, `${type} without ${key}`);
  for (const [key, inner] of Object.entries(object)) {
    assert.ok(allowed.includes(key), `${type} with ${key}`);
    const innerType = each[key];
    if (innerType !== undefined) for (const item of Array.isArray(inner) ? inner : [inner]) assertSarif(innerType, item);
  }
}

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object } },
  ];
}

test("--format sarif gives a log that the schema of SARIF 2.1.0 takes", async () => {
  const { printed } = await check(["--check", "--format=sarif", "certs.d", "hint", "-", "--stdin-name", "a b/hosts.toml"], "x = 1\n");
  const log = JSON.parse(printed) as { readonly version: string; readonly runs: readonly { readonly results: readonly SarifResult[] }[] };
  assert.equal(log.version, "2.1.0");
  assertSarif("log", log);
  const results = log.runs[0]?.results ?? [];
  assert.deepEqual(
    results.map(({ ruleId, level, locations: [{ physicalLocation }] }) => [ruleId, level, physicalLocation.artifactLocation.uri]),
    [
      ["wrong-type", "error", "certs.d/bad.example/hosts.toml"],
      ["unknown-key", "warning", "certs.d/odd.example/hosts.toml"],
      ["skip-verify", "note", "hint/hosts.toml"],
      ["unknown-key", "warning", "a%20b/hosts.toml"],
    ],
  );
  assert.deepEqual(results[0]?.locations[0].physicalLocation.region, { startLine: 2, startColumn: 12, endLine: 2, endColumn: 13 });
  assert.ok(results.every(({ ruleId }) => ruleId in severities));
  const none = await check(["--check", "--format=sarif", "certs.d/good.example"]);
  assertSarif("log", JSON.parse(none.printed));
});

test("links that lead in a circle end", async () => {
  const circle = {
    readFile: () => Promise.resolve(new TextEncoder().encode("foo = 1\n")),
    readDirectory: () => Promise.resolve(["hosts.toml", "again"]),
    stat: (path: string) => memoryFiles({ "/f": "", "/d/": "", "/d/x": "" }).stat(path.endsWith("hosts.toml") ? "/f" : "/d"),
    realpath: () => Promise.resolve("/w/circle"),
  };
  const { printed } = await check(["--check", "circle"], "", { files: circle });
  assert.deepEqual(printed.match(/^[^:]+/gm), ["circle/again/hosts.toml", "circle/hosts.toml"]);
});

test("a link to all of the machine is not followed", async () => {
  const searched: string[] = [];
  const memory = memoryFiles({ "/w/certs.d/a.example/hosts.toml": "", "/w/certs.d/root/": "", "/w/certs.d/root/etc/hosts.toml": "" });
  const { code } = await check(["--check", "certs.d"], "", {
    files: {
      ...memory,
      readDirectory: (path) => {
        searched.push(path);
        return memory.readDirectory(path);
      },
      realpath: (path) => Promise.resolve(path === "/w/certs.d/root" ? "/" : path),
    },
  });
  assert.equal(code, 1);
  assert.deepEqual(searched, ["/w/certs.d", "/w/certs.d/a.example"]);
});

const foreignCommands = {
  "/w/::add-mask::x/hosts.toml": '"##[add-mask]x" = 1\n"##vso[task.setvariable variable=a]b" = 2\n"##VSO[a]" = 3\n',
  "/w/\u001B[31m##[group]/hosts.toml": "a = 1\n",
};

for (const format of ["text", "github"]) {
  test(`nothing in a path or a file is a command to who reads the output (${format})`, async () => {
    const ports = { files: { ...memoryFiles(foreignCommands), realpath: (path: string) => Promise.resolve(path) } };
    const { printed } = await check(["--check", "--format", format, "."], "", ports);
    const lines = printed.trimEnd().split("\n");
    assert.equal(lines.length, 4);
    assert.doesNotMatch(printed, /##(?:\[|vso\[)/i);
    assert.ok(!printed.includes("\u001B"));
    for (const line of lines) assert.match(line, format === "text" ? /^(?!::)/ : /^::warning file=(?!::)/);
  });
}
