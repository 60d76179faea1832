import { type RegistryEndpoint, isLoopback } from "../endpoint.ts";
import { plainHost } from "../../core/referenceHost.ts";
import { knownRealmHost } from "./knownRealms.ts";
import { isPrivateAddress } from "./privateAddresses.ts";
import type { RegistryProduct } from "./registryProduct.ts";
import { isSameSite } from "./sameSite.ts";
import { RegistryError } from "../../core/registryError.ts";

/** Port: who may be given a registry's credentials. */
export interface RealmPolicy {
  /**
   * Asks the person whether the credentials of `registryHost` may go to the origin of `realm`, which may be one of plain HTTP. The
   * answer is remembered by whoever implements this. Rejects with the signal's reason when aborted.
   */
  confirm(registryHost: string, realm: URL, signal?: AbortSignal): Promise<boolean>;
}

export type RealmJudgement =
  | "trusted"
  /** Another site, or another host over plain HTTP: only the person can know. */
  | "ask"
  /** Never, whoever asks. */
  | "refused";

/**
 * Whether a token server named by a registry's challenge may be asked (`refused`), and given the credentials (`trusted`).
 * The challenge comes from the network: it decides where a password would go.
 */
export async function judgeRealm(endpoint: RegistryEndpoint, realm: URL): Promise<RealmJudgement> {
  if (!isRealmAddressAllowed(endpoint, realm)) return "refused";
  if (isInClearElsewhere(endpoint, realm)) return "ask";
  const known = knownRealmHost(endpoint.baseUrl.host);
  if (known !== undefined) return plainHost(realm.host) === known ? "trusted" : "ask";
  const [registry, server] = [plainHost(endpoint.baseUrl.hostname), plainHost(realm.hostname)];
  if (registry === server || (isLoopback(registry) && isLoopback(server))) return "trusted";
  return (await isSameSite(registry, server)) ? "trusted" : "ask";
}

/**
 * A token server that may be asked as nobody. Its class is not exported, and its private field keeps anything that merely looks
 * like it from being taken for it: the functions below are the only source.
 */
class AskableRealmAddress {
  readonly #url: string;
  /** The challenge named it over plain HTTP, where the registry itself is asked over HTTPS. */
  readonly isRaised: boolean;
  /** The software of the registry that named it. */
  readonly product: RegistryProduct | undefined;

  constructor(url: URL, isRaised: boolean, product: RegistryProduct | undefined) {
    this.#url = url.href;
    this.isRaised = isRaised;
    this.product = product;
  }

  /** A copy, so that nobody can change what was judged. */
  get url(): URL {
    return new URL(this.#url);
  }
}

class JudgedRealmAddress extends AskableRealmAddress {
  readonly #registry: string;

  constructor(url: URL, isRaised: boolean, product: RegistryProduct | undefined, registry: string) {
    super(url, isRaised, product);
    this.#registry = registry;
  }

  /** The registry whose credentials it may be given, as a person writes it. */
  get registry(): string {
    return this.#registry;
  }
}

export type AskableRealm = AskableRealmAddress;
/** A token server that may be given the credentials of the registry that it was judged for. */
export type JudgedRealm = JudgedRealmAddress;

/** Rejects with `realm-not-trusted` unless `realm` may be asked as nobody. */
export async function requireAskableRealm(endpoint: RegistryEndpoint, realm: URL, product?: RegistryProduct): Promise<AskableRealm> {
  const url = overHttps(endpoint, realm);
  if ((await judgeRealm(endpoint, url)) === "refused") throw realmNotTrusted(endpoint, url.host, realmProblem(endpoint, url), { product });
  return new AskableRealmAddress(url, url.href !== realm.href, product);
}

/** Rejects with `realm-not-trusted` unless `realm` is trusted, or `confirm` says yes. */
export async function requireTrustedRealm(
  endpoint: RegistryEndpoint,
  realm: URL,
  confirm: (judged: URL) => Promise<boolean>,
  product?: RegistryProduct,
): Promise<JudgedRealm> {
  const url = overHttps(endpoint, realm);
  // What is judged is what is asked, whatever becomes of `realm` meanwhile.
  const judged = new JudgedRealmAddress(url, url.href !== realm.href, product, endpoint.host);
  const judgement = await judgeRealm(endpoint, judged.url);
  if (judgement === "trusted" || (judgement === "ask" && (await confirm(judged.url)))) return judged;
  throw realmNotTrusted(endpoint, judged.url.host, realmProblem(endpoint, judged.url), { product });
}

/**
 * A registry behind a proxy that ends TLS may take itself for one of plain HTTP, and name itself so (Harbor without its
 * `external_url`): it is asked in HTTPS, as for everything else, and at the registry's port where the address has none.
 */
export function overHttps({ baseUrl }: RegistryEndpoint, realm: URL): URL {
  const isItself = plainHost(realm.hostname) === plainHost(baseUrl.hostname) && !isLoopback(realm.hostname);
  const url = new URL(realm.href);
  if (!isItself || realm.protocol !== "http:" || baseUrl.protocol !== "https:") return url;
  url.protocol = "https:";
  if (realm.port === "") url.port = baseUrl.port;
  return url;
}

/** Why a token server is not asked: by its address, or because the person did not allow it. */
type RealmProblem = "address" | "plain-http" | "private-address" | "not-found" | "not-allowed";

/**
 * `params.problem` is the reason, of which all but `not-allowed` are the operator's to fix; `params.product` the software, where it is
 * known.
 * @param realm the token server's host, or what the challenge has in place of an address
 */
export function realmNotTrusted(
  { host }: RegistryEndpoint,
  realm: string,
  problem: RealmProblem = "not-allowed",
  { product, cause }: { readonly product?: RegistryProduct | undefined; readonly cause?: unknown } = {},
): RegistryError {
  const params = { host, realm, problem, ...(product === undefined ? {} : { product }) };
  return new RegistryError("realm-not-trusted", `${host} wants its login sent to ${realm}: ${problem}`, { params, cause });
}

/** Whether a token server may be at that address at all, before any question of trust. */
export function isRealmAddressAllowed(endpoint: RegistryEndpoint, realm: URL): boolean {
  return realmProblem(endpoint, realm) === undefined;
}

function realmProblem(endpoint: RegistryEndpoint, realm: URL): RealmProblem | undefined {
  const registry = endpoint.baseUrl;
  if (realm.username !== "" || realm.password !== "" || !/^https?:$/.test(realm.protocol)) return "address";
  if (isPrivateAddress(realm.hostname) && !isPrivateAddress(registry.hostname)) return "private-address";
  if (realm.protocol === "https:") return undefined;
  const isRegistryPlain = registry.protocol === "http:" || isLoopback(registry.hostname);
  const isAllowed = isLoopback(realm.hostname) || endpoint.allowPlainHttp === true;
  return isRegistryPlain && isAllowed ? undefined : "plain-http";
}

/** The person's word for plain HTTP was given for the registry's host, and counts for no other machine. */
function isInClearElsewhere({ baseUrl }: RegistryEndpoint, realm: URL): boolean {
  return realm.protocol === "http:" && !isLoopback(realm.hostname) && plainHost(realm.hostname) !== plainHost(baseUrl.hostname);
}
