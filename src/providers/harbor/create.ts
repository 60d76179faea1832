import { text } from "../../core/text.ts";
import type { CreateGuide } from "../create.ts";
import { pushCreates } from "../shared/pushCreates.ts";

/** A repository belongs to a project, and a push does not create that. */
export const createGuide: CreateGuide = {
  ways: ({ host }) => [
    {
      kind: "page",
      label: text("A project first"),
      detail: text("Opens Harbor's projects: “New Project” creates one, if you are allowed to"),
      url: `https://${host}/harbor/projects`,
    },
    { ...pushCreates, detail: text("In an existing project, a push creates the repository") },
  ],
};
