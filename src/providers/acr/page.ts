import type { WebPage } from "../webPage.ts";
import { azureRegistries } from "./portal.ts";

/** Azure's page of a registry is found by the id of its resource, which its host does not tell: the list of registries leads there. */
export const webPage: WebPage = ({ host }) => azureRegistries(host);
