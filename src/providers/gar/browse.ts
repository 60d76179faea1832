import type { OpenBrowseSource } from "../browse.ts";
import { googleSource } from "../shared/google/artifactRegistry.ts";
import { hostnameOf } from "../../core/referenceHost.ts";

/** The location stands in the host, the project and the repository in the image's name. */
export const openBrowse: OpenBrowseSource = (context) => {
  const [, location, regional] =
    /^(?:([a-z0-9-]+)-docker\.pkg\.dev|docker\.([a-z0-9-]+)\.rep\.pkg\.dev)$/.exec(hostnameOf(context.host)) ?? [];
  const place = location ?? regional;
  return place === undefined ? undefined : googleSource(context, { location: place });
};
