import { RegistryError } from "../../core/registryError.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { type RegistryProduct, recognizeProduct } from "./registryProduct.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";

/** A way to authenticate that a registry has offered, as we can use it. */
export type Offer = { readonly scheme: "basic" } | BearerOffer;

export interface BearerOffer {
  readonly scheme: "bearer";
  /** As the challenge names it: judged before it is asked. */
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scope: string | undefined;
  /** The software that names it, for what is said of its address. */
  readonly product: RegistryProduct | undefined;
}

/** Bearer before Basic, whatever order they came in. */
export function usableOffers(response: HttpResponse): readonly Offer[] {
  const challenges = parseChallenges(response.headers.all("www-authenticate"));
  const product = recognizeProduct(response);
  const bearer = challenges
    .filter((challenge) => challenge.scheme === "bearer")
    .flatMap((challenge) => bearerOffer(challenge, response.url, product));
  const basic = challenges.some((challenge) => challenge.scheme === "basic") ? [{ scheme: "basic" as const }] : [];
  return [...bearer, ...basic];
}

function bearerOffer(challenge: Challenge, from: URL, product: RegistryProduct | undefined): readonly Offer[] {
  const realm = URL.parse(challenge.params.get("realm") ?? "", from.href);
  if (realm === null || (challenge.params.get("realm") ?? "") === "" || !/^https?:$/.test(realm.protocol)) return [];
  realm.hash = "";
  return [{ scheme: "bearer", realm, service: challenge.params.get("service"), scope: challenge.params.get("scope"), product }];
}

/** What a Bearer challenge names as its token server and is not an address (`https://h:5001:5001/token`), where nothing else is offered. */
export function unusableRealm(response: HttpResponse): string | undefined {
  if (usableOffers(response).length > 0) return undefined;
  const challenges = parseChallenges(response.headers.all("www-authenticate")).filter(({ scheme }) => scheme === "bearer");
  return challenges.map(({ params }) => params.get("realm") ?? "").find((realm) => realm !== "");
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
