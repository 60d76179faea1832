import { tmpdir } from "node:os";
import { env } from "vscode";
import { systemClock } from "../core/clock.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import type { RegistryError } from "../core/registryError.ts";
import type { CommandWords } from "../core/shellQuote.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { createQuickInputPrompter } from "../platform/quickInputPrompter.ts";
import { say } from "../platform/say.ts";
import { terminalLine, typeIntoTerminal } from "../platform/terminal.ts";
import { askOtherTools } from "../services/trust/askOtherTools.ts";
import { setUpTrust } from "../services/trust/setUpTrust.ts";
import { trustTargetOf } from "../services/trust/target.ts";
import { copyPullSecret } from "../ui/commands/copyPullSecret.ts";
import { tellTrust } from "../ui/commands/setUpTrust.ts";
import { hostsFileSentence } from "../ui/hostsToml/fileErrorSentence.ts";
import { FilePreviews } from "../ui/hostsToml/previewFiles.ts";
import type { Foundation } from "./foundation.ts";
import { tlsProbe } from "./tlsProbe.ts";
import { placesOf } from "./hostsPlaces.ts";

export interface TrustParts extends Disposable {
  /** Answers whether this window trusts the registry now. */
  readonly setUp: (host: string, fault: RegistryError) => Promise<boolean>;
}

/** The questions of the first aid, and what they may use of this machine. */
export function composeTrustParts({ machine, openSession, log, store, reportError }: Foundation): TrustParts {
  const resources = new DisposableStore();
  const previews = resources.add(new FilePreviews("containerd-hosts-trust", say("hosts.toml, as it would be written")));
  const prompter = createQuickInputPrompter(hostsFileSentence);
  const inTerminal = {
    prompter,
    terminalLine,
    typeIntoTerminal: (commands: readonly CommandWords[]) => typeIntoTerminal("hosts.toml", commands),
    copy: async (text: string) => env.clipboard.writeText(text),
    copyPullSecret: (host: string) => copyPullSecret(host, store.value, prompter),
  };
  const setUp = async (host: string, fault: RegistryError): Promise<boolean> => {
    const roots = await machine.hostsRoots();
    const runtimeDirectory = process.env["XDG_RUNTIME_DIR"];
    const [places, { version }, plan] = await Promise.all([
      placesOf(machine),
      machine.hostsVersion.current(),
      machine.planConnection(host),
    ]);
    const outcome = await setUpTrust(trustTargetOf(host, fault, plan), fault, {
      ...inTerminal,
      files: nodeFileSystem,
      probe: tlsProbe,
      open: openSession,
      roots,
      // What counts for this window first: the login is to go on.
      places: places.toSorted((one, other) => Number(roots.includes(other.root)) - Number(roots.includes(one.root))),
      version,
      runtimeDirectory,
      windows: process.platform === "win32",
      preview: (files) => previews.show(files),
      temporaryDirectory: tmpdir(),
      now: () => systemClock.now(),
      logger: log,
    });
    // The login goes on meanwhile.
    void tellTrust(host, outcome, (decided) => askOtherTools(decided, store.value.configPath, inTerminal)).catch(reportError);
    return outcome.kind === "written" && outcome.isRead;
  };
  return { setUp, dispose: () => resources.dispose() };
}
