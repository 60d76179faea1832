import type { WebPage } from "../webPage.ts";

export const webPage: WebPage = ({ host, repository, tag }) => {
  if (repository === undefined) return `https://${host}/`;
  const [owner = "", ...image] = repository.split("/");
  const version = tag === undefined ? "" : `/${encodeURIComponent(tag)}`;
  return `https://${host}/${encodeURIComponent(owner)}/-/packages/container/${encodeURIComponent(image.join("/"))}${version}`;
};
