import { hostnameOf } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { headsOf } from "../shared/pushNames.ts";
import { isPublicHost, parseEcrHost } from "./hosts.ts";

/** ECR makes no repository by a push, unless the account has a template for that. */
export const pushGuide: PushGuide = {
  prefix: (host) =>
    isPublicHost(hostnameOf(host))
      ? {
          prompt: text("Alias of your public registry"),
          placeholder: text("a1b2c3d4"),
          suggestions: ({ listed }) => headsOf(listed),
        }
      : undefined,
  notes: ({ host, repository }, { listed }) => {
    if (listed.includes(repository)) return [];
    return isPublicHost(hostnameOf(host))
      ? [text("The repository must exist: “Create Repository…” leads to the page that creates one.")]
      : [text("The repository must exist: “Create Repository…” creates it.")];
  },
  appears: ({ host, repository }) => {
    const site = parseEcrHost(hostnameOf(host));
    if (site === undefined)
      return {
        text: text("The image appears in {0}", `https://gallery.ecr.aws/${repository}`),
        url: `https://gallery.ecr.aws/${repository}`,
      };
    const shown = text("The image appears in the repository {0} that was created before", repository);
    return { text: shown, url: "https://console.aws.amazon.com/ecr/home/" };
  },
  visibility: (host) =>
    isPublicHost(hostnameOf(host))
      ? text("Public: anybody can pull it.")
      : text("Private: only those that the account allows can pull it."),
};
