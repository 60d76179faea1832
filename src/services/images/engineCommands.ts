import { parseReference, printReference, type Reference } from "../../core/reference.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import type { Spawn } from "../../core/spawn.ts";
import { type Text, text } from "../../core/text.ts";
import type { ConnectionPlan } from "../reach/connection.ts";
import { nerdctlAsRoot } from "../reach/rootfulOnly.ts";
import { type Engine, type EngineChoice, findEngine } from "./engine.ts";
import { type EngineOptions, engineOptions, reachOf } from "./engineReach.ts";
import { type CertificatePorts, wantedCertificates } from "./ownCertificates.ts";

export interface EnginePorts extends CertificatePorts {
  readonly choice: () => EngineChoice;
  readonly spawn: Spawn;
  /** How a registry is reached from here. */
  readonly plan: (host: string) => Promise<ConnectionPlan>;
  /** Whether a registry that may speak HTTPS was found to speak plain HTTP. */
  readonly speaksPlainHttp: (host: string) => boolean;
  /** The file without which podman fails, where it is not there. */
  readonly missingPodmanFile: () => Promise<string | undefined>;
  /** The directory of config.json, where only containerd as root is here, and the person is not root. */
  readonly rootfulOnly: () => Promise<string | undefined>;
}

/** Commands for a terminal, and what is to be known before they run. */
export interface EngineCommands {
  readonly engine: Engine;
  readonly commands: readonly CommandWords[];
  readonly notes: readonly Text[];
  /** Of that, what no option says, and without which the commands fail. */
  readonly lacks: readonly Text[];
}

/**
 * The reference in full, as it is written in a command. What a registry calls its repositories and tags is its own affair: throws
 * RegistryError `invalid-reference` for what is none.
 */
export function checkedReference(reference: Reference): string {
  const printed = printReference(reference);
  parseReference(printed);
  return printed;
}

/** The commands that pull an image. Rejects with ImagesError, or RegistryError where the reference is none or a certificate of hosts.toml cannot be read. */
export async function pullCommands(reference: Reference, { choice, spawn, ...ports }: EnginePorts): Promise<EngineCommands> {
  checkedReference(reference);
  return pullCommandsBy(await findEngine(choice(), spawn), reference, ports);
}

/** The same with that engine. Rejects as `pullCommands` does. */
export async function pullCommandsBy(engine: Engine, reference: Reference, ports: OptionPorts): Promise<EngineCommands> {
  const image = checkedReference(reference);
  const { program, global, own, ...told } = await optionsFor(engine, reference.host, ports);
  return { engine, commands: [[...program, ...global, "pull", ...own, image]], notes: told.notes, lacks: told.lacks };
}

/** The commands that name a local image as the reference, and push it. Rejects as `pullCommands` does. */
export async function pushCommands(local: string, reference: Reference, engine: Engine, ports: OptionPorts): Promise<EngineCommands> {
  const image = checkedReference(reference);
  const { program, global, own, notes, lacks } = await optionsFor(engine, reference.host, ports);
  return {
    engine,
    commands: [
      [...program, "tag", local, image],
      [...program, ...global, "push", ...own, image],
    ],
    notes,
    lacks,
  };
}

const bySudo = text("Here containerd runs only as root: sudo may ask for your password, and DOCKER_CONFIG has nerdctl use your own login.");

export type OptionPorts = CertificatePorts & Pick<EnginePorts, "plan" | "speaksPlainHttp" | "missingPodmanFile" | "rootfulOnly">;

async function optionsFor(
  engine: Engine,
  host: string,
  { plan, speaksPlainHttp, missingPodmanFile, rootfulOnly, ...ports }: OptionPorts,
): Promise<EngineOptions & { readonly program: CommandWords }> {
  const reach = reachOf(await plan(host), speaksPlainHttp(host));
  const options = engineOptions(engine, host, reach);
  const missing = engine === "podman" ? await missingPodmanFile() : undefined;
  const podmanNotes =
    missing === undefined ? [] : [text("podman may fail: DOCKER_CONFIG leads to {0}, which does not exist. “Log In…” writes it.", missing)];
  const configDirectory = engine === "nerdctl" ? await rootfulOnly() : undefined;
  const sudoNotes = configDirectory === undefined ? [] : [bySudo];
  const wanted = await wantedCertificates(engine, host, reach, ports);
  return {
    ...options,
    program: configDirectory === undefined ? [engine] : nerdctlAsRoot(configDirectory),
    notes: [...sudoNotes, ...podmanNotes, ...options.notes, ...wanted],
    lacks: [...podmanNotes, ...options.lacks, ...wanted],
  };
}
