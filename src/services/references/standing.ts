import { readFirstOf } from "../../credentials/configOverview.ts";
import type { StoredRegistry } from "../../credentials/credentialStore.ts";
import { displayOf } from "../remembered/rememberedLogins.ts";

/** What the tree knows of a registry. */
export interface ConnectedRegistry {
  readonly isPassedOver: boolean;
  readonly stored: readonly StoredRegistry[];
}

/** What else counts, whether or not the registry is among the person's. */
export interface StandingFacts {
  /** The helper that keeps what no other is named for; "" for none. */
  readonly credsStore: string;
  /** The person has opened the registry, so that its helper has been asked already. */
  readonly isOpen: boolean;
  readonly isTrusted: boolean;
}

/**
 * Whether a registry is asked about an image because a file names it: only one of the person's, in a folder that they trust, and without
 * waking a credential helper, which may open a keychain.
 */
export type Standing =
  | { readonly kind: "unknown" | "untrusted" }
  | { readonly kind: "asleep"; readonly helper: string }
  /** `username`: of the login that is used, where it is known. */
  | { readonly kind: "asked"; readonly isAnonymous: boolean; readonly username?: string };

export function standingOf(registry: ConnectedRegistry | undefined, { credsStore, isOpen, isTrusted }: StandingFacts): Standing {
  if (registry === undefined) return { kind: "unknown" };
  if (!isTrusted) return { kind: "untrusted" };
  if (registry.isPassedOver) return { kind: "asked", isAnonymous: true };
  const first = readFirstOf(registry.stored);
  const helper = helperOf(first, credsStore);
  if (helper !== "" && !isOpen) return { kind: "asleep", helper };
  if (first === undefined || first.hasCredential === "no") return { kind: "asked", isAnonymous: true };
  return { kind: "asked", isAnonymous: false, ...(first.username === undefined ? {} : { username: first.username }) };
}

/** What says how a registry stands. */
export interface StandingPorts {
  readonly known: {
    readonly overview: () => Promise<{
      readonly registries: readonly (ConnectedRegistry & { readonly host: string })[];
      readonly credsStore: string;
    }>;
  };
  readonly sessions: { readonly isOpen: (host: string, repository?: string) => Promise<boolean> };
}

/** The same of the registry, or the part of it, that has a repository. */
export async function standingAt(
  { host, repository }: { readonly host: string; readonly repository: string },
  { known, sessions }: StandingPorts,
  isTrusted: boolean,
): Promise<Standing> {
  const { registries, credsStore } = await known.overview();
  const registry = registries.find((each) => each.host === displayOf(host));
  const isOpen = registry !== undefined && (await sessions.isOpen(registry.host, repository));
  return standingOf(registry, { credsStore, isOpen, isTrusted });
}

/** The helper that the login is asked of: where config.json has no entry, the configured one may know more than the other files. */
function helperOf(first: StoredRegistry | undefined, credsStore: string): string {
  if (first?.source.kind === "environment") return "";
  return first?.helper ?? (first?.source.kind === "config" ? "" : credsStore);
}
