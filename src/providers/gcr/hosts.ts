export const gcrHosts = /^(?:[a-z0-9-]+\.)?gcr\.io$/;
