import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { accountsOf, atLeast } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Your user name, or an organization of yours"),
    placeholder: text("alice"),
    suggestions: accountsOf,
  }),
  check: atLeast(2, text("Images are named USER/NAME or ORGANIZATION/NAME here.")),
  appears: ({ host, repository }) => {
    const [owner = ""] = repository.split("/");
    return { text: text("The image appears among the packages of {0}", owner), url: `https://${host}/${owner}/-/packages` };
  },
  visibility: () => text("As visible as its owner: anybody can pull the images of a public account."),
};
