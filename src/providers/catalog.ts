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
import type { Provider, WebPages } from "./provider.ts";
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

/** The pages that an address without its scheme is one of. */
function pagesOf(address: string): WebPages | undefined {
  return providers.flatMap((provider) => provider.pages ?? []).find((each) => each.address.test(address));
}

/** The registry whose web page an address without its scheme is. */
export function registryOfPage(address: string): string | undefined {
  const pages = pagesOf(address);
  return pages === undefined ? undefined : canonicalHost(address.replace(pages.address, pages.registry));
}

/** What a web page of a registry shows. */
export interface ShownImage {
  readonly host: string;
  /** As `repository[:tag][@digest]`, unchecked; undefined where the page does not say which. */
  readonly name: string | undefined;
  /** A part of the repository's name, where the page tells no more. */
  readonly part: string | undefined;
}

/** What is shown by the web page that an address without its scheme is; undefined where that is none. */
export function imageOfPage(address: string): ShownImage | undefined {
  const host = registryOfPage(address);
  if (host === undefined) return undefined;
  for (const pattern of pagesOf(address)?.images ?? []) {
    const found = pattern.exec(address)?.groups;
    if (found !== undefined) return { host, ...shownBy(found) };
  }
  return { host, name: undefined, part: undefined };
}

/** Owners and repositories are the same in upper case on such pages. A project of Google's may belong to a domain: `example.com:project`. */
function shownBy(found: Readonly<Record<string, string | undefined>>): Omit<ShownImage, "host"> {
  const { owner, repository, tag, digest, part } = found;
  if (repository === undefined) return { name: undefined, part: part === undefined ? undefined : decoded(part).toLowerCase() };
  const path = [...(owner === undefined ? [] : [decoded(owner).replace(":", "/")]), decoded(repository)].join("/").toLowerCase();
  const suffix = `${tag === undefined ? "" : `:${decoded(tag)}`}${digest === undefined ? "" : `@${decoded(digest)}`}`;
  return { name: `${path}${suffix}`, part: undefined };
}

/** What is encoded twice, as a slash in the middle of a path is, is decoded twice. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(part));
  } catch {
    return part;
  }
}

/** The one name of a provider's host that has several; a recognised name in lower case, since image references are. */
export function canonicalHost(host: string): string {
  const provider = providerOfHost(host);
  return provider === undefined ? host : (provider.canonicalHost ?? host.toLowerCase());
}
