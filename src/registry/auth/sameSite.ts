import { sharedDomainOf } from "./sharedDomains.ts";

/**
 * Whether both names belong to one registrable domain of the public suffix list. Names without one are different sites, and so are
 * the names of a domain that its customers share, unless one is below the other: whoever holds that, holds what is below.
 */
export async function isSameSite(a: string, b: string): Promise<boolean> {
  const shared = [sharedDomainOf(a), sharedDomainOf(b)];
  if (shared.some((domain) => domain !== undefined)) return shared[0] === shared[1] && (a.endsWith(`.${b}`) || b.endsWith(`.${a}`));
  const { getDomain } = await import("tldts");
  const options = { allowPrivateDomains: true };
  const domain = getDomain(a, options);
  return domain !== null && domain === getDomain(b, options);
}
