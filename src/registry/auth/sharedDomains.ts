/**
 * Domains under which each name belongs to another customer, beside those that the public suffix list has: registries as a
 * service, and clouds whose customers name hosts. Source: the services' own documentation of their host names.
 */
const sharedDomains: readonly string[] = [
  // Registries
  "azurecr.cn",
  "azurecr.de",
  "azurecr.io",
  "azurecr.us",
  "c8n.io",
  "cloudsmith.io",
  "container-registry.com",
  "container-registry.ovh.net",
  "ghe.com",
  "gitlab-dedicated.com",
  "jfrog.io",
  "ocir.io",
  "quay.io",
  "tencentcloudcr.com",
  "vultrcr.com",
  // Clouds
  "aliyuncs.com",
  "amazonaws.com",
  "amazonaws.com.cn",
  "api.aws",
  "appdomain.cloud",
  "baidubce.com",
  "bcebos.com",
  "cloudapp.azure.com",
  "digitaloceanspaces.com",
  "ionos.com",
  "linodeobjects.com",
  "myhuaweicloud.com",
  "nhncloud.com",
  "ntruss.com",
  "on.aws",
  "oraclecloud.com",
  "scw.cloud",
  "tencentyun.com",
  "volces.com",
  "windows.net",
  // A cluster's namespaces
  "cluster.local",
];

/** The shared domain that a name is below, if any. Names in lower case. */
export function sharedDomainOf(name: string): string | undefined {
  return sharedDomains.find((domain) => name.endsWith(`.${domain}`));
}
