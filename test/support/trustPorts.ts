import path from "node:path";
import type { RegistryError } from "../../src/core/registryError.ts";
import { commandLine } from "../../src/core/shellQuote.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { directTlsProbe } from "./directTlsProbe.ts";
import type { NewFile } from "../../src/services/hostsFiles/newFiles.ts";
import { planConnection } from "../../src/services/reach/connection.ts";
import type { TrustOutcome, TrustPorts } from "../../src/services/trust/draft.ts";
import { setUpTrust } from "../../src/services/trust/setUpTrust.ts";
import { trustTargetOf } from "../../src/services/trust/target.ts";
import { type Move, scriptedPrompter } from "./scriptedPrompter.ts";
import { createSessionOpener } from "./sessionOpener.ts";
import { silentLogger } from "./silentLogger.ts";

/** What the first aid needs, with a scripted person, and a certs.d directory of the test as the only place. */
export function createTrustPorts(directory: string, moves: readonly Move[], others: Partial<TrustPorts> = {}) {
  const script = scriptedPrompter(moves);
  const root = path.join(directory, "certs.d");
  const previews: (readonly NewFile[])[] = [];
  const commands: string[] = [];
  const ports: TrustPorts = {
    prompter: script.prompter,
    files: nodeFileSystem,
    probe: directTlsProbe,
    open: createSessionOpener(),
    roots: [root],
    places: [{ root, readBy: { text: "nerdctl" } }],
    version: "2.3",
    windows: false,
    runtimeDirectory: undefined,
    preview: (files) => {
      previews.push(files);
      return Promise.resolve({ dispose: () => {} });
    },
    temporaryDirectory: directory,
    terminalLine: (all) => commandLine("posix", all),
    typeIntoTerminal: (all) => Promise.resolve(void commands.push(commandLine("posix", all))),
    copy: (text) => Promise.resolve(void commands.push(text)),
    copyPullSecret: (host) => Promise.resolve(void commands.push(`pull secret of ${host}`)),
    now: () => Date.now(),
    logger: silentLogger,
    ...others,
  };
  /** As the extension does on a fault of a registry's connection. */
  const setUp = async (host: string, fault: RegistryError): Promise<TrustOutcome> => {
    const choices = { roots: ports.roots, version: ports.version, plainHttp: false, windows: false };
    return setUpTrust(trustTargetOf(host, fault, await planConnection(host, nodeFileSystem, choices)), fault, ports);
  };
  return { ...script, ports, root, previews, commands, setUp };
}
