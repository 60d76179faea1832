export const jfrogHosts = /^[a-z0-9][a-z0-9-]*\.jfrog\.io$/;

/**
 * Whether a host stands for the repository of that key, in lower case: in the cloud as SERVER-KEY.jfrog.io, elsewhere as KEY.HOST. A cloud's
 * server may have the name of one of its repositories.
 */
export function isNamedIn(hostname: string, key: string): boolean {
  return jfrogHosts.test(hostname) ? hostname.endsWith(`-${key}.jfrog.io`) : hostname.startsWith(`${key}.`);
}
