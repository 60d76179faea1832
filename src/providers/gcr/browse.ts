import type { OpenBrowseSource } from "../browse.ts";
import { type GoogleSite, googleSource } from "../shared/google/artifactRegistry.ts";
import { hostnameOf } from "../../core/referenceHost.ts";

/** Where Artifact Registry keeps what was moved from each host (Google, "Transition from Container Registry", "gcr.io domain"). */
const sites: ReadonlyMap<string, GoogleSite> = new Map([
  ["gcr.io", { location: "us", repository: "gcr.io" }],
  ["us.gcr.io", { location: "us", repository: "us.gcr.io" }],
  ["eu.gcr.io", { location: "europe", repository: "eu.gcr.io" }],
  ["asia.gcr.io", { location: "asia", repository: "asia.gcr.io" }],
]);

export const openBrowse: OpenBrowseSource = (context) => {
  const site = sites.get(hostnameOf(context.host));
  return site === undefined ? undefined : googleSource(context, site);
};
