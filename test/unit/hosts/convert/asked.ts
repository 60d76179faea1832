import assert from "node:assert/strict";
import { newDirectoryName } from "../../../../src/hosts/directoryName.ts";
import type { Conversion } from "../../../../src/hosts/convert/conversion.ts";
import { convertSource } from "../../../../src/hosts/convert/parseSource.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { cleanPath } from "../../../../src/hosts/resolve/goPath.ts";
import { loadHosts } from "../../../../src/hosts/resolve/loadHosts.ts";
import { triedSchemes } from "../../../../src/hosts/resolve/registry.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { type ContainerdVersion, containerdVersions } from "../../../../src/hosts/versions.ts";
import { writeHostsToml } from "../../../../src/hosts/writer.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

/** Something that is asked, as a line: URL of the API, and what TLS is told. */
export function line(
  url: string,
  { ca, client, skipVerify }: { ca?: readonly string[]; client?: readonly unknown[]; skipVerify?: boolean | null } = {},
): string {
  const tls = [
    ...(ca === undefined || ca.length === 0 ? [] : [`ca ${ca.join()}`]),
    ...(client === undefined || client.length === 0 ? [] : [`client ${client.flat().join()}`]),
    ...(skipVerify === true ? ["unverified"] : []),
  ];
  return [url, ...(url.startsWith("https:") ? tls : [])].join(" ");
}

/** What a file that can be read is converted to. */
export async function convertedFrom(path: string, text: string): Promise<Conversion> {
  const result = await convertSource(path, text);
  assert.ok("conversion" in result, JSON.stringify(result));
  return result.conversion;
}

const root = "/etc/containerd/certs.d";

/** The converted files, by their directory. */
export function filesOf({ files }: Conversion): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ registry, file }) => [newDirectoryName(registry, false), writeHostsToml(file)]));
}

/** What containerd asks for a registry once the files are in place, each URL once; `undefined` where no file is for it. */
export async function askedWith(
  conversion: Conversion,
  registry: string,
  version: ContainerdVersion = "2.3",
): Promise<readonly string[] | undefined> {
  const texts = Object.entries(filesOf(conversion)).map(([directory, toml]) => [`${root}/${directory}/hosts.toml`, toml]);
  const files = memoryFiles(Object.fromEntries(texts) as Record<string, string>);
  const loaded = await loadHosts(files, { host: registry, roots: [root], client: "kubernetes", version });
  if (loaded.found === undefined) return undefined;
  assert.equal(loaded.fault, undefined, registry);
  const lines = new Map<string, string>();
  for (const host of loaded.hosts) {
    for (const scheme of triedSchemes(host)) {
      const url = `${scheme}://${host.host}${cleanPath(host.path)}`;
      if (!lines.has(url)) lines.set(url, line(url, host));
    }
  }
  return [...lines.values()];
}

/** 1.x has no way to write an address of IPv6; a scheme or a path that is mistaken in the source is kept. */
const kept: ReadonlySet<string> = new Set(["ipv6-header-unsupported", "http-and-https", "override-path-without-v2"]);

/** Nothing else is wrong with any of the files, in any containerd. */
export function assertSound(conversion: Conversion): void {
  for (const [directory, toml] of Object.entries(filesOf(conversion))) {
    for (const version of containerdVersions) {
      const findings = validate(scanDocument(toml), { version, directory: `${root}/${directory}` });
      const wrong = findings.filter(({ severity, code }) => (severity === "error" || severity === "warning") && !kept.has(code));
      assert.deepEqual(wrong, [], toml);
    }
  }
}
