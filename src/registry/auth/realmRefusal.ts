import { RegistryError } from "../../core/registryError.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { unusableRealm, usableOffers } from "./offers.ts";
import { realmNotTrusted, requireAskableRealm } from "./realmPolicy.ts";
import { recognizeProduct } from "./registryProduct.ts";

const longest = 200;

/** Throws `realm-not-trusted` where a challenge offers nothing but a token server without an address. */
export function requireUsableRealm(endpoint: RegistryEndpoint, challenged: HttpResponse): void {
  const realm = unusableRealm(challenged);
  if (realm === undefined) return;
  throw realmNotTrusted(endpoint, realm.slice(0, longest), "address", { product: recognizeProduct(challenged) });
}

/** Why no login can go anywhere that a challenge names; undefined where one way is open. Asks nobody. */
export async function realmRefusal(endpoint: RegistryEndpoint, challenged: HttpResponse): Promise<RegistryError | undefined> {
  const offers = usableOffers(challenged);
  if (offers.some(({ scheme }) => scheme === "basic")) return undefined;
  try {
    requireUsableRealm(endpoint, challenged);
    const [first] = offers;
    if (first?.scheme === "bearer") await requireAskableRealm(endpoint, first.realm, first.product);
    return undefined;
  } catch (error) {
    if (RegistryError.is(error, "realm-not-trusted")) return error;
    throw error;
  }
}
