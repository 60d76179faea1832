import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";

/** The tree of repositories. Where the repository's key is in the host's name, or stands for a port, an image's path does not tell it. */
export const webPage: WebPage = ({ host, repository, tag }) => {
  const tree = `https://${host}/ui/repos/tree/General`;
  if (repository === undefined) return tree;
  return `${tree}/${pathSegments(tag === undefined ? repository : `${repository}/${tag}`)}`;
};
