import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { accountsOf, atLeast, privateByDefault } from "../shared/pushNames.ts";
import { siteOf } from "./site.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Your GitHub user name in lower case, or an organization's"),
    placeholder: text("alice"),
    suggestions: accountsOf,
  }),
  check: atLeast(2, text("GitHub's images are named USER/NAME or ORGANIZATION/NAME.")),
  appears: ({ host, repository, username }) => {
    const [owner = ""] = repository.split("/");
    const site = `https://${siteOf(host)}`;
    const isOwn = username === undefined || username.toLowerCase() === owner;
    return isOwn
      ? { text: text("The image appears in the “Packages” tab of your GitHub profile"), url: `${site}/${owner}?tab=packages` }
      : { text: text("The image appears among the packages of {0}", owner), url: `${site}/orgs/${owner}/packages` };
  },
  visibility: () => privateByDefault,
};
