import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { accountsOf } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Your Docker ID, or an organization of yours"),
    placeholder: text("alice"),
    suggestions: (context) => accountsOf(context).filter((name) => name !== "library"),
  }),
  check: (repository) => {
    if (repository.startsWith("library/")) return text("Only Docker can push to library: put your Docker ID before the image's name.");
    return repository.split("/").length === 2 ? undefined : text("Docker Hub's repositories are named DOCKER-ID/NAME.");
  },
  appears: () => ({
    text: text("The image appears in {0}", "https://hub.docker.com/repositories"),
    url: "https://hub.docker.com/repositories",
  }),
  visibility: () => text("Public by default: anybody can pull it, unless its repository is private."),
};
