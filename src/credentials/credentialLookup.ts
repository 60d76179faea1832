import type { Credential } from "../core/credential.ts";
import type { Spawn } from "../core/spawn.ts";
import { type AuthEntry, credentialOfEntry, isEmptyEntry } from "./authEntry.ts";
import type { AuthFile, ConfigDocument } from "./configDocument.ts";
import { getFromHelper } from "./credentialHelper.ts";
import { authVariable, type EnvironmentAuth } from "./environmentAuth.ts";
import { selectStore } from "./helperSelection.ts";
import { findPodmanEntry } from "./podmanAuth.ts";
import { scanForHost } from "./registryName.ts";

/** Where a credential came from. */
export interface CredentialOrigin {
  readonly kind: "file" | "helper" | "environment" | "podman";
  /** The file that held it, or that named the helper. */
  readonly path?: string;
  /** As stored, not as looked for: the spelling may differ. */
  readonly key: string;
  readonly helper?: string;
}

export interface FoundCredential {
  readonly credential: Credential;
  readonly origin: CredentialOrigin;
}

/** What a look-up reads. */
export interface LookupSources {
  readonly path: string;
  readonly document: ConfigDocument;
  /** The entries of DOCKER_AUTH_CONFIG. */
  readonly environment: ReadonlyMap<string, AuthEntry>;
  readonly spawn: Spawn;
  /** In which a helper has to answer; the time that a person takes for a PIN unless given. */
  readonly helperMs?: number;
}

/** What decides which login each tool uses. */
export interface ReportSources {
  readonly path: string;
  readonly document: ConfigDocument;
  readonly podmanFiles: readonly AuthFile[];
  /** What names the one file that podman and buildah read: REGISTRY_AUTH_FILE, for skopeo too, or DOCKER_CONFIG. */
  readonly onlyFile: "REGISTRY_AUTH_FILE" | "DOCKER_CONFIG" | undefined;
  readonly environment: EnvironmentAuth;
  readonly spawn: Spawn;
}

/**
 * The first of `keys` that has a credential. For each key: DOCKER_AUTH_CONFIG, then the helper that is responsible for it,
 * else the file's entry, else another spelling of the same host in the file. A helper that fails ends the look-up, so that
 * a locked keychain does not ask once for each spelling. Rejects with CredentialsError, or the signal's reason.
 */
export async function lookupKeys(
  sources: LookupSources,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<FoundCredential | undefined> {
  for (const key of keys) {
    signal?.throwIfAborted();
    const found = fromEnvironment(sources, key) ?? (await fromStore(sources, key, signal));
    if (found !== undefined) return found;
  }
  return undefined;
}

function fromEnvironment({ environment }: LookupSources, key: string): FoundCredential | undefined {
  const entry = environment.get(key);
  const credential = entry === undefined ? undefined : credentialOfEntry(entry);
  return credential === undefined ? undefined : { credential, origin: { kind: "environment", path: authVariable, key } };
}

async function fromStore(sources: LookupSources, key: string, signal?: AbortSignal): Promise<FoundCredential | undefined> {
  const { document, path, spawn, helperMs } = sources;
  const { helper } = selectStore(document, key);
  if (helper === "") return fromFile(sources, key);
  const credential = await getFromHelper(spawn, helper, key, signal, helperMs);
  if (credential !== undefined) return { credential, origin: { kind: "helper", path, key, helper } };
  // Helpers cannot keep registry tokens, so docker takes those from the file all the same.
  const entry = document.auths.get(key);
  return entry === undefined || entry.registryToken === "" ? undefined : fromEntry(path, key, entry);
}

/** docker's file store: the exact entry, even an empty one, hides the other spellings. */
function fromFile({ document, path }: LookupSources, key: string): FoundCredential | undefined {
  const exact = document.auths.get(key);
  if (exact !== undefined) return fromEntry(path, key, exact);
  for (const spelling of scanForHost(document.auths.keys(), key)) {
    const entry = document.auths.get(spelling);
    if (entry !== undefined && !isEmptyEntry(entry)) return fromEntry(path, spelling, entry);
  }
  return undefined;
}

function fromEntry(path: string, key: string, entry: AuthEntry): FoundCredential | undefined {
  const credential = credentialOfEntry(entry);
  return credential === undefined ? undefined : { credential, origin: { kind: "file", path, key } };
}

/** What podman would use for `name` (`docker.io` for Docker Hub). Rejects as `lookupKeys` does. */
export async function lookupPodman(
  podmanFiles: readonly AuthFile[],
  name: string,
  { spawn, helperMs }: Pick<LookupSources, "spawn" | "helperMs">,
  signal?: AbortSignal,
): Promise<FoundCredential | undefined> {
  for (const { path, document } of podmanFiles) {
    const match = findPodmanEntry(document, name);
    if (match === undefined) continue;
    const helper = "helper" in match ? match.helper : undefined;
    const credential =
      "entry" in match ? credentialOfEntry(match.entry) : await getFromHelper(spawn, match.helper, match.key, signal, helperMs);
    if (credential === undefined) continue;
    return { credential, origin: { kind: "podman", path, key: match.key, ...(helper === undefined ? {} : { helper }) } };
  }
  return undefined;
}
