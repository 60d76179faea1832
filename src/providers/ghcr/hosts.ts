/** GitHub's registries that are known by their names. */
export const ghcrHosts = /^(?:ghcr\.io|containers\.[a-z0-9-]+\.ghe\.com)$/;
