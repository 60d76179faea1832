import { hostnameOf } from "../../core/referenceHost.ts";
import type { WebPage } from "../webPage.ts";
import { locationOf } from "./location.ts";
import { imageNameParts } from "./imageNameParts.ts";

export const webPage: WebPage = ({ host, repository }) => {
  if (repository === undefined) return "https://console.cloud.google.com/artifacts";
  const { project, name, image } = imageNameParts(repository);
  // An image's own path is one segment there.
  const segments = [project, locationOf(hostnameOf(host)) ?? "", name, ...(image.length === 0 ? [] : [image.join("/")])];
  const path = segments.map(encodeURIComponent).join("/");
  return `https://console.cloud.google.com/artifacts/docker/${path}?project=${encodeURIComponent(project)}`;
};
