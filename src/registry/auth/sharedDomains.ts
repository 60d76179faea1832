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
  "gitea.cloud",
  "gitlab-dedicated.com",
  "jfrog.io",
  "jfrogchina.com",
  "mycloudrepo.io",
  "ocir.io",
  "proget.cloud",
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
  "amazonaws.eu",
  "amazonwebservices.com.cn",
  "api.aws",
  "appdomain.cloud",
  "azure.com",
  "azurecontainerapps.io",
  "baidubce.com",
  "bcebos.com",
  "c2s.ic.gov",
  "cloud.adc-e.uk",
  "csp.hci.ic.gov",
  "digitaloceanspaces.com",
  "ionos.com",
  "linodeobjects.com",
  "myhuaweicloud.com",
  "nhncloud.com",
  "ntruss.com",
  "okteto.dev",
  "on.aws",
  "openshiftapps.com",
  "oraclecloud.com",
  "sc2s.sgov.gov",
  "scw.cloud",
  "selcloud.ru",
  "tencentyun.com",
  "volces.com",
  "windows.net",
  // Names that anybody may have, of any address or through a tunnel
  "app.github.dev",
  "devtunnels.ms",
  "lhr.life",
  "loca.lt",
  "localhost.run",
  "nip.io",
  "serveo.net",
  "sslip.io",
  "traefik.me",
  // A cluster's namespaces
  "cluster.local",
];

/** The shared domain that a name is below, if any. Names in lower case. */
export function sharedDomainOf(name: string): string | undefined {
  return sharedDomains.find((domain) => name.endsWith(`.${domain}`));
}
