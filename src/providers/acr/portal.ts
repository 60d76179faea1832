import { hostnameOf } from "../../core/referenceHost.ts";

/** The portal of the cloud that a registry is in: those that are apart have their own. */
export function azurePortal(host: string): string {
  const end = /\.azurecr\.(us|cn)$/.exec(hostnameOf(host))?.[1] ?? "com";
  return `https://portal.azure.${end}/`;
}

/** The portal's list of registries. */
export function azureRegistries(host: string): string {
  return `${azurePortal(host)}#browse/Microsoft.ContainerRegistry%2Fregistries`;
}
