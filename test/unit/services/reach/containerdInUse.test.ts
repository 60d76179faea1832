import assert from "node:assert/strict";
import { test } from "node:test";
import { type Spawn, SpawnError, type SpawnResult } from "../../../../src/core/spawn.ts";
import { HostsVersion, nerdctlClient } from "../../../../src/services/reach/containerdInUse.ts";

/** Programs that print these texts; any other is not installed. */
function programs(outputs: Readonly<Record<string, string | Partial<SpawnResult>>>) {
  const asked: string[] = [];
  const spawn: Spawn = {
    run: ({ program, args }) => {
      asked.push([program, ...args].join(" "));
      const output = outputs[program];
      if (output === undefined) return Promise.reject(new SpawnError("program-not-found", "no such program"));
      return Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...(typeof output === "string" ? { stdout: output } : output) });
    },
    find: () => Promise.resolve(undefined),
    self: { pid: 1, hostName: "here" },
    isRunning: () => true,
  };
  return { spawn, asked };
}

function versionOf(outputs: Parameters<typeof programs>[0], setting = "auto", mayRun = true) {
  const { spawn, asked } = programs(outputs);
  return { asked, hostsVersion: new HostsVersion({ spawn, setting: () => setting, mayRun: () => mayRun }) };
}

test("takes the version of the installed containerd, whoever packaged it", async () => {
  const cases = [
    ["containerd github.com/containerd/containerd/v2 v2.1.3 f2c3bd5\n", "2.1", "2.1.3"],
    ["containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u1\n", "1.7", "1.6.20~ds1"],
    ["containerd containerd.io 1.7.27 05044ec0a9a75232cad458027ca83437aae3f4da\n", "1.7", "1.7.27"],
    ["containerd github.com/containerd/containerd/v2 v2.4.0-beta.0 abc\n", "2.4", "2.4.0-beta.0"],
    ["containerd github.com/containerd/containerd/v2 2.9.1\n", "2.4", "2.9.1"],
  ] as const;
  for (const [stdout, version, containerd] of cases) {
    const current = await versionOf({ containerd: stdout }).hostsVersion.current();
    assert.deepEqual(current, { version, source: "detected", installed: { containerd, nerdctl: undefined } }, stdout);
  }
});

test("assumes 2.3 where no containerd can be asked", async () => {
  for (const outputs of [
    {},
    { containerd: "" },
    { containerd: "no version here" },
    { containerd: { exitCode: 1, stdout: "containerd x v2.1.3" } },
  ]) {
    const { version, source } = await versionOf(outputs).hostsVersion.current();
    assert.deepEqual([version, source], ["2.3", "assumed"], JSON.stringify(outputs));
  }
});

test("the setting wins, and one that is no version counts as auto", async () => {
  const containerd = "containerd c v2.1.3";
  assert.equal((await versionOf({ containerd }, "1.7").hostsVersion.current()).source, "set");
  assert.equal((await versionOf({ containerd }, "1.7").hostsVersion.current()).version, "1.7");
  assert.equal((await versionOf({ containerd }, "newest").hostsVersion.current()).source, "detected");
});

test("each program is asked once, and none where programs may not be run", async () => {
  const trusted = versionOf({ containerd: "containerd c v2.1.3" });
  await Promise.all([trusted.hostsVersion.current(), trusted.hostsVersion.current()]);
  await trusted.hostsVersion.current();
  assert.deepEqual(trusted.asked, ["containerd --version", "nerdctl --version"]);
  const untrusted = versionOf({ containerd: "containerd c v2.1.3" }, "auto", false);
  assert.equal((await untrusted.hostsVersion.current()).source, "assumed");
  assert.deepEqual(untrusted.asked, []);
});

test("nerdctl 2.3 leaves the lookup to containerd 2.0 and later", async () => {
  const cases = [
    ["nerdctl version 2.3.0", "2.0", "nerdctl-daemon"],
    ["nerdctl version 2.3.0", "1.7", "nerdctl"],
    ["nerdctl version 2.2.9", "2.3", "nerdctl"],
    ["nerdctl version 3.0.0", "2.3", "nerdctl-daemon"],
    ["", "2.3", "nerdctl"],
  ] as const;
  for (const [nerdctl, setting, client] of cases) {
    assert.equal(nerdctlClient(await versionOf({ nerdctl }, setting).hostsVersion.current()), client, `${nerdctl} with ${setting}`);
  }
});
