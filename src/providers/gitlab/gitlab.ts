import { text } from "../../core/text.ts";
import type { Findings, LoginMethod, Provider, Site } from "../provider.ts";
import { docsLink, secretField, tokenLink, usernameField } from "../shared/fields.ts";

/** The GitLab that a registry belongs to, with its path where GitLab is not at the root: the place of `/jwt/auth`. */
function gitlabOf({ realm }: Site): URL {
  if (realm === undefined || !realm.pathname.endsWith("/jwt/auth")) return new URL("https://gitlab.com/");
  return new URL(realm.pathname.replace(/jwt\/auth$/, ""), realm);
}

function page(path: string, query = ""): (site: Site) => string {
  return (site) => new URL(`${path}${query}`, gitlabOf(site)).href;
}

const advice: LoginMethod["advice"] = {
  unauthorized: text("With two-factor login GitLab wants a token. Thirty wrong tries in three minutes block your address for an hour."),
  denied: text("The token may lack read_registry. After many wrong tries GitLab blocks your address for an hour."),
  "not-found": text("The container registry may be switched off in this GitLab."),
};

/** The tree is filled from GitLab's API, which a token for the registry alone may not ask. */
const inspect: LoginMethod["inspect"] = async (site, secret, get, signal): Promise<Findings> => {
  const url = new URL("api/v4/projects?membership=true&simple=true&per_page=1", gitlabOf(site));
  const { status } = await get(url, `Bearer ${secret.reveal()}`, signal);
  return { notes: status === 403 ? [text("To list your projects the token also needs the scope read_api.")] : [] };
};

export const gitlab: Provider = {
  id: "gitlab",
  name: "GitLab",
  hosts: /^registry\.gitlab\.com$/,
  product: "gitlab",
  places: [
    { label: text("GitLab.com"), host: "registry.gitlab.com" },
    { label: text("GitLab, self-managed"), example: "registry.gitlab.example.com, gitlab.example.com:5050" },
  ],
  methods: [
    {
      id: "token",
      label: text("Personal, Project or Group Access Token"),
      detail: text("read_registry to pull, write_registry to push, read_api to browse"),
      fields: [
        usernameField({ prompt: text("GitLab user name (for a project's or group's token, any name)") }),
        secretField({
          prompt: text("Access token of {0}"),
          placeholder: text("glpat-…"),
          hint: (value) => (value.startsWith("gldt-") ? text("This looks like a deploy token: go back and choose that.") : undefined),
        }),
      ],
      links: [
        tokenLink(
          text("Make a token with read_api, read_registry and write_registry"),
          page("-/user_settings/personal_access_tokens", "?name=Container+registry&scopes=read_api,read_registry,write_registry"),
        ),
        docsLink(text("About personal access tokens"), "https://docs.gitlab.com/ee/user/profile/personal_access_tokens.html"),
      ],
      advice,
      inspect,
    },
    {
      id: "deploy",
      label: text("Deploy Token"),
      detail: text("Belongs to a project or group; it cannot browse"),
      fields: [
        usernameField({ prompt: text("User name of the deploy token"), placeholder: text("gitlab+deploy-token-1") }),
        secretField({ prompt: text("Deploy token of {0}"), placeholder: text("gldt-…") }),
      ],
      links: [docsLink(text("About deploy tokens"), "https://docs.gitlab.com/ee/user/project/deploy_tokens/index.html")],
      advice,
    },
  ],
  links: [docsLink(text("About the GitLab container registry"), "https://docs.gitlab.com/ee/user/packages/container_registry/")],
};
