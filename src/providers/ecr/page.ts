import { hostnameOf } from "../../core/referenceHost.ts";
import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";
import { isPublicHost, parseEcrHost } from "./hosts.ts";

/** The consoles of the clouds that are apart, by how their regions' names begin; that of the others is not on the internet, or unknown here. */
const consoles: readonly (readonly [regions: RegExp, console: string])[] = [
  [/^cn-/, "console.amazonaws.cn"],
  [/^us-gov-/, "console.amazonaws-us-gov.com"],
  [/^(?!us-iso|eu-iso|eusc-)/, "console.aws.amazon.com"],
];

export const webPage: WebPage = ({ host, repository }) => {
  const name = hostnameOf(host);
  if (isPublicHost(name)) return `https://gallery.ecr.aws/${repository === undefined ? "" : pathSegments(repository)}`;
  const site = parseEcrHost(name);
  if (site === undefined) return "https://console.aws.amazon.com/ecr/home/";
  const { region, account } = site;
  const console = consoles.find(([regions]) => regions.test(region))?.[1];
  if (console === undefined) return "https://console.aws.amazon.com/ecr/home/";
  const page = repository === undefined ? "private-registry/repositories" : `repositories/private/${account}/${pathSegments(repository)}`;
  return `https://${region}.${console}/ecr/${page}?region=${region}`;
};
