import { text } from "../../core/text.ts";
import type { CreateGuide } from "../create.ts";

export const createGuide: CreateGuide = {
  ways: ({ host }) => {
    const admin = `https://${host}/ui/admin/repositories`;
    return [
      {
        kind: "pages",
        label: text("A local repository, and a virtual one in front of it"),
        detail: text("Step by step on Artifactory's pages"),
        steps: [
          {
            title: text("Add a local Docker repository"),
            tasks: [text("Add a new local repository with the package type Docker."), text("{0}", `${admin}/local/new`)],
            url: `${admin}/local/new`,
          },
          {
            title: text("Add a virtual Docker repository"),
            tasks: [
              text("Add a new virtual repository with the package type Docker: its key is what images are named after."),
              text("Move the local repository from Available Repositories to Selected Repositories with the arrow buttons."),
              text("Set the local repository as the Default Deployment Repository: pushes go there."),
              text("{0}", `${admin}/virtual/new`),
            ],
            url: `${admin}/virtual/new`,
          },
        ],
      },
    ];
  },
};
