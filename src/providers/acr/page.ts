import { hostnameOf } from "../../core/referenceHost.ts";
import type { WebPage } from "../webPage.ts";

/** Azure's page of a registry is found by the id of its resource, which its host does not tell: the list of registries leads there. */
export const webPage: WebPage = ({ host }) => {
  const end = /\.azurecr\.(us|cn)$/.exec(hostnameOf(host))?.[1] ?? "com";
  return `https://portal.azure.${end}/#browse/Microsoft.ContainerRegistry%2Fregistries`;
};
