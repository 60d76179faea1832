import type { HttpResponse } from "../http/httpClient.ts";
import { parseChallenges } from "./challenge.ts";
import { type Offer, usableOffers } from "./offers.ts";
import { type RegistryProduct, recognizeProduct } from "./registryProduct.ts";

/** What a registry's base says to somebody unknown of how it wants to be asked. */
export interface RegistryBase {
  readonly offers: readonly Offer[];
  readonly product: RegistryProduct | undefined;
  /**
   * It asks nobody for a login: it shows everybody something, perhaps not all, or turns everybody away who has none. A login is
   * only looked at when it is there from the start.
   */
  readonly asksForNone: boolean;
}

/** How registries turn away somebody unknown without a challenge: with 401 (against RFC 9110), 403, or as if nothing were there. */
const silentRefusals: ReadonlySet<number> = new Set([401, 403, 404, 405]);

/** Reads the answer to `GET /v2/`. What comes from another origin, or is a failure, says nothing. */
export function readBase(response: HttpResponse): RegistryBase {
  if (response.crossOrigin) return unknownBase;
  const isChallenged = parseChallenges(response.headers.all("www-authenticate")).length > 0;
  return {
    offers: usableOffers(response),
    product: recognizeProduct(response),
    asksForNone: !isChallenged && (response.status === 200 || silentRefusals.has(response.status)),
  };
}

export const unknownBase: RegistryBase = { offers: [], product: undefined, asksForNone: false };
