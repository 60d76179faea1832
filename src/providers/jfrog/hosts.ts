export const jfrogHosts = /^[a-z0-9][a-z0-9-]*\.jfrog\.io$/;
