/** The registries of accounts, and the public one. */
export const ecrHosts =
  /^(?:\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9][a-z0-9_-]*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|public\.ecr\.aws|ecr-public\.aws\.com)$/;

/** ECR Public has two names, the second of which is reached over IPv6, too. */
const publicHosts: ReadonlySet<string> = new Set(["public.ecr.aws", "ecr-public.aws.com"]);

export function isPublicHost(hostname: string): boolean {
  return publicHosts.has(hostname);
}

/** Of a private registry: ACCOUNT.dkr.ecr[-fips].REGION.…, or ACCOUNT.dkr-ecr[-fips].REGION.… (amazon-ecr-credential-helper). */
export function regionOfHost(hostname: string): string | undefined {
  return /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9][a-z0-9-]*)\./.exec(hostname)?.[1];
}
