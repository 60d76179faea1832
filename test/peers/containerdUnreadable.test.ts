import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { effects } from "../../src/hosts/effects.ts";
import { validate } from "../../src/hosts/features/validate.ts";
import { checkFiles } from "../../src/hosts/files/checkFiles.ts";
import { stoppingFiles } from "../../src/hosts/files/stoppingFiles.ts";
import { loadHosts } from "../../src/hosts/resolve/loadHosts.ts";
import { scanDocument } from "../../src/hosts/syntax/scan.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { withPulledContainerd } from "../support/peers/pulledContainerd.ts";

const repository = "team/app";
const day = 86_400_000;
const far = new Date(Date.now() + 400 * day);
const authority = createCertificateAuthority();
const pair = authority.issue({ commonName: "client", notAfter: far });
const other = authority.issue({ commonName: "other", notAfter: far });
const old = authority.issue({ commonName: "old", notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) });

const files: Readonly<Record<string, string>> = {
  "ca.crt": authority.cert,
  "text.crt": "no certificate",
  "broken.crt": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  "client.crt": pair.cert,
  "client.key": pair.key,
  "other.key": other.key,
  "both.pem": pair.cert + pair.key,
  "old.pem": old.cert + old.key,
};

/** A line of the mirror's table, which comes first, and whether containerd pulls: from the server, if not from the mirror. */
const lines: readonly (readonly [line: string, pulls: boolean])[] = [
  ["", true],
  ['ca = "ca.crt"', true],
  ['ca = "missing.crt"', false],
  ['ca = ["ca.crt", "missing.crt"]', false],
  ['ca = "text.crt"', false],
  ['ca = "broken.crt"', false],
  ['ca = "."', false],
  ['ca = ""', false],
  ['ca = "~/ca.crt"', false],
  ['ca = "file:///etc/ssl/certs/ca-certificates.crt"', false],
  ['ca = "$HOME/ca.crt"', false],
  [`ca = """${authority.cert}"""`, false],
  ['ca = "missing.crt"\nskip_verify = true', false],
  ['client = "both.pem"', true],
  ['client = "old.pem"', true],
  ['client = [["client.crt", "client.key"]]', true],
  ['client = ["client.crt", "client.key"]', false],
  ['client = [["client.crt", "other.key"]]', false],
  ['client = [["client.crt", "missing.key"]]', false],
  ['client = [["both.pem", ""]]', false],
  ['client = "client.crt"', false],
];

const tables: Readonly<Record<string, (line: string, registry: string) => string>> = {
  "a mirror": (line, registry) => `server = "${registry}"\n[host."http://127.0.0.1:1"]\n${line}\n`,
  "the server": (line, registry) => `server = "http://127.0.0.1:1"\n${line}\n[host."${registry}"]\n`,
};

void describe("Debian's containerd, where one host names a file that it cannot read", { skip: whyNoContainerd() }, () => {
  const state = withPulledContainerd(repository, "v1");

  for (const [place, write] of Object.entries(tables)) {
    for (const [index, [line, pulls]] of lines.entries()) {
      void test(`${place}: ${line}`, async () => {
        const { containerd, pulled } = state;
        assert.ok(containerd && pulled);
        const { host } = pulled.registries.plain;
        const hostsDir = join(containerd.folder, `${place.replaceAll(" ", "-")}-${index}`);
        const directory = join(hostsDir, host);
        mkdirSync(directory, { recursive: true });
        for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
        const toml = write(line, `http://${host}`);
        writeFileSync(join(directory, "hosts.toml"), toml);

        pulled.arrived.length = 0;
        const { exitCode, stderr } = await containerd.pull({ reference: `${host}/${repository}:v1`, hostsDir });
        await containerd.remove(`${host}/${repository}:v1`);
        assert.equal(exitCode === 0, pulls, stderr);
        if (!pulls) assert.deepEqual([pulled.arrived, stderr.includes("trying next host")], [[], false], stderr);

        const options = { version: "1.7", directory, now: Date.now() } as const;
        const findings = [...validate(scanDocument(toml), options), ...(await checkFiles(scanDocument(toml), nodeFileSystem, options))];
        assert.equal(
          findings.some(({ severity, message }) => severity === "error" && message.startsWith(effects.registry)),
          !pulls,
        );
        const { hosts } = await loadHosts(nodeFileSystem, { host, roots: [hostsDir], client: "ctr", version: "1.7" });
        assert.equal((await stoppingFiles(nodeFileSystem, hosts)).length === 0, pulls);
      });
    }
  }
});
