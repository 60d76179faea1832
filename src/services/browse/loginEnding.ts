import { readFirstOf } from "../../credentials/configOverview.ts";
import { loginEndOf } from "../remembered/rememberedLogins.ts";
import { type KnownRegistry, usesLogin } from "./knownRegistries.ts";

/** When the login that a registry is browsed with ends, as far as is known without asking anybody. */
export interface LoginEnding {
  readonly end: Date | undefined;
  /** The sign-in that it came from is gone. */
  readonly isSignedOut: boolean;
}

/** A token in the file tells its own end, which counts for more than what is remembered of a login that was made here. */
export function loginEnding({ stored, login }: KnownRegistry): LoginEnding {
  const end = readFirstOf(stored)?.expiresAt ?? (login === undefined ? undefined : loginEndOf(login));
  return { end, isSignedOut: login?.isSignedOut === true };
}

/** The ends of the logins with which registries are browsed, as far as they are known. */
export function endsOfLogins(registries: readonly KnownRegistry[]): readonly Date[] {
  return registries.flatMap((each) => (usesLogin(each) ? (loginEnding(each).end ?? []) : []));
}

/** The hosts whose logins, with which they are browsed, are over. */
export function endedLogins(registries: readonly KnownRegistry[], now: number): readonly string[] {
  const isOver = (registry: KnownRegistry): boolean => {
    const { end, isSignedOut } = loginEnding(registry);
    return isSignedOut || (end !== undefined && end.getTime() <= now);
  };
  return registries.filter((each) => usesLogin(each) && isOver(each)).map(({ host }) => host);
}
