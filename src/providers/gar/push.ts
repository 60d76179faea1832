import { hostnameOf } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { atLeast, headsOf } from "../shared/pushNames.ts";
import { locationOf } from "./location.ts";
import { imageNameParts } from "./imageNameParts.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Google Cloud project and Artifact Registry repository, which must exist"),
    placeholder: text("my-project/my-repository"),
    components: 2,
    suggestions: ({ listed }) => [
      ...headsOf(
        listed.filter((name) => !imageNameParts(name).project.includes(":")),
        2,
      ),
      ...headsOf(
        listed.filter((name) => imageNameParts(name).project.includes(":")),
        3,
      ),
    ],
  }),
  check: atLeast(3, text("Artifact Registry's images are named PROJECT/REPOSITORY/NAME.")),
  notes: () => [text("The repository must exist, with the format Docker: “Create Repository…” creates it.")],
  appears: ({ host, repository }) => {
    const { project, name } = imageNameParts(repository);
    const path = [project, locationOf(hostnameOf(host)) ?? "", name].map(encodeURIComponent).join("/");
    return {
      text: text("The image appears in the repository {0} that was created before", name),
      url: `https://console.cloud.google.com/artifacts/docker/${path}?project=${encodeURIComponent(project)}`,
    };
  },
  visibility: () => text("Private by default: only those that the project allows can pull it."),
};
