import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { accountsOf, atLeast, privateByDefault } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Your user name, or an organization of yours"),
    placeholder: text("alice"),
    // A robot's name begins with that of the account that it belongs to: acme+ci.
    suggestions: ({ username, ...context }) => accountsOf({ ...context, username: username?.split("+")[0] }),
  }),
  check: atLeast(2, text("Quay's images are named USER/NAME or ORGANIZATION/NAME.")),
  appears: ({ host, repository }) => ({
    text: text("The image appears in {0}", `https://${host}/repository/`),
    url: `https://${host}/repository/${repository}`,
  }),
  visibility: () => privateByDefault,
};
