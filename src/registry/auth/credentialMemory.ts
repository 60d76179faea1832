import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import { isAbort } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { SingleFlight } from "../../core/singleFlight.ts";

/** Port: the person's credential for the registry. Asked once, with the first request: a changed login wants a client of its own. */
export interface CredentialLookup {
  lookup(signal?: AbortSignal): Promise<Credential | undefined>;
}

/** How long a helper that failed is not asked again for what may not need a login. */
const failureMs = 30_000;

/** A registry's credential, looked up once. */
export class CredentialMemory {
  readonly #lookup: CredentialLookup;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #lookups = new SingleFlight<Credential | undefined>();
  #found: { readonly value: Credential | undefined } | undefined;
  #failure: { readonly error: unknown; readonly until: number; isTold: boolean } | undefined;

  constructor(lookup: CredentialLookup, clock: Clock, logger: Logger) {
    this.#lookup = lookup;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Before the registry has asked for it: a helper that fails then is no reason not to ask as nobody, but `get` tells of it. */
  async early(signal: AbortSignal | undefined): Promise<Credential | undefined> {
    if (this.#failure !== undefined && this.#failure.until > this.#clock.now()) return undefined;
    try {
      return await this.#look(signal);
    } catch (error) {
      if (isAbort(error) || signal?.aborted === true) throw error;
      this.#failure = { error, until: this.#clock.now() + failureMs, isTold: false };
      this.#logger.warn(`asking anonymously, since the stored login cannot be read: ${String(error)}`);
      return undefined;
    }
  }

  /** Once the registry has asked for it. Rejects with what the lookup threw, which is not repeated to be told once. */
  async get(signal: AbortSignal | undefined): Promise<Credential | undefined> {
    const failure = this.#failure;
    if (failure !== undefined && !failure.isTold) {
      failure.isTold = true;
      throw failure.error;
    }
    const credential = await this.#look(signal);
    this.#failure = undefined;
    return credential;
  }

  async #look(signal: AbortSignal | undefined): Promise<Credential | undefined> {
    if (this.#found !== undefined) return this.#found.value;
    const found = await this.#lookups.run("credential", (joined) => this.#lookup.lookup(joined), signal);
    this.#found = { value: found === undefined || isEmpty(found) ? undefined : found };
    return this.#found.value;
  }
}

/** Nothing where a secret should be is nobody: a Basic header of it would be refused where nobody is welcome. */
function isEmpty(credential: Credential): boolean {
  return credential.kind === "basic" ? credential.password.isEmpty : credential.token.isEmpty;
}
