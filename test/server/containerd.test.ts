import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { cleanPath } from "../../src/hosts/resolve/goPath.ts";
import { fillRegistry, sendsNamespace } from "../../src/hosts/resolve/registry.ts";
import { resolveHosts } from "../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../src/hosts/syntax/scan.ts";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";

const unreachableRegistry = "reg.example.com:5000";
const repository = "team/app";
const tag = "v1";

interface Vector {
  readonly name: string;
  readonly toml: string;
}

const vectors = readFileSync(new URL("../fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

/** Why Debian's containerd cannot be asked here, or false. */
function whyNot(): string | false {
  const absent = missing("containerd", "ctr", "unshare");
  if (absent !== false) return absent;
  if (process.getuid?.() !== 0) return "containerd runs as root only";
  const version = execFileSync("containerd", ["--version"], { encoding: "utf8" });
  if (!/ 1\.[67]\./.test(version)) return `this is not containerd 1.6 or 1.7: ${version}`;
  // Without a network, no look-up leaves the machine.
  return runs("unshare", ["-n", "true"]) ? false : "network namespaces cannot be made here";
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const disabled = [
  ...["aufs", "btrfs", "devmapper", "overlayfs", "zfs"].map((name) => `io.containerd.snapshotter.v1.${name}`),
  "io.containerd.grpc.v1.cri",
  "io.containerd.internal.v1.opt",
  "io.containerd.internal.v1.tracing",
  "io.containerd.tracing.processor.v1.otlp",
];

/** What ctr does with a hosts.toml: whether containerd drops it, and the URLs that it tries, in order. */
interface Verdict {
  readonly isDropped: boolean;
  readonly tried: readonly string[];
}

/** containerd logs the fault of a file, and each host that it gives up: without a network, all of them. */
function verdictOf(log: string): Verdict {
  const tried = [...log.matchAll(/msg="trying next host" error="(?:failed to do request: Head|parse) \\"(.*?)\\":/g)].map(([, url = ""]) => readable(url));
  return { isDropped: log.includes("failed to decode hosts.toml"), tried };
}

/** URLs are compared without what Go's HTTP client changes: it escapes more than it must, and drops an empty port. */
function readable(url: string): string {
  return decodeURIComponent(url).replace(/^(\w+:\/\/[^/]*):\//, "$1/");
}

/** What our resolution foretells, or undefined where the first request already fails over a certificate file. */
function foretold(toml: string, directory: string): Verdict | undefined {
  const resolution = resolveHosts(scanDocument(toml), { directory, version: "1.7" });
  const isDropped = "error" in resolution;
  const hosts = "error" in resolution ? [] : resolution.hosts;
  if (hosts.some(({ ca, client }) => ca.length > 0 || client.length > 0)) return undefined;
  const registry = { host: unreachableRegistry, version: "1.7" } as const;
  const asked = isDropped ? [{ scheme: "https", host: unreachableRegistry, path: "/v2", capabilities: ["pull", "resolve"] }] : fillRegistry(hosts, registry);
  const resolving = asked.filter(({ capabilities }) => ["pull", "resolve"].every((name) => capabilities.some((each) => each === name)));
  const tried = resolving.map(({ scheme, host, path }) => {
    const query = sendsNamespace(host, unreachableRegistry) ? `?ns=${encodeURIComponent(unreachableRegistry)}` : "";
    return readable(`${scheme}://${host}${cleanPath(`/${path}/${repository}/manifests/${tag}`)}${query}`);
  });
  return { isDropped, tried };
}

const skip = whyNot();

describe("Debian's containerd", { skip }, () => {
  const folder = temporaryDirectory("containerd");
  const socket = join(folder.path, "c.sock");
  const state: { daemon?: ReturnType<typeof spawn> } = {};

  before(async () => {
    const config = [
      "version = 2",
      `root = ${JSON.stringify(join(folder.path, "root"))}`,
      `state = ${JSON.stringify(join(folder.path, "state"))}`,
      `disabled_plugins = ${JSON.stringify(disabled)}`,
      `[grpc]\naddress = ${JSON.stringify(socket)}`,
      `[ttrpc]\naddress = ${JSON.stringify(`${socket}.ttrpc`)}`,
    ];
    writeFileSync(join(folder.path, "config.toml"), config.join("\n"));
    state.daemon = spawn("containerd", ["-c", join(folder.path, "config.toml")], { stdio: "ignore" });
    for (let waited = 0; waited < 100 && !existsSync(socket); waited++) await delay(50);
  });

  after(async () => {
    const { daemon } = state;
    if (daemon !== undefined && daemon.exitCode === null) {
      const ended = new Promise((resolve) => daemon.once("exit", resolve));
      daemon.kill("SIGTERM");
      await ended;
    }
    folder.remove();
  });

  async function askCtr(toml: string, name: string): Promise<{ readonly verdict: Verdict; readonly directory: string; readonly log: string }> {
    const root = join(folder.path, "certs.d", name);
    const directory = join(root, unreachableRegistry);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "hosts.toml"), toml);
    const reference = `${unreachableRegistry}/${repository}:${tag}`;
    const { stderr } = await run("unshare", ["-n", "ctr", "-a", socket, "images", "pull", "--hosts-dir", root, "--snapshotter", "native", reference]);
    return { verdict: verdictOf(stderr), directory, log: stderr };
  }

  const shares = 4;
  for (let share = 0; share < shares; share++) {
    test(`drops the files that we say, and tries the hosts that we say (${share + 1} of ${shares})`, async () => {
      let compared = 0;
      for (const [index, { name, toml }] of vectors.entries()) {
        if (index % shares !== share) continue;
        const { verdict, directory, log } = await askCtr(toml, `v${index}`);
        const expected = foretold(toml, directory);
        if (expected === undefined) {
          assert.equal(verdict.isDropped, false, name);
          continue;
        }
        compared++;
        assert.deepEqual(verdict, expected, `${name}\n${log}`);
      }
      assert.ok(compared > 30);
    });
  }
});
