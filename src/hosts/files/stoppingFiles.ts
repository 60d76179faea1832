import type { FileReader } from "../../core/fileSystem.ts";
import { effects } from "../effects.ts";
import type { FilePass } from "./filePass.ts";
import type { ResolvedHost } from "../resolve/hostConfig.ts";
import { holdsPem } from "../resolve/unusualPaths.ts";
import type { Span } from "../syntax/document.ts";
import { BoundedReader } from "./boundedReader.ts";
import { checkCa, checkClientPair } from "./checkPem.ts";

const nowhere: Span = { start: 0, end: 0 };
const stops = `${effects.registry}: `;

/**
 * Why containerd cannot make the hosts of a registry, and so tries none of them: what is wrong with the certificates and
 * keys that they name, a sentence each. Empty where nothing is. Never rejects.
 */
export async function stoppingFiles(files: FileReader, hosts: readonly Pick<ResolvedHost, "ca" | "client">[]): Promise<readonly string[]> {
  const causes = new Set<string>();
  const report: FilePass["report"] = (_code, _span, message) => void (message.startsWith(stops) && causes.add(message.slice(stops.length)));
  // What has expired is read all the same.
  const pass = { reader: new BoundedReader(files), report, now: 0 };
  const named = (path: string) => ({ path, at: nowhere });
  for (const { ca, client } of hosts) {
    if ([...ca, ...client.flat()].some(holdsPem)) causes.add("the text of a certificate or key stands where its path belongs.");
    for (const path of ca) if (!holdsPem(path)) await checkCa(pass, named(path));
    for (const [certificate, key] of client) {
      if (!holdsPem(certificate + key)) await checkClientPair(pass, named(certificate), key === "" ? undefined : named(key), undefined);
    }
  }
  return [...causes];
}
