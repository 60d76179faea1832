import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { headsOf, privateByDefault } from "../shared/pushNames.ts";

export const pushGuide: PushGuide = {
  prefix: () => ({
    prompt: text("Key of the virtual Docker repository, which must have a default local deployment repository"),
    placeholder: text("docker"),
    suggestions: ({ listed }) => headsOf(listed),
    mayBeNone: text("The repository's key is part of the host's name, or has a port of its own"),
  }),
  appears: ({ host, repository, prefix }) => {
    const tree = `https://${host}/ui/repos/tree/General`;
    const key = prefix === undefined || prefix === "" ? repository.split("/")[0] : prefix;
    const url = prefix === "" ? tree : `${tree}/${key}`;
    return { text: text("The image appears in {0}", url), url };
  },
  visibility: () => privateByDefault,
};
