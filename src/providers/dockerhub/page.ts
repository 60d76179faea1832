import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";

/** Docker's own images have pages of another kind. */
export const webPage: WebPage = ({ repository, tag }) => {
  if (repository === undefined) return "https://hub.docker.com/";
  const page = repository.startsWith("library/") ? `_/${pathSegments(repository.slice(8))}` : `r/${pathSegments(repository)}`;
  return `https://hub.docker.com/${page}${tag === undefined ? "" : `/tags?name=${encodeURIComponent(tag)}`}`;
};
