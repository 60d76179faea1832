/** ECR Public has two names, the second of which is reached over IPv6, too. */
const publicHosts: ReadonlySet<string> = new Set(["public.ecr.aws", "ecr-public.aws.com"]);

export function isPublicHost(hostname: string): boolean {
  return publicHosts.has(hostname);
}

/** Of a private registry: ACCOUNT.dkr.ecr[-fips].REGION.…, or ACCOUNT.dkr-ecr[-fips].REGION.… (amazon-ecr-credential-helper). */
export function regionOfHost(hostname: string): string | undefined {
  return /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9][a-z0-9-]*)\./.exec(hostname)?.[1];
}
