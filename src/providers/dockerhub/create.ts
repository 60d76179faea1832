import { text } from "../../core/text.ts";
import type { CreateGuide } from "../create.ts";
import { pushCreates } from "../shared/pushCreates.ts";

export const createGuide: CreateGuide = {
  ways: () => [
    { ...pushCreates, label: text("A public repository: push an image") },
    {
      kind: "page",
      label: text("A private repository"),
      detail: text("Create it on Docker Hub's page first: what a push creates is public"),
      url: "https://hub.docker.com/repositories",
    },
  ],
};
