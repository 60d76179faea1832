import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";

export const webPage: WebPage = ({ host, repository, tag }) => {
  if (repository === undefined) return `https://${host}/repository/`;
  return `https://${host}/repository/${pathSegments(repository)}?tab=tags${tag === undefined ? "" : `&tag=${encodeURIComponent(tag)}`}`;
};
