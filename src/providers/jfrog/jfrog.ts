import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, passwordMethod, portalLink } from "../shared/fields.ts";

export const jfrog: Provider = {
  id: "jfrog",
  name: "JFrog Artifactory",
  hosts: /^[a-z0-9][a-z0-9-]*\.jfrog\.io$/,
  product: "artifactory",
  places: [{ label: text("JFrog Artifactory"), example: "example.jfrog.io" }],
  methods: [passwordMethod],
  links: [
    docsLink(
      text("About Artifactory as a registry"),
      "https://www.jfrog.com/confluence/display/JFROG/Getting+Started+with+Artifactory+as+a+Docker+Registry",
    ),
    portalLink(text("Repositories in Artifactory"), (site) => `https://${site.host}/ui/repos/tree/General`),
    portalLink(text("Make a local repository"), (site) => `https://${site.host}/ui/admin/repositories/local/new`),
    portalLink(text("Make a virtual repository"), (site) => `https://${site.host}/ui/admin/repositories/virtual/new`),
  ],
};
