import type { FileReader } from "../../core/fileSystem.ts";
import { modelOf } from "../resolve/model.ts";
import { scanDocument } from "../syntax/scan.ts";
import { sharedProcessLimit } from "../textLimits.ts";
import { defaultVersion } from "../versions.ts";
import { BoundedReader } from "../files/boundedReader.ts";

const maxDirectories = 100;

/** The URLs of hosts and servers in the hosts.toml files below the roots; what cannot be read is left out, and what is too long to be read for this. */
export async function knownHosts(files: FileReader, roots: readonly string[]): Promise<readonly string[]> {
  const reader = new BoundedReader(files);
  const names = new Set<string>();
  for (const root of roots) {
    const directories = await files.readDirectory(root).catch(() => []);
    for (const directory of directories.slice(0, maxDirectories)) {
      const file = await reader.read(`${root}/${directory}/hosts.toml`);
      if (file.kind === "text" && file.text.length <= sharedProcessLimit) for (const name of hostsOf(file.text)) names.add(name);
    }
  }
  return [...names].toSorted();
}

function hostsOf(text: string): readonly string[] {
  const { order, root } = modelOf(scanDocument(text), defaultVersion);
  const server = root.settings.get("server")?.value;
  return [...order.map((part) => part.name), ...(server?.kind === "string" ? [server.value] : [])].filter((name) =>
    /^https?:\/\/./.test(name),
  );
}
