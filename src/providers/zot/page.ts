import type { WebPage } from "../webPage.ts";

/** Of its own pages, which a server may have been built without. */
export const webPage: WebPage = ({ host, repository, tag }) => {
  if (repository === undefined) return `https://${host}/`;
  const version = tag === undefined ? "" : `/tag/${encodeURIComponent(tag)}`;
  return `https://${host}/image/${encodeURIComponent(repository)}${version}`;
};
