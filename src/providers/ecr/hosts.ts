/** The registries of accounts, and the public one. */
export const ecrHosts =
  /^(?:\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9][a-z0-9_-]*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|public\.ecr\.aws|ecr-public\.aws\.com)$/;

/** ECR Public has two names, the second of which is reached over IPv6, too. */
export const ecrPublicHosts = /^(?:public\.ecr\.aws|ecr-public\.aws\.com)$/;

/** ECR Public's own region, for all of the world (AWS General Reference, “Amazon ECR Public endpoints”). */
export const publicRegion = "us-east-1";

export function isPublicHost(hostname: string): boolean {
  return ecrPublicHosts.test(hostname);
}

/** A private registry, as its name tells it: ACCOUNT.dkr.ecr[-fips].REGION.…, or ACCOUNT.dkr-ecr[-fips].REGION.… (amazon-ecr-credential-helper). */
export interface EcrHost {
  readonly account: string;
  readonly region: string;
  readonly isFips: boolean;
  /** What follows the region. */
  readonly domain: string;
}

/** Undefined, too, where no region stands in its place: below the names of Amazon's other services, S3's for one, anybody may have some. */
export function parseEcrHost(hostname: string): EcrHost | undefined {
  if (!ecrHosts.test(hostname)) return undefined;
  const [, account, fips, region, domain] = /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9][a-z0-9-]*)\.(.+)$/.exec(hostname) ?? [];
  if (account === undefined || region === undefined || domain === undefined || !isRegion(region)) return undefined;
  return { account, region, isFips: fips !== undefined, domain };
}

export function regionOfHost(hostname: string): string | undefined {
  return isPublicHost(hostname) ? publicRegion : parseEcrHost(hostname)?.region;
}

/** The domains of registries that are reached over IPv6, too, and those of the API beside them. */
const dualStack: Readonly<Record<string, string | undefined>> = {
  "on.aws": "api.aws",
  "on.amazonwebservices.com.cn": "api.amazonwebservices.com.cn",
};

/**
 * Where the API of a registry is asked (AWS General Reference, “Amazon ECR endpoints”): of the kind that the registry's own name is, so
 * that who asks for FIPS, or has IPv6 alone, gets it for this, too. The SDK's table has `api.ecr-fips`, which that page does not know.
 */
export function apiOfHost(hostname: string): string | undefined {
  if (hostname === "ecr-public.aws.com") return `https://ecr-public.${publicRegion}.api.aws`;
  if (isPublicHost(hostname)) return `https://api.ecr-public.${publicRegion}.amazonaws.com`;
  const host = parseEcrHost(hostname);
  if (host === undefined) return undefined;
  const { region, isFips, domain } = host;
  const dual = dualStack[domain];
  if (isFips) return `https://ecr-fips.${region}.${dual ?? domain}`;
  return dual === undefined ? `https://api.ecr.${region}.${domain}` : `https://ecr.${region}.${dual}`;
}

/** Regions of clouds that are apart, by how their names begin. */
const partitions: readonly (readonly [prefix: string, domain: string])[] = [
  ["cn-", "amazonaws.com.cn"],
  ["eusc-", "amazonaws.eu"],
  ["us-isob-", "sc2s.sgov.gov"],
  ["us-isof-", "csp.hci.ic.gov"],
  ["us-iso-", "c2s.ic.gov"],
  ["eu-isoe-", "cloud.adc-e.uk"],
];

/** What a region may be called; it becomes part of the host that keys are sent to. */
export function isRegion(region: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/.test(region);
}

function domainOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "amazonaws.com";
}

/** Where another service of Amazon is asked in a region. */
export function apiOfService(service: "sts" | "portal.sso" | "oidc", region: string): string {
  return `https://${service}.${region}.${domainOf(region)}`;
}

/** Whether a host, which may have a port, is the registry of an account in the region, in the cloud that the region belongs to. */
export function isRegistryIn(region: string, host: string): boolean {
  const parsed = ecrHosts.test(host) ? parseEcrHost(host) : undefined;
  return parsed?.region === region && parsed.domain === domainOf(region);
}

/** Where a registry's API is asked whose account is not known yet. */
export function apiOfRegion(region: string): string {
  return apiOfService("sts", region).replace("//sts.", "//api.ecr.");
}
