import { basename, dirname, join, resolve } from "node:path";
import { toError } from "../../core/errors.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { visibleText } from "../../core/visibleText.ts";
import { severityOrder } from "../../hosts/findings.ts";
import { decodeText } from "../../hosts/resolve/loadHosts.ts";
import { type CheckArguments, readCheckArguments, usage } from "./checkArguments.ts";
import { findHostsFiles, type SearchableFiles } from "./findHostsFiles.ts";
import { formatFindings } from "./formats.ts";
import { type CheckedFile, placedFindings } from "./placedFindings.ts";

/** What the command line needs from its process. */
export interface CheckPorts {
  readonly files: SearchableFiles;
  /** Where relative paths start, absolute. */
  readonly workingDirectory: string;
  readonly readStandardInput: () => Promise<Uint8Array>;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

export type ExitCode = 0 | 1 | 2;

/** Runs `--check` and `--help`; `usage` says what they do. */
export async function runCheck(args: readonly string[], ports: CheckPorts): Promise<ExitCode> {
  const read = readCheckArguments(args);
  if (read === "help") {
    ports.print(usage);
    return 0;
  }
  if ("wrong" in read) {
    ports.warn(`${visibleText(read.wrong)}\nTry --help.\n`);
    return 2;
  }
  const { checked, isComplete } = await checkAll(read, ports);
  ports.print(formatFindings(checked, read.format));
  if (!isComplete) return 2;
  const least = severityOrder.indexOf(read.failOn);
  return checked.some(({ findings }) => findings.some(({ severity }) => severityOrder.indexOf(severity) <= least)) ? 1 : 0;
}

/** Checks what can be read, and says what cannot. */
async function checkAll(
  { paths, stdinName, version, settings }: CheckArguments,
  { files, workingDirectory, readStandardInput, warn }: CheckPorts,
): Promise<{ readonly checked: readonly CheckedFile[]; readonly isComplete: boolean }> {
  const checked: CheckedFile[] = [];
  const failures: string[] = [];
  const check = async (path: string, read: () => Promise<Uint8Array>): Promise<void> => {
    const location = { directory: dirname(resolve(workingDirectory, path)), fileName: basename(path) };
    checked.push({ path, findings: placedFindings(decodeText(await read()), { version, ...location, settings }) });
  };
  for (const path of paths) {
    try {
      if (path === "-") await check(stdinName, readStandardInput);
      else
        for (const file of await filesAt(files, path, workingDirectory)) {
          await check(file, () => readOrdinaryFile(files, resolve(workingDirectory, file)));
        }
    } catch (error) {
      failures.push(path);
      warn(`Could not check ${visibleText(path)}: ${visibleText(toError(error).message)}\n`);
    }
  }
  return { checked, isComplete: failures.length === 0 };
}

/** The file itself, or the hosts.toml files below a directory, each as it was named. */
async function filesAt(files: SearchableFiles, path: string, workingDirectory: string): Promise<readonly string[]> {
  const absolute = resolve(workingDirectory, path);
  if ((await files.stat(absolute)).kind !== "directory") return [path];
  const found = await findHostsFiles(files, absolute);
  if (found.length === 0) throw new Error("there is no hosts.toml below it");
  return found.map((file) => join(path, file.slice(absolute.length)));
}
