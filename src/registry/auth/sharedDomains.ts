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
  "depot.dev",
  "ghe.com",
  "gitlab-dedicated.com",
  "jfrog.io",
  "jfrogchina.com",
  "ocir.io",
  "quay.io",
  "registry.jetbrains.space",
  "repo.sonatype.app",
  "repositories.cloud.sap",
  "tencentcloudcr.com",
  "vultrcr.com",
  // Clouds
  "aliyuncs.com",
  "amazonaws.com",
  "amazonaws.com.cn",
  "api.aws",
  "appdomain.cloud",
  "azure.com",
  "baidubce.com",
  "bcebos.com",
  "digitaloceanspaces.com",
  "ionos.com",
  "linodeobjects.com",
  "myhuaweicloud.com",
  "nhncloud.com",
  "ntruss.com",
  "okteto.dev",
  "openshiftapps.com",
  "on.aws",
  "oraclecloud.com",
  "scw.cloud",
  "selcloud.ru",
  "tencentyun.com",
  "volces.com",
  "windows.net",
  // Names that anybody may have, of any address or through a tunnel
  "lhr.life",
  "loca.lt",
  "nip.io",
  "sslip.io",
  "traefik.me",
  // A cluster's namespaces
  "cluster.local",
];

/** The shared domain that a name is below, if any. Names in lower case. */
export function sharedDomainOf(name: string): string | undefined {
  return sharedDomains.find((domain) => name.endsWith(`.${domain}`));
}
