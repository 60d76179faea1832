import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { roomOf, whyForbidden } from "../../../scripts/lint/houseRules.mjs";
import { rooms } from "../../../scripts/lint/rooms.mjs";

const root = path.join(import.meta.dirname, "../../..");

function importing(specifier: string, name: string): string {
  return `import { ${name} } from "${specifier}";\nexport const used = ${name};\n`;
}

/** A file of each violation, and what the lint says of it. */
const violations: Readonly<Record<string, readonly [content: string, rule: string]>> = {
  "core/knowsComposition.ts": ['import { compose } from "../composition/compose.ts";\nexport const used = compose;\n', "house(rooms)"],
  "core/knowsARegistrysType.ts": [
    'import type { Page } from "../registry/lists/pagination.ts";\nexport type Used = Page<string>;\n',
    "house(rooms)",
  ],
  "core/knowsInline.ts": ['export type Used = import("../hosts/schema.ts").Field;\n', "house(rooms)"],
  "core/unprefixed.ts": ['import { readFileSync } from "fs";\nexport const used = readFileSync;\n', "house(rooms)"],
  "core/reads.ts": ['import { readFileSync } from "node:fs";\nexport const used = readFileSync;\n', "house(rooms)"],
  "core/runs.ts": ['import { spawn } from "node:child_process";\nexport const used = spawn;\n', "house(rooms)"],
  "core/answers.ts": [importing("node:http", "createServer"), "house(rooms)"],
  "registry/http/shakesHands.ts": [importing("node:tls", "connect"), "house(rooms)"],
  "services/hostsFiles/shakesHands.ts": [importing("node:tls", "connect"), "house(rooms)"],
  "hosts/files/shakesHands.ts": [importing("node:tls", "connect"), "house(rooms)"],
  "registry/connects.ts": [importing("node:net", "connect"), "house(rooms)"],
  "hosts/connects.ts": ['import * as net from "node:net";\nexport const used = net.connect;\n', "house(rooms)"],
  "providers/quay/looksUp.ts": [importing("node:dns", "lookup"), "house(rooms)"],
  "core/leaves.ts": ['import { sum } from "../../scripts/lib/testPhases.mjs";\nexport const used = sum;\n', "house(rooms)"],
  "core/barrel.ts": ['export { text } from "./text.ts";\n', "house(no-barrel)"],
  "core/everything.ts": ['export * from "./text.ts";\n', "house(no-barrel)"],
  "core/counts.ts": ["export let count = 0;\ncount += 1;\n", "house(no-module-let)"],
  "core/byDefault.ts": ["export default 1;\n", "import(no-default-export)"],
  "core/untyped.ts": ["export const used = (value: any) => value as string;\n", "typescript(no-explicit-any)"],
  "core/cycleA.ts": ['import type { B } from "./cycleB.ts";\nexport type A = { readonly b?: B };\n', "import(no-cycle)"],
  "core/cycleB.ts": ['import type { A } from "./cycleA.ts";\nexport type B = { readonly a?: A };\n', "import(no-cycle)"],
  "registry/knowsHosts.ts": ['import { fieldOf } from "../hosts/schema.ts";\nexport const used = fieldOf;\n', "house(rooms)"],
  "registry/usesUndici.ts": ['import { Agent } from "undici";\nexport const used = Agent;\n', "house(rooms)"],
  "registry/vscode.ts": ['import { window } from "vscode";\nexport const used = window;\n', "house(rooms)"],
  "hosts/server.ts": [
    'import { createConnection } from "vscode-languageserver/node";\nexport const used = createConnection;\n',
    "house(rooms)",
  ],
  "providers/credentials.ts": [
    'import type { SavePlan } from "../credentials/savePlan.ts";\nexport type Used = SavePlan;\n',
    "house(rooms)",
  ],
  "providers/quay/ghcr.ts": ['import { ghcr } from "../ghcr/index.ts";\nexport const used = ghcr;\n', "house(rooms)"],
  "services/login/browses.ts": ['import { Browsing } from "../browse/browsing.ts";\nexport const used = Browsing;\n', "house(rooms)"],
  "services/browse/logsIn.ts": ['import { logIn } from "../login/logIn.ts";\nexport const used = logIn;\n', "house(rooms)"],
  "services/prompts/reaches.ts": ['import { Sessions } from "../reach/sessions.ts";\nexport const used = Sessions;\n', "house(rooms)"],
  "services/newRoom/useCase.ts": ['import { text } from "../../core/text.ts";\nexport const used = text("x");\n', "house(rooms)"],
  "services/reach/transport.ts": [
    'import { createUndiciTransport } from "../../registry/http/undiciTransport.ts";\nexport const used = createUndiciTransport;\n',
    "house(rooms)",
  ],
  "services/reach/toml.ts": ['import { parse } from "smol-toml";\nexport const used = parse;\n', "house(rooms)"],
  "ui/tree/client.ts": [
    'import type { RegistryClient } from "../../registry/registryClient.ts";\nexport type Used = RegistryClient;\n',
    "house(rooms)",
  ],
  "services/login/known.ts": ['import { ghcr } from "../../providers/ghcr/index.ts";\nexport const used = ghcr;\n', "house(rooms)"],
  "ui/sentences/known.ts": ['import { ghcr } from "../../providers/ghcr/index.ts";\nexport const used = ghcr;\n', "house(rooms)"],
  "ui/tree/provider.ts": ['import { ghcr } from "../../providers/ghcr/index.ts";\nexport const used = ghcr;\n', "house(rooms)"],
  "ui/tree/languageClient.ts": [
    'import { LanguageClient } from "vscode-languageclient/node";\nexport const used = LanguageClient;\n',
    "house(rooms)",
  ],
  "ui/composition.ts": ['import { compose } from "../composition/compose.ts";\nexport const used = compose;\n', "house(rooms)"],
  "providers/ecr/other.ts": [importing("@aws-sdk/client-ecr", "ECRClient"), "house(rooms)"],
  "providers/ecr/early.ts": [importing("./sdk.ts", "authorizationOf"), "house(rooms)"],
  "hosts/features/yaml.ts": [importing("yaml", "parse"), "house(rooms)"],
  "hosts/features/earlyYaml.ts": [importing("../convert/yamlText.ts", "parseYaml"), "house(rooms)"],
  "hosts/features/earlyK3s.ts": [importing("../k3s/checkRegistries.ts", "checkRegistries"), "house(rooms)"],
  "ui/hostsToml/earlyClient.ts": [importing("./languageClient.ts", "startHostsClient"), "house(rooms)"],
  "composition/earlyParts.ts": [importing("./hostsTomlParts.ts", "composeHostsTomlParts"), "house(rooms)"],
  "credentials/suffixes.ts": [importing("tldts", "parse"), "house(rooms)"],
  "providers/quay/vscode.ts": [importing("vscode", "window"), "house(rooms)"],
  "services/browse/vscode.ts": [importing("vscode", "window"), "house(rooms)"],
  "node/vscode.ts": [importing("vscode", "window"), "house(rooms)"],
  "hostsServer/vscode.ts": [importing("vscode", "window"), "house(rooms)"],
  "hostsServer/knowsServices.ts": [importing("../services/reach/sessions.ts", "Sessions"), "house(rooms)"],
  "services/hostsFiles/browses.ts": [importing("../browse/browsing.ts", "Browsing"), "house(rooms)"],
  "services/hostsFiles/logsIn.ts": [importing("../login/logIn.ts", "logIn"), "house(rooms)"],
  "services/remembered/reaches.ts": [importing("../reach/sessions.ts", "Sessions"), "house(rooms)"],
  "services/reach/remembers.ts": [importing("../remembered/rememberedLogins.ts", "RememberedLogins"), "house(rooms)"],
  "core/prints.ts": ["console.log(1);\n", "eslint(no-console)"],
  "core/long.ts": [Array.from({ length: 401 }, (_, index) => `export const n${index} = ${index};\n`).join(""), "eslint(max-lines)"],
  "core/complex.ts": [
    `export function many(n: number): number {\n${Array.from({ length: 20 }, (_, index) => `  if (n === ${index}) return ${index};\n`).join("")}  return n;\n}\n`,
    "eslint(complexity)",
  ],
  "node/knowsServices.ts": [
    'import type { Sessions } from "../services/reach/sessions.ts";\nexport type Used = Sessions;\n',
    "house(rooms)",
  ],
};

describe("the lint", () => {
  const lint: { folder: string; found: readonly { readonly file: string; readonly rule: string }[] } = { folder: "", found: [] };

  before(() => {
    lint.folder = mkdtempSync(path.join(tmpdir(), "container-registries-lint-"));
    cpSync(path.join(root, "scripts/lint"), path.join(lint.folder, "scripts/lint"), { recursive: true });
    cpSync(path.join(root, ".oxlintrc.json"), path.join(lint.folder, ".oxlintrc.json"));
    cpSync(path.join(root, "tsconfig.json"), path.join(lint.folder, "tsconfig.json"));
    symlinkSync(path.join(root, "node_modules"), path.join(lint.folder, "node_modules"));
    for (const [file, [content]] of Object.entries(violations)) {
      mkdirSync(path.dirname(path.join(lint.folder, "src", file)), { recursive: true });
      writeFileSync(path.join(lint.folder, "src", file), content);
    }
    const args = [path.join(root, "node_modules/oxlint/bin/oxlint"), "--format=json", "src"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: lint.folder, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly filename: string; readonly code: string }[] };
    lint.found = diagnostics.map(({ filename, code }) => ({ file: filename.replaceAll("\\", "/").replace(/^.*?src\//, ""), rule: code }));
  });
  after(() => rmSync(lint.folder, { recursive: true, force: true }));

  for (const [file, [, rule]] of Object.entries(violations)) {
    test(`catches ${file}`, () => {
      const rules = lint.found.filter((each) => each.file === file).map((each) => each.rule);
      assert.ok(rules.includes(rule), `${file}: ${JSON.stringify(rules)}`);
    });
  }
});

test("what may be imported is not complained of", () => {
  const allowed: readonly (readonly [file: string, specifier: string])[] = [
    ["services/login/logIn.ts", "../prompts/prompter.ts"],
    ["services/reach/openSession.ts", "../../registry/registryClient.ts"],
    ["ui/tree/nodes/error.ts", "../../../credentials/credentialsError.ts"],
    ["ui/hostsToml/languageClient.ts", "vscode-languageclient/node"],
    ["composition/machine.ts", "node:os"],
    ["providers/quay/login.ts", "../shared/questions.ts"],
  ];
  for (const [file, specifier] of allowed) {
    assert.equal(whyForbidden(file, { specifier, isStatic: true, isType: false }), undefined, `${file} ${specifier}`);
  }
  const net = { specifier: "node:net", isStatic: true, isType: false, names: ["isIP", "BlockList"] };
  assert.equal(whyForbidden("hosts/resolve/registry.ts", net), undefined);
  const lazily = { specifier: "../../registry/http/undiciTransport.ts", isStatic: false, isType: false };
  assert.equal(whyForbidden("services/reach/openSession.ts", lazily), undefined);
  assert.equal(whyForbidden("services/reach/openSession.ts", { ...lazily, isStatic: true, isType: true }), undefined);
});

test("every room of the table names rooms that are there", () => {
  for (const { path: name, imports } of rooms)
    for (const each of imports)
      assert.ok(roomOf(each) !== undefined || rooms.some((room) => room.path.startsWith(`${each}/`)), `${name}: ${each}`);
});
