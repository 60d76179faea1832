import type { Secret } from "../core/secret.ts";

/** Port: where the ends of logins are remembered, by host, as ISO 8601. VS Code's Memento fits behind it. */
export interface ExpiryMemory {
  read(): Readonly<Record<string, string>>;
  write(expiries: Readonly<Record<string, string>>): Promise<void>;
}

/** Until when logins are good that were made here. The secrets themselves are not remembered. */
export class LoginExpiries {
  readonly #memory: ExpiryMemory;

  constructor(memory: ExpiryMemory) {
    this.#memory = memory;
  }

  of(host: string): Date | undefined {
    const known = this.#memory.read()[host];
    return known === undefined ? undefined : validDate(Date.parse(known));
  }

  /** Undefined forgets the host: it was logged out, or its new login has no known end. */
  async set(host: string, expiresAt: Date | undefined): Promise<void> {
    const { [host]: before, ...others } = this.#memory.read();
    if (before === undefined && expiresAt === undefined) return;
    await this.#memory.write(expiresAt === undefined ? others : { ...others, [host]: expiresAt.toISOString() });
  }
}

/** The end that a JSON Web Token names itself (RFC 7519, section 4.1.4). Other secrets tell nothing. */
export function expiryOf(secret: Secret): Date | undefined {
  const [, payload] = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*$/.exec(secret.reveal()) ?? [];
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { readonly exp?: unknown };
    return typeof claims.exp === "number" ? validDate(claims.exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}

function validDate(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
