import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { Secret } from "../../src/core/secret.ts";
import type { Spawn } from "../../src/core/spawn.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { logIn } from "../../src/services/login/logIn.ts";
import { openCredentialStore } from "../support/credentialStore.ts";
import { createLoginPorts } from "../support/loginPorts.ts";
import type { DockerRegistry } from "../support/peers/dockerRegistry.ts";
import { startSeededRegistry } from "../support/peers/seededRegistry.ts";
import { findProgram, missing, run, temporaryDirectory } from "../support/peers/program.ts";
import type { Move } from "../support/scriptedPrompter.ts";

const alice = { username: "alice", password: "pass:wörd <&> $ ' \"" };

/** Has each tool list the tags of an image, or read its manifest, by a person's config.json. */
const readers: Readonly<Record<string, (image: string, host: string, config: string) => readonly string[]>> = {
  docker: (image) => ["manifest", "inspect", "--insecure", `${image}:1.1.0`],
  podman: (image, _, config) => ["search", "--list-tags", "--tls-verify=false", "--authfile", config, image],
  skopeo: (image, _, config) => ["list-tags", "--tls-verify=false", "--authfile", config, `docker://${image}`],
  crane: (image) => ["ls", "--insecure", image],
  regctl: (image, host) => ["--host", `reg=${host},tls=disabled`, "tag", "ls", image],
  oras: (image) => ["repo", "tags", "--plain-http", image],
};
const tools = Object.keys(readers);

/** A credential helper whose keychain cannot be opened. */
const lockedProgram = `#!/bin/sh
echo "The keychain is locked"
exit 1
`;

/** A credential helper that keeps logins in a file beside it. */
const helperProgram = `#!${process.execPath}
const fs = require("node:fs");
const file = __dirname + "/kept.json";
const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
const input = fs.readFileSync(0, "utf8");
const action = process.argv[2];
if (action === "store") fs.writeFileSync(file, JSON.stringify({ ...kept, [JSON.parse(input).ServerURL]: JSON.parse(input) }));
else if (action === "list") console.log(JSON.stringify(Object.fromEntries(Object.values(kept).map((each) => [each.ServerURL, each.Username]))));
else if (kept[input.trim()] === undefined) {
  console.log("credentials not found in native keychain");
  process.exitCode = 1;
} else if (action === "get") console.log(JSON.stringify(kept[input.trim()]));
`;

interface ReadLogin {
  readonly name: string;
  /** Of before the login. */
  readonly config: (host: string) => object;
  /** What is answered after the password. */
  readonly moves: readonly Move[];
  /** Who reads the login; the wizard names the others beforehand. */
  readonly readBy: readonly string[];
}

const file: Move = { pick: "In config.json, for this registry alone" };
const helper: Move = { pick: "With docker-credential-{0}" };
const logins: readonly ReadLogin[] = [
  { name: "in config.json", config: () => ({}), moves: [], readBy: tools },
  {
    name: "in the store for all registries",
    config: () => ({ credsStore: "kept" }),
    moves: [helper],
    readBy: ["docker", "crane", "regctl", "oras"],
  },
  {
    name: "in the helper of the registry",
    config: (host) => ({ credHelpers: { [host]: "kept" } }),
    moves: [helper],
    readBy: tools,
  },
  {
    name: "in config.json beside a store",
    config: () => ({ credsStore: "kept" }),
    moves: [file],
    readBy: ["docker", "crane", "regctl"],
  },
  {
    name: "in config.json beside a store that is locked",
    config: () => ({ credsStore: "locked" }),
    moves: [file],
    readBy: ["docker", "regctl"],
  },
  {
    name: "in config.json beside a store that is gone",
    config: () => ({ credsStore: "gone" }),
    moves: [file],
    readBy: ["docker", "regctl"],
  },
  {
    name: "in config.json, without a store that is gone",
    config: () => ({ credsStore: "gone" }),
    moves: [{ pick: "In config.json, without docker-credential-{0}" }],
    readBy: tools,
  },
];

void describe("a guided login is read by those tools that the wizard names", { skip: missing("docker-registry", "htpasswd") }, () => {
  let registry: DockerRegistry;
  before(async () => {
    registry = await startSeededRegistry({ kind: "htpasswd", accounts: [alice] });
  });
  after(() => registry.close());

  /** A person's home with a config.json and the helper; and what each tool says of the login there. */
  function homeWith(t: TestContext, config: object) {
    const directory = temporaryDirectory("readers");
    t.after(() => directory.remove());
    const { path } = directory;
    const helpers: Readonly<Record<string, string>> = { kept: helperProgram, locked: lockedProgram };
    for (const [name, program] of Object.entries(helpers)) {
      writeFileSync(join(path, `docker-credential-${name}`), program);
      chmodSync(join(path, `docker-credential-${name}`), 0o755);
    }
    const configFile = join(path, "config.json");
    writeFileSync(configFile, JSON.stringify(config));
    const programs = { PATH: `${path}:${process.env["PATH"] ?? ""}` };
    const { REGISTRY_AUTH_FILE: _file, DOCKER_AUTH_CONFIG: _auth, ...inherited } = process.env;
    const env = {
      ...inherited,
      ...programs,
      HOME: path,
      DOCKER_CONFIG: path,
      XDG_RUNTIME_DIR: join(path, "run"),
      DOCKER_HOST: "unix:///nonexistent.sock",
    };
    const spawn: Spawn = {
      ...nodeSpawn,
      find: (program) =>
        program.slice("docker-credential-".length) in helpers ? Promise.resolve(join(path, program)) : nodeSpawn.find(program),
      run: (request) => nodeSpawn.run({ ...request, env: programs }),
    };
    const reads = async (tool: string): Promise<boolean> => {
      const args = readers[tool]?.(`${registry.host}/demo/hello`, registry.host, configFile) ?? [];
      const { exitCode, stdout, stderr } = await run(tool, args, { env });
      if (exitCode === 0) assert.match(stdout, /1\.1\.0|manifests/, `${tool}: ${stderr}`);
      return exitCode === 0;
    };
    return { path, spawn, reads };
  }

  const present = tools.filter((tool) => findProgram(tool) !== undefined);
  const assertReadBy = async (readBy: readonly string[], reads: (tool: string) => Promise<boolean>): Promise<void> => {
    const found: string[] = [];
    for (const tool of present) if (await reads(tool)) found.push(tool);
    assert.deepEqual(
      found,
      present.filter((tool) => readBy.includes(tool)),
    );
  };
  for (const { name, config, moves, readBy } of logins) {
    void test(name, async (t) => {
      const { path, spawn, reads } = homeWith(t, config(registry.host));
      const typed: readonly Move[] = [{ paste: registry.host }, { type: alice.username }, { type: alice.password }, ...moves];
      const result = await logIn({}, createLoginPorts(path, typed, { spawn }).ports);
      assert.equal(result.kind === "loggedIn" && result.check, "verified");
      await assertReadBy(readBy, reads);
    });
  }

  void test("older entries win for those who read them first, until they are removed", async (t) => {
    const { host } = registry;
    const auth = Buffer.from("old:wrong").toString("base64");
    const older = [`${host}/demo`, `https://${host}/v1/`];
    const tries: readonly (readonly [removed: readonly string[], readBy: readonly string[]])[] = [
      [[], ["docker", "crane", "regctl", "oras"]],
      [older, tools],
    ];
    for (const [removed, readBy] of tries) {
      const { path, reads } = homeWith(t, { auths: Object.fromEntries(older.map((key) => [key, { auth }])) });
      const moves = ["back", { type: alice.username }, { type: alice.password }, { pickMany: removed }] as const;
      const { ports } = createLoginPorts(path, moves);
      assert.equal((await logIn({ host }, ports)).kind, "loggedIn");
      await assertReadBy(readBy, reads);
    }
  });

  void test("an older login in the store is what oras and regctl go on using beside a newer one in config.json", async (t) => {
    const { host } = registry;
    const { path, spawn, reads } = homeWith(t, { credsStore: "kept" });
    writeFileSync(join(path, "kept.json"), JSON.stringify({ [host]: { ServerURL: host, Username: "old", Secret: "wrong" } }));
    const moves: readonly Move[] = ["back", { type: alice.username }, { type: alice.password }, file, { pickMany: [] }];
    assert.equal((await logIn({ host }, createLoginPorts(path, moves, { spawn }).ports)).kind, "loggedIn");
    await assertReadBy(["docker", "crane"], reads);
  });

  void test("a helper of the registry is asked before the login for a part of it", async (t) => {
    const { host } = registry;
    const auth = Buffer.from("old:wrong").toString("base64");
    const { path, spawn, reads } = homeWith(t, { auths: { [`${host}/demo`]: { auth } }, credHelpers: { [host]: "kept" } });
    const store = openCredentialStore(join(path, "config.json"), { spawn });
    assert.equal(await store.partOf(host, "demo/hello"), undefined);
    await store.save(host, { kind: "basic", username: alice.username, password: new Secret(alice.password) });
    for (const tool of present) assert.ok(await reads(tool), tool);
  });

  for (const tool of tools) {
    void test(`${tool} finds nothing before a login`, { skip: missing(tool) }, async (t) => {
      for (const { config } of logins) assert.equal(await homeWith(t, config(registry.host)).reads(tool), false);
    });
  }
});
