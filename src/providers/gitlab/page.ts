import { hostnameOf } from "../../core/referenceHost.ts";
import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";
import { gitlabHosts } from "./hosts.ts";

/**
 * A project's images stand at `container_registry` below it. Where the project ends in an image's path, only the server knows: groups are
 * nested, and the usual path has two parts. The web site of another server than gitlab.com has a name of its own; mostly the registry's
 * without `registry.`.
 */
export const webPage: WebPage = ({ host, repository }) => {
  const name = hostnameOf(host);
  const site = gitlabHosts.test(name) ? "gitlab.com" : name.replace(/^registry\./, "");
  if (repository === undefined) return `https://${site}/`;
  return `https://${site}/${pathSegments(repository.split("/").slice(0, 2).join("/"))}/container_registry`;
};
