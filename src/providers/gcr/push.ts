import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { atLeast, headsOf, privateByDefault } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Google Cloud project, which must have been moved to Artifact Registry"),
    placeholder: text("my-project"),
    suggestions: ({ listed }) => headsOf(listed),
  }),
  check: atLeast(2, text("Container Registry's images are named PROJECT/NAME.")),
  notes: ({ host }) => [
    text("Container Registry was closed on 18 March 2025: {0} takes pushes only for projects that were moved to Artifact Registry.", host),
  ],
  appears: () => ({
    text: text("The image appears in {0}", "https://console.cloud.google.com/gcr/"),
    url: "https://console.cloud.google.com/gcr/",
  }),
  visibility: () => privateByDefault,
};
