import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";

/** `hosts_dir` of a nerdctl.toml, else nerdctl's defaults below `base`: /etc, or the configuration directory of a person. */
export async function nerdctlRoots(files: FileReader, nerdctlToml: string, base: string): Promise<readonly string[]> {
  const text = await readConfiguration(files, nerdctlToml);
  // The TOML library is loaded when there is something to read: few have a nerdctl.toml.
  const configured = text === "" ? undefined : (await import("./nerdctlConfig.ts")).parseNerdctlConfig(text).hostsDir;
  return configured ?? [`${base}/containerd/certs.d`, `${base}/docker/certs.d`];
}

/** "" for a file that is not there or cannot be read: then it is as good as empty. */
async function readConfiguration(files: FileReader, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path));
  } catch {
    return "";
  }
}
