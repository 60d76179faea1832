import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { commandLine, UnquotableError } from "../../../../src/core/shellQuote.ts";
import { type Spawn, SpawnError, type SpawnRequest } from "../../../../src/core/spawn.ts";
import { findGuests, type Guest, guestLogin, guestMapping } from "../../../../src/services/login/guests.ts";
import { noPrograms } from "../../../support/loginPorts.ts";

const { signal } = new AbortController();

/** A machine with these programs, each of which prints its text or fails as it says. */
function machine(outputs: Readonly<Record<string, string | Error | number>>) {
  const runs: SpawnRequest[] = [];
  const spawn: Spawn = {
    ...noPrograms,
    find: (program) => Promise.resolve(program in outputs ? `/usr/bin/${program}` : undefined),
    run: (request) => {
      runs.push(request);
      const output = outputs[request.program];
      if (output instanceof Error) return Promise.reject(output);
      return Promise.resolve(
        typeof output === "string" ? { exitCode: 0, stdout: output, stderr: "" } : { exitCode: output ?? 1, stdout: "", stderr: "closed" },
      );
    },
  };
  return { spawn, runs };
}

test("Lima's running instances are found", async () => {
  const { spawn, runs } = machine({
    limactl:
      '{"name":"default","status":"Running","dir":"/home/me/.lima/default","arch":"x86_64"}\n{"name":"old","status":"Stopped"}\nnot JSON\n{"name":"--x","status":"Running"}\n',
  });
  assert.deepEqual(await findGuests(spawn, "darwin", signal), { guests: [{ kind: "lima", name: "default" }], silent: [] });
  assert.deepEqual([runs[0]?.args, runs[0]?.timeoutMs], [["list", "--format", "json"], 3000]);
});

test("Colima counts where its runtime is containerd", async () => {
  const { spawn } = machine({
    colima:
      '{"name":"default","status":"Running","runtime":"docker"}\n{"name":"work","status":"Running","arch":"aarch64","runtime":"containerd"}\n',
  });
  assert.deepEqual((await findGuests(spawn, "darwin", signal)).guests, [{ kind: "colima", name: "work" }]);
});

test("Rancher Desktop counts where it runs with containerd, in its newer and older settings", async () => {
  const settingsOf = (settings: unknown) => findGuests(machine({ rdctl: JSON.stringify(settings, undefined, 2) }).spawn, "linux", signal);
  const rancher = [{ kind: "rancherDesktop", name: "" }];
  assert.deepEqual((await settingsOf({ version: 10, containerEngine: { name: "containerd" } })).guests, rancher);
  assert.deepEqual((await settingsOf({ kubernetes: { containerEngine: "containerd" } })).guests, rancher);
  assert.deepEqual((await settingsOf({ containerEngine: { name: "moby" } })).guests, []);
  assert.deepEqual(await findGuests(machine({ rdctl: 1 }).spawn, "linux", signal), { guests: [], silent: [] });
});

test("distributions of WSL are found on Windows only, in UTF-8 and in UTF-16", async () => {
  const names = "Ubuntu-24.04\r\ndocker-desktop\r\nrancher-desktop-data\r\nMy Distro\r\n";
  const wide = names.replaceAll(/[^]/g, "$&\0");
  const expected: readonly Guest[] = [
    { kind: "wsl", name: "Ubuntu-24.04" },
    { kind: "wsl", name: "My Distro" },
  ];
  for (const output of [names, wide])
    assert.deepEqual((await findGuests(machine({ wsl: output }).spawn, "win32", signal)).guests, expected);
  const { spawn, runs } = machine({ wsl: names });
  assert.deepEqual(await findGuests(spawn, "linux", signal), { guests: [], silent: [] });
  assert.deepEqual(runs, []);
});

test("a program that hangs is named, and the others are found all the same", async () => {
  const { spawn } = machine({
    limactl: new SpawnError("program-timed-out", "limactl did not end in time"),
    colima: '{"name":"default","status":"Running","runtime":"containerd"}',
  });
  assert.deepEqual(await findGuests(spawn, "darwin", signal), { guests: [{ kind: "colima", name: "default" }], silent: ["limactl"] });
});

test("nothing waits for a program, or for a look at the PATH, that never ends", async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const { spawn } = machine({ colima: '{"name":"default","status":"Running","runtime":"containerd"}', limactl: "" });
  for (const hanging of [
    { ...spawn, run: (request: SpawnRequest) => (request.program === "limactl" ? never() : spawn.run(request)) },
    { ...spawn, find: (program: string) => (program === "limactl" ? never() : spawn.find(program)) },
  ]) {
    const stopping = new AbortController();
    const searching = findGuests(hanging, "darwin", stopping.signal);
    await new Promise(setImmediate);
    stopping.abort();
    assert.deepEqual(await searching, { guests: [{ kind: "colima", name: "default" }], silent: ["limactl"] });
  }
});

test("a program is ended with the search", async () => {
  const { spawn, runs } = machine({ limactl: "" });
  await findGuests(spawn, "darwin", signal);
  assert.equal(runs[0]?.signal, signal);
});

test("guests without end have an end here", async () => {
  const line = (index: number): string => `{"name":"g${index}","status":"Running"}\n`;
  const { spawn } = machine({ limactl: Array.from({ length: 5000 }, (_, index) => line(index)).join("") });
  assert.equal((await findGuests(spawn, "darwin", signal)).guests.length, 20);
});

test("nerdctl is run in the guest, with nothing in its arguments that a shell would read", () => {
  const lineOf = (guest: Guest, username = "me") => {
    const { program, args } = guestLogin(guest, "reg.example:5000", username);
    return [program, ...args].join(" ");
  };
  assert.equal(lineOf({ kind: "lima", name: "default" }), "limactl shell default nerdctl login --username me reg.example:5000");
  assert.equal(lineOf({ kind: "colima", name: "work" }), "colima nerdctl --profile work -- login --username me reg.example:5000");
  assert.equal(lineOf({ kind: "rancherDesktop", name: "" }), "rdctl shell nerdctl login --username me reg.example:5000");
  assert.equal(lineOf({ kind: "wsl", name: "Ubuntu" }), "wsl --distribution Ubuntu --exec nerdctl login --username me reg.example:5000");
  for (const username of ["$(id)", "robot$ci", "-u", "a b", ""])
    assert.equal(lineOf({ kind: "lima", name: "default" }, username), "limactl shell default nerdctl login reg.example:5000");
});

test("a helper is named in the guest's config.json where there is none, and else it is shown what to add", (t) => {
  const { folder, remove } = makeTemporaryFolder("container-registries-guest-");
  t.after(remove);
  const hosts = ["reg.example:5000", "public.ecr.aws", "reg.example:5000", "x';id;'"];
  const { args } = guestMapping({ kind: "lima", name: "default" }, "ecr-login", hosts);
  assert.deepEqual(args.slice(0, 4), ["shell", "default", "sh", "-c"]);
  const run = () =>
    spawnSync("/bin/sh", ["-c", args[4] ?? ""], { env: { PATH: process.env["PATH"] ?? "", HOME: folder }, encoding: "utf8" });
  const mapped = { credHelpers: { "reg.example:5000": "ecr-login", "public.ecr.aws": "ecr-login" } };
  const config = path.join(folder, ".docker/config.json");
  assert.deepEqual([run().stdout, JSON.parse(readFileSync(config, "utf8"))], ["", mapped]);
  const before = readFileSync(config, "utf8");
  const [said = "", ...shown] = run().stdout.split("\n");
  assert.match(said, /^Add this to config\.json/);
  assert.deepEqual([JSON.parse(shown.join("\n")), readFileSync(config, "utf8")], [mapped, before]);
});

test("every guest gets a helper as whoever its nerdctl runs as, by a command that every shell of this side can write", () => {
  const linesOf = (guest: Guest) => {
    const { program, args } = guestMapping(guest, "gcloud", ["gcr.io"]);
    for (const shell of ["posix", "fish", "powershell", "cmd"] as const)
      assert.doesNotThrow(() => commandLine(shell, [[program, ...args]]), UnquotableError);
    return [program, ...args.slice(0, -1)].join(" ");
  };
  assert.equal(linesOf({ kind: "lima", name: "default" }), "limactl shell default sh -c");
  assert.equal(linesOf({ kind: "colima", name: "work" }), "colima ssh --profile work -- sudo sh -c");
  assert.equal(linesOf({ kind: "rancherDesktop", name: "" }), "rdctl shell sh -c");
  assert.equal(linesOf({ kind: "wsl", name: "Ubuntu" }), "wsl --distribution Ubuntu --exec sh -c");
});
