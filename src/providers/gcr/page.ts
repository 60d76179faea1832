import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";

export const webPage: WebPage = ({ repository }) =>
  repository === undefined
    ? "https://console.cloud.google.com/gcr/"
    : `https://console.cloud.google.com/gcr/images/${pathSegments(repository.split("/")[0] ?? "")}`;
