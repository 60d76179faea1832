import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { cleanPath } from "../../src/hosts/resolve/goPath.ts";
import { fillRegistry, sendsNamespace } from "../../src/hosts/resolve/registry.ts";
import { resolveHosts } from "../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../src/hosts/syntax/scan.ts";
import { type Containerd, startContainerd, whyNoContainerd } from "../support/peers/containerd.ts";

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

/** Without a network, no look-up leaves the machine. */
function whyNot(): string | false {
  const reason = whyNoContainerd();
  if (reason !== false) return reason;
  try {
    execFileSync("unshare", ["-n", "true"], { stdio: "ignore" });
    return false;
  } catch {
    return "network namespaces cannot be made here";
  }
}

/** What ctr does with a hosts.toml: whether containerd drops it, and the URLs that it tries, in order. */
interface Verdict {
  readonly isDropped: boolean;
  readonly tried: readonly string[];
}

/** containerd logs the fault of a file, and each host that it gives up: without a network, all of them. */
function verdictOf(log: string): Verdict {
  const tried = [...log.matchAll(/msg="trying next host" error="(?:failed to do request: Head|parse) \\"(.*?)\\":/g)].map(([, url = ""]) =>
    readable(url),
  );
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
  const asked = isDropped
    ? [{ scheme: "https", host: unreachableRegistry, path: "/v2", capabilities: ["pull", "resolve"] }]
    : fillRegistry(hosts, registry);
  const resolving = asked.filter(({ capabilities }) => ["pull", "resolve"].every((name) => capabilities.some((each) => each === name)));
  const tried = resolving.map(({ scheme, host, path }) => {
    const query = sendsNamespace(host, unreachableRegistry) ? `?ns=${encodeURIComponent(unreachableRegistry)}` : "";
    return readable(`${scheme}://${host}${cleanPath(`/${path}/${repository}/manifests/${tag}`)}${query}`);
  });
  return { isDropped, tried };
}

void describe("Debian's containerd, on the vectors", { skip: whyNot() }, () => {
  const state: { containerd?: Containerd } = {};
  before(async () => {
    state.containerd = await startContainerd();
  });
  after(() => state.containerd?.close());

  async function askCtr(
    toml: string,
    name: string,
  ): Promise<{ readonly verdict: Verdict; readonly directory: string; readonly log: string }> {
    assert.ok(state.containerd);
    const hostsDir = join(state.containerd.folder, "certs.d", name);
    const directory = join(hostsDir, unreachableRegistry);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "hosts.toml"), toml);
    const { stderr } = await state.containerd.pull({ reference: `${unreachableRegistry}/${repository}:${tag}`, hostsDir, offline: true });
    return { verdict: verdictOf(stderr), directory, log: stderr };
  }

  const shares = 4;
  for (let share = 0; share < shares; share++) {
    void test(`drops the files that we say, and tries the hosts that we say (${share + 1} of ${shares})`, async () => {
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
