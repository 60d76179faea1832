import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parse } from "smol-toml";
import { inspectConfig } from "../../src/hosts/containerdConfig/inspectConfig.ts";
import { kubernetesReading, tableName } from "../../src/hosts/containerdConfig/kubernetes.ts";
import { loadContainerdConfig } from "../../src/hosts/containerdConfig/loadConfig.ts";
import { tableOf, valueAt } from "../../src/hosts/tables.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { cases as findingCases } from "../unit/hosts/containerdConfig/findingCases.ts";
import { findProgram, run, temporaryDirectory } from "../support/peers/program.ts";

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const cases = readFileSync(new URL("../fixtures/hosts/containerdConfigs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case)
  // Releases 1.x dump nothing where there is no file.
  .filter(({ files }) => Object.keys(files).length > 0);

const version = "1.7";

/** Main files with what they import, as far as the findings in the main file say all. */
const judged: readonly Case[] = [
  ...cases.filter(({ files }) => Object.keys(files).join() === "config.toml"),
  ...findingCases
    .filter(
      (each) =>
        each.version === version &&
        each.path === undefined &&
        Object.keys(each.files ?? {}).every((path) => !path.endsWith(".toml") || path.endsWith("hosts.toml")),
    )
    .map(({ name, text }) => ({ name, files: { "config.toml": text } })),
];
const criPlugin = "io.containerd.grpc.v1.cri";

function whyNot(): string | false {
  return findProgram("containerd") === undefined ? "not installed: containerd" : whyNoContainerd();
}

void describe("Debian's containerd, on its own configuration", { skip: whyNot() }, () => {
  const directory = temporaryDirectory("containerd-config");
  const state = { is16: false };
  before(() => {
    state.is16 = / 1\.6\./.test(execFileSync("containerd", ["--version"], { encoding: "utf8" }));
  });
  after(() => directory.remove());

  function write(name: string, files: Case["files"]): string {
    const folder = join(directory.path, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return join(folder, "config.toml");
  }

  for (const [index, { name, files }] of cases.entries()) {
    test(`dumps what we read: ${name}`, async (context) => {
      const path = write(`case-${index}`, files);
      const config = await loadContainerdConfig(nodeFileSystem, path, version);
      // 1.6 takes a version that it does not know for version 2.
      if (state.is16 && config.fault?.code === "unsupported-version") return context.skip("1.6 does not look at high versions");
      // 1.6 looks for a relative pattern where it runs, and not beside the file.
      const { exitCode, stdout, stderr } = await run("env", ["-C", dirname(path), "containerd", "--config", path, "config", "dump"]);
      assert.equal(config.fault === undefined, exitCode === 0, `${config.fault?.code} ${stderr}`);
      if (exitCode !== 0) return;
      const dumped = tableOf(valueAt(parse(stdout), "plugins", criPlugin));
      const ours = tableOf(valueAt(config.plugins, tableName(config, version)));
      assert.equal(valueAt(ours, "registry", "config_path") ?? "", valueAt(dumped, "registry", "config_path"));
      assert.equal(ours["max_concurrent_downloads"] ?? 3, dumped["max_concurrent_downloads"]);
    });
  }

  for (const [index, { name, files }] of judged.entries()) {
    test(`starts, and takes its config_path, just where our findings say so: ${name}`, async (context) => {
      const path = write(`judged-${index}`, files);
      const text = readFileSync(path, "utf8");
      const place = { path, version, files: nodeFileSystem, mayLook: true, machineRoot: path } as const;
      const { findings, config } = await inspectConfig(text, place);
      if (state.is16 && config.fault?.code === "unsupported-version") return context.skip("1.6 does not look at high versions");
      const { exitCode, stdout, stderr } = await run("env", ["-C", dirname(path), "containerd", "--config", path, "config", "dump"]);
      // A daemon starts without a plugin whose settings have a wrong type; the dump does not.
      const refused = findings.filter(
        ({ code, message, severity }) =>
          message.startsWith("containerd does not start: ") ||
          (severity === "error" && (code === "config-misplaced" || code === "config-wrong-type")),
      );
      assert.equal(refused.length > 0, exitCode !== 0, `${refused.map(({ message }) => message).join(" ")} ${stderr}`);
      if (exitCode !== 0) return;
      const dumped = valueAt(parse(stdout), "plugins", criPlugin, "registry", "config_path");
      const lost: ReadonlySet<string> = new Set(["config-path-not-set", "config-table-ignored", "config-unknown-key"]);
      // What is not set, or stands where it is not read, is not in the dump.
      if (findings.some(({ code, message }) => lost.has(code) || message.includes("reads no config_path")) && !text.includes("/read"))
        assert.equal(dumped, "");
      else assert.notEqual(dumped, "");
    });
  }

  test("loads no CRI plugin where we say that mirrors and config_path exclude each other, and starts with neither a missing import", async () => {
    const registry = `version = 2\n[plugins."${criPlugin}".registry]\nconfig_path = "/x"\n[plugins."${criPlugin}".registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n`;
    const conflict = write("conflict", { "config.toml": registry });
    const missing = write("missing", { "config.toml": 'version = 2\nimports = ["nope.toml"]\n' });
    const reading = kubernetesReading(await loadContainerdConfig(nodeFileSystem, conflict, version), version);
    assert.deepEqual(reading, { kind: "conflict", with: "registry.mirrors" });
    assert.equal((await loadContainerdConfig(nodeFileSystem, missing, version)).fault?.code, "import-missing");
    assert.match(
      await daemonLog(conflict),
      /failed to load plugin io\.containerd\.grpc\.v1\.cri" error="invalid plugin config: `mirrors` cannot be set/,
    );
    assert.match(await daemonLog(missing), /nope\.toml: no such file or directory/);
  });

  /** What the daemon prints in its first seconds, with folders and sockets of its own. */
  async function daemonLog(path: string): Promise<string> {
    const folder = dirname(path);
    const args = ["--config", path, "--root", join(folder, "root"), "--state", join(folder, "state"), "--address", join(folder, "c.sock")];
    const { stderr } = await run("timeout", ["3", "containerd", ...args]);
    return stderr;
  }
});
