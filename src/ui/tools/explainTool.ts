import { parseReference } from "../../core/reference.ts";
import { say } from "../../platform/say.ts";
import type { RegistryTool } from "./registryTool.ts";

/** Where containerd's clients pull an image from: mirrors, certificates, headers by name, as hosts.toml files say it. */
export const explainTool: RegistryTool = {
  confirm: ({ reference = "" }) => ({
    title: say("Explain where {0} is pulled from?", reference),
    message: say("The hosts.toml files for its registry are read, and no registry is asked. The language model gets what they mean."),
  }),
  run: async ({ reference = "", client }, { explain }) => {
    // Says what is wrong with it.
    parseReference(reference);
    return { pullPath: await explain(reference, client) };
  },
};
