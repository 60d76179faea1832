import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import type { FileSystem } from "../../core/fileSystem.ts";
import type { Spawn } from "../../core/spawn.ts";
import { isKnownToken, withoutTokenLike } from "../../core/tokenLike.ts";
import type { ConfigLocation } from "../../credentials/configLocation.ts";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { type LoginReport, type Looked, usernameOf } from "../../credentials/loginReport.ts";
import { withoutAccount } from "../../credentials/registryName.ts";
import type { JudgedPing } from "../../registry/registryClient.ts";
import type { VersionInUse } from "../reach/containerdInUse.ts";
import type { Session } from "../reach/session.ts";
import type { RememberedLogin } from "../remembered/rememberedLogins.ts";
import type { ToldRights } from "./tellRights.ts";
import type { LoginFix } from "./fix.ts";

/** The certs.d directories of nerdctl as this person runs it, and as root and everybody else do. */
export interface DoctorRoots {
  readonly own: readonly string[];
  readonly rootful: readonly string[];
  readonly rootless: readonly string[];
  /** A setting of the person says which, for all clients. */
  readonly areSet: boolean;
}

export interface DoctorPorts {
  readonly store: Pick<CredentialStore, "sources">;
  /** A session of its own with the registry itself. */
  readonly connect: (host: string, signal: AbortSignal) => Promise<Session>;
  readonly isPassedOver: (host: string) => Promise<boolean>;
  readonly remembered: (host: string) => RememberedLogin | undefined;
  readonly roots: () => Promise<DoctorRoots>;
  readonly containerd: () => Promise<VersionInUse>;
  /** The proxy on the way to a host, without user name and password; undefined where there is none. */
  readonly proxyTo: (host: string) => string | undefined;
  /** What the person set aside for this window is in `setAside`, and not in `environment`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly setAside: readonly string[];
  /** Of config.json. */
  readonly configLocation: ConfigLocation;
  readonly files: FileSystem;
  readonly spawn: Spawn;
  readonly clock: Clock;
  readonly homeDirectory: string;
  /** undefined on Windows. */
  readonly uid: number | undefined;
  readonly windows: boolean;
  /** Where WSL shows the homes of Windows: /mnt/c/Users. */
  readonly windowsHomes: string;
  /** The configuration directory of the person: ~/.config. */
  readonly configHome: string;
  /** /etc/containerd/config.toml */
  readonly containerdConfig: string;
  /** containerd's socket, when it runs as root. */
  readonly rootfulSocket: string;
  /** What VS Code calls the machine that this window runs on, where that is not the person's own: `wsl`, `ssh-remote`. */
  readonly remoteName: string | undefined;
}

/** What the checks of one diagnosis share, each found out when the first asks for it. */
export interface DoctorContext {
  readonly host: string;
  readonly ports: DoctorPorts;
  readonly report: () => Promise<LoginReport>;
  /** What the registry's base says to nobody, or why it does not. */
  readonly ping: () => Promise<{ readonly ping: JudgedPing } | { readonly error: Error }>;
  /** Whether the host takes a login. Each is asked about once. */
  readonly verdictOn: (credential: Credential) => Promise<Verdict>;
}

export type Verdict =
  | { readonly kind: "accepted"; readonly isProven: boolean; readonly told?: ToldRights }
  | { readonly kind: "refused"; readonly error: Error }
  | { readonly kind: "unknown"; readonly error: Error };

/** A helper that needs longer makes each pull wait as long. */
export const helperMs = 10_000;

/** A login is made anew in the way of before where that asks nothing, else as at first. */
export function logInFix(host: string, { remembered }: Pick<DoctorPorts, "remembered">): LoginFix {
  return { kind: remembered(host)?.source === undefined ? "logIn" : "logInAgain" };
}

/** Where a login was found: a file, a variable or a helper, with the key. */
export function foundAt({ found }: Looked): string {
  const { helper, path = "", key = "" } = found?.origin ?? {};
  return `${helper === undefined ? path : `docker-credential-${helper}`}: ${withoutAccount(key)}`;
}

/** The name of an account, for people: a token that stands in its place is none. */
export function shownUsername(credential: Credential): string {
  const username = usernameOf(credential);
  return isKnownToken(username) ? "[secret]" : withoutTokenLike(username, "");
}
