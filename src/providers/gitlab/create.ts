import { hostnameOf } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import type { CreateGuide } from "../create.ts";
import { pushCreates } from "../shared/pushCreates.ts";
import { gitlabHosts } from "./hosts.ts";

/** A container registry belongs to a project. Where GitLab itself is, a registry of one's own does not tell in its name. */
export const createGuide: CreateGuide = {
  ways: ({ host }) => [
    ...(gitlabHosts.test(hostnameOf(host))
      ? [
          {
            kind: "page",
            label: text("A project first"),
            detail: text("Opens GitLab's page for a new project: its container registry comes with it"),
            url: "https://gitlab.com/projects/new",
          } as const,
        ]
      : []),
    { ...pushCreates, detail: text("In an existing project, a push creates the repository") },
  ],
};
