import { RegistryError } from "../../core/registryError.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";

/** A way to authenticate that a registry has offered, as we can use it. */
export type Offer = { readonly scheme: "basic" } | BearerOffer;

export interface BearerOffer {
  readonly scheme: "bearer";
  /** As the challenge names it: judged before it is asked. */
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scope: string | undefined;
}

/** Bearer before Basic, whatever order they came in. */
export function usableOffers(response: HttpResponse): readonly Offer[] {
  const challenges = parseChallenges(response.headers.all("www-authenticate"));
  const bearer = challenges
    .filter((challenge) => challenge.scheme === "bearer")
    .flatMap((challenge) => bearerOffer(challenge, response.url));
  const basic = challenges.some((challenge) => challenge.scheme === "basic") ? [{ scheme: "basic" as const }] : [];
  return [...bearer, ...basic];
}

function bearerOffer(challenge: Challenge, from: URL): readonly Offer[] {
  const realm = URL.parse(challenge.params.get("realm") ?? "", from.href);
  if (realm === null || (challenge.params.get("realm") ?? "") === "" || !/^https?:$/.test(realm.protocol)) return [];
  realm.hash = "";
  return [{ scheme: "bearer", realm, service: challenge.params.get("service"), scope: challenge.params.get("scope") }];
}

/** What says that the account itself is not welcome, or that too much was asked: another way would only repeat it. */
const finalRefusals = ["unauthorized", "denied", "rate-limited"] as const;

/**
 * What the first offer gives that gives anything. A token server that is dead, or may not be asked, gives way to Basic, which only
 * the registry itself gets; where nothing else is left, its error is thrown.
 */
export async function firstUsable<T>(
  offers: readonly Offer[],
  use: (offer: Offer) => Promise<T | undefined> | T | undefined,
): Promise<T | undefined> {
  const failures: RegistryError[] = [];
  for (const offer of offers) {
    try {
      const used = await use(offer);
      if (used !== undefined) return used;
    } catch (error) {
      if (!RegistryError.is(error) || RegistryError.is(error, ...finalRefusals)) throw error;
      failures.push(error);
    }
  }
  if (failures[0] !== undefined) throw failures[0];
  return undefined;
}
