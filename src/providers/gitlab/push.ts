import { hostnameOf } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { atLeast, headsOf } from "../shared/pushNames.ts";
import { gitlabHosts } from "./hosts.ts";

/** The repository of a project itself is named as the project is. */
export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("User or group, and the project, which must exist"),
    placeholder: text("alice/myproject"),
    components: 2,
    suggestions: ({ listed }) => [...new Set([...listed.filter((name) => name.split("/").length === 2), ...headsOf(listed, 2)])],
  }),
  check: atLeast(2, text("GitLab's images are named USER/PROJECT/NAME or GROUP/PROJECT/NAME.")),
  notes: () => [text("The project must exist: “Create Repository…” leads to the page that creates one.")],
  appears: ({ host, repository, prefix }) => {
    const project = prefix ?? repository.split("/").slice(0, 2).join("/");
    const shown = text("The image appears under “Packages & Registries → Container Registry” of the project {0}", project);
    return gitlabHosts.test(hostnameOf(host)) ? { text: shown, url: `https://gitlab.com/${project}/container_registry` } : { text: shown };
  },
  visibility: () => text("As visible as the project: whoever can see a public project can pull its images."),
};
