import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { atLeast, headsOf } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Project, which must exist"),
    placeholder: text("library"),
    suggestions: ({ listed }) => headsOf(listed),
  }),
  check: atLeast(2, text("Harbor's images are named PROJECT/NAME.")),
  appears: ({ host, repository, prefix }) => ({
    text: text("The image appears in the repositories of the project {0}", prefix ?? repository.split("/")[0] ?? ""),
    url: `https://${host}/harbor/projects`,
  }),
  visibility: () => text("As visible as the project: anybody can pull the images of a public one."),
};
