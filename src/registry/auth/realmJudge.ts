import { BoundedCache } from "../../core/boundedCache.ts";
import type { Clock } from "../../core/clock.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import type { BearerOffer } from "./offers.ts";
import { type RealmPolicy, requireAskableRealm, requireTrustedRealm } from "./realmPolicy.ts";
import type { TokenAsker, TokenCredential } from "./tokenRequest.ts";

export interface RealmJudgeOptions {
  readonly endpoint: RegistryEndpoint;
  readonly realmPolicy: RealmPolicy;
  readonly clock: Clock;
}

/** How long a person's no stands in for asking again. */
const refusalMs = 30_000;

/** Judges the token servers that a registry's challenges name, each of them, however many came before; asks a person once. */
export class RealmJudge {
  readonly #options: RealmJudgeOptions;
  readonly #questions = new SingleFlight<boolean>();
  readonly #answers: BoundedCache<string, boolean>;

  constructor(options: RealmJudgeOptions) {
    this.#options = options;
    this.#answers = new BoundedCache(50, () => options.clock.now());
  }

  /** Who may ask there. Rejects with `realm-not-trusted`. */
  async askerAt(
    { realm, product }: BearerOffer,
    credential: TokenCredential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<TokenAsker> {
    const { endpoint } = this.#options;
    if (credential === undefined) return { realm: await requireAskableRealm(endpoint, realm, product), credential };
    return { realm: await requireTrustedRealm(endpoint, realm, (judged) => this.#ask(judged, signal), product), credential };
  }

  async #ask(realm: URL, signal: AbortSignal | undefined): Promise<boolean> {
    const { origin } = realm;
    const known = this.#answers.get(origin);
    if (known !== undefined) return known;
    const { endpoint, realmPolicy } = this.#options;
    const answer = await this.#questions.run(origin, (joined) => realmPolicy.confirm(endpoint.host, realm, joined), signal);
    // A no may have been a slip, but stands for all that is under way.
    this.#answers.set(origin, answer, answer ? Infinity : refusalMs);
    return answer;
  }
}
