import type { OpenBrowseSource } from "../browse.ts";
import { googleSource } from "../shared/google/artifactRegistry.ts";
import { locationOf } from "./location.ts";
import { hostnameOf } from "../../core/referenceHost.ts";

/** The location stands in the host, the project and the repository in the image's name. */
export const openBrowse: OpenBrowseSource = (context) => {
  const location = locationOf(hostnameOf(context.host));
  return location === undefined ? undefined : googleSource(context, { location });
};
