import { basename, dirname } from "node:path";
import { exists, type FileSystem } from "../../core/fileSystem.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import { parseRegistryName } from "../../credentials/registryName.ts";
import type { Session } from "../reach/session.ts";
import { withSession } from "../reach/withSession.ts";
import type { LoginChange } from "./fix.ts";
import { readOtherSide } from "./otherSides.ts";
import { isWriteDenied } from "../../core/errors.ts";

export interface ChangePorts {
  readonly store: Pick<CredentialStore, "repair" | "removeEntries" | "unmapHelper" | "mapHelper" | "save">;
  readonly connect: (host: string, signal: AbortSignal) => Promise<Session>;
  readonly files: FileSystem;
  /** This window, and terminals that it opens, go on without the variable, or with it again. */
  readonly setVariableAside: (variable: string, isAside: boolean) => void;
}

/** `denied` where this person may not write there; the command does it for one who may. */
export type ChangeResult = { readonly kind: "done" } | { readonly kind: "denied"; readonly command: CommandWords };

const done: ChangeResult = { kind: "done" };

/** `writeInPlace` writes into config.json where nothing can take its place (`config-mounted`). */
export interface ChangeOptions {
  readonly signal: AbortSignal;
  readonly writeInPlace?: boolean;
}

/** Makes a change for a host's login. Rejects as what it changes does, or with the signal's reason; nothing is changed then. */
export async function applyChange(change: LoginChange, host: string, ports: ChangePorts, options: ChangeOptions): Promise<ChangeResult> {
  const { store, files } = ports;
  switch (change.kind) {
    case "repairConfig":
      await store.repair(change.repair, options);
      return done;
    case "removeEntry":
      await store.removeEntries([change], options);
      return done;
    case "unmapHelper":
      await store.unmapHelper(change.helper, [host], options);
      return done;
    case "mapHelper":
      await store.mapHelper(change.helper, host, options);
      return done;
    case "setVariableAside":
      ports.setVariableAside(change.variable, change.isAside);
      return done;
    case "copyLogin":
      await copyLogin(change.path, host, ports, options);
      return done;
    case "setDirectoryAside": {
      const to = await freeName(change.path, files);
      return orCommand(() => files.rename(change.path, to), ["mv", change.path, to]);
    }
    case "linkDirectory": {
      const { directory, link } = change;
      const to = dirname(directory) === dirname(link) ? basename(directory) : directory;
      return orCommand(() => files.createLink(to, link), ["ln", "-s", to, link]);
    }
    default:
      return change satisfies never;
  }
}

/** What is saved was accepted by the host that it is saved for. */
async function copyLogin(path: string, host: string, { store, connect, files }: ChangePorts, options: ChangeOptions): Promise<void> {
  const { signal } = options;
  const credential = (await readOtherSide(parseRegistryName(host), path, files))?.credential;
  if (credential === undefined)
    throw new CredentialsError("config-changed", `${path} has no login for ${host} by now`, { params: { path } });
  await withSession(connect(host, signal), (session) => session.verify(credential, signal));
  await store.save(host, credential, options);
}

/** A name that stands for no registry, since nobody looks for it. */
async function freeName(path: string, files: FileSystem): Promise<string> {
  for (let count = 1; ; count++) {
    const name = `${path}.off${count === 1 ? "" : count}`;
    if (!(await exists(files, name))) return name;
  }
}

async function orCommand(change: () => Promise<void>, command: CommandWords): Promise<ChangeResult> {
  try {
    await change();
    return done;
  } catch (error) {
    if (!isWriteDenied(error)) throw error;
    return { kind: "denied", command: ["sudo", ...command] };
  }
}
