import type { Text } from "../core/text.ts";
import type { RegistryProduct } from "../registry/auth/registryProduct.ts";
import { acr } from "./acr/index.ts";
import { dockerHubProvider } from "./dockerhub/index.ts";
import { ecr } from "./ecr/index.ts";
import { gar } from "./gar/index.ts";
import { gcr } from "./gcr/index.ts";
import { generic } from "./generic/index.ts";
import { ghcr } from "./ghcr/index.ts";
import { gitea } from "./gitea/index.ts";
import { gitlab } from "./gitlab/index.ts";
import { harbor } from "./harbor/index.ts";
import { jfrog } from "./jfrog/index.ts";
import type { Provider } from "./provider.ts";
import { quay } from "./quay/index.ts";
import { hostnameOf } from "../core/referenceHost.ts";
import { zot } from "./zot/index.ts";

/** In the order of the list that a person chooses from. */
export const providers: readonly Provider[] = [
  dockerHubProvider,
  ghcr,
  gitlab,
  quay,
  ecr,
  acr,
  gar,
  gcr,
  jfrog,
  harbor,
  gitea,
  zot,
  generic,
];

/** What is left when no other provider is recognised. */
export const anyOther: Provider = generic;

/** The provider that a host's name belongs to. */
export function providerOfHost(host: string): Provider | undefined {
  const name = hostnameOf(host);
  return providers.find(({ hosts }) => hosts?.test(name) === true);
}

/** The provider whose software gave itself away. */
export function providerOfProduct(product: RegistryProduct | undefined): Provider | undefined {
  return product === undefined ? undefined : providers.find((provider) => provider.product === product);
}

/**
 * What the provider of a registry means by an HTTP status to an account's login, and the way out; undefined where nothing particular is
 * known. Software that is recognised by its answers means the same wherever it runs.
 */
export function refusalAdvice(host: string, status: number | undefined, product?: string): Text | undefined {
  const ofProduct = providers.find((provider) => product !== undefined && provider.product === product);
  const refusals = ofProduct?.refusals ?? providerOfHost(host)?.refusals;
  return refusals?.find(({ statuses }) => status !== undefined && statuses.includes(status))?.text;
}

/** What a login needs for the provider's own lists; undefined where nothing particular is known. */
export function browseAdvice(id: string): Text | undefined {
  return providers.find((provider) => provider.id === id)?.browseAdvice;
}

/** How long a secret of that user name is good from the moment it was made, in milliseconds; undefined where that is not known. */
export function lifetimeOf(host: string, username: string): number | undefined {
  const lifetime = providerOfHost(host)?.lifetime;
  return lifetime?.username === username ? lifetime.hours * 3_600_000 : undefined;
}

/** The registry whose web page an address without its scheme is. */
export function registryOfPage(address: string): string | undefined {
  const pages = providers.flatMap((provider) => provider.pages ?? []).find((each) => each.address.test(address));
  return pages === undefined ? undefined : address.replace(pages.address, pages.registry).toLowerCase();
}

/** The one name of a provider's host that has several; a recognised name in lower case, since image references are. */
export function canonicalHost(host: string): string {
  const provider = providerOfHost(host);
  return provider === undefined ? host : (provider.canonicalHost ?? host.toLowerCase());
}
