import type { Memory } from "../../core/memory.ts";
import { validDate } from "../../core/secretExpiry.ts";
import { registryOfKey } from "../../credentials/registryName.ts";
import type { LoginSource } from "../../providers/loginSource.ts";
import type { SignInKey } from "../../providers/methodContext.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";
import { ownValue } from "../../core/ownValue.ts";

/** What is known of a login that was made here. The secret is not part of it. */
export interface RememberedLogin {
  /** When it ends, or ended, as ISO 8601. */
  readonly expiresAt?: string;
  /** What the registry told that it may do. */
  readonly rights?: Rights;
  /** The sign-in whose token it is. */
  readonly signIn?: SignInKey;
  readonly source?: LoginSource;
  /** The helper that the login named for the host in `credHelpers`, "" for the file: logging out takes that back. */
  readonly mapped?: string;
  /** The helper that the login named in `credsStore`, which named none: logging out takes that back once nothing is left in it. */
  readonly addedStore?: string;
  /** Other hosts that the login named that helper for. */
  readonly alsoMapped?: readonly string[];
  /** That sign-in is gone from VS Code. */
  readonly isSignedOut?: boolean;
}

/** What is remembered of the login to each host. */
export type LoginsByHost = Readonly<Record<string, RememberedLogin>>;

/** What the tree tells of logins beside what config.json has. `H` and `H:443` are one host, as they are there. */
export class RememberedLogins {
  readonly #memory: Memory<LoginsByHost>;

  constructor(memory: Memory<LoginsByHost>) {
    this.#memory = memory;
  }

  of(host: string): RememberedLogin | undefined {
    return ownValue(this.#memory.read(), displayOf(host));
  }

  all(): readonly (readonly [host: string, login: RememberedLogin])[] {
    return Object.entries(this.#memory.read());
  }

  /** Undefined, and a login of which nothing is known, forget the host. */
  async set(host: string, login: RememberedLogin | undefined): Promise<void> {
    const key = displayOf(host);
    const { [key]: before, ...others } = this.#memory.read();
    const isEmpty = login === undefined || Object.keys(login).length === 0;
    if (isEmpty && before === undefined) return;
    await this.#memory.write(isEmpty ? others : { ...others, [key]: login });
  }
}

/** The name by which the tree shows a registry. */
export function displayOf(host: string): string {
  return registryOfKey(host)?.display ?? host;
}

/** The end of a login; undefined where it is not known. */
export function loginEndOf({ expiresAt }: RememberedLogin): Date | undefined {
  return expiresAt === undefined ? undefined : validDate(Date.parse(expiresAt));
}
