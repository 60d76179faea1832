import { say } from "../../platform/say.ts";
import { type RegistryTool, registryOfTree } from "./registryTool.ts";

/** What is found about the login to a registry, and which tools find which login. */
export const diagnoseTool: RegistryTool = {
  confirm: ({ registry = "" }) => ({
    title: say("Diagnose the login to {0}?", registry),
    message: say(
      "config.json is read, the credential helper that it names is asked for the login, and the registry checks it. The language model gets the report, without secrets.",
    ),
  }),
  run: async ({ registry = "" }, ports, signal) => {
    const found = await registryOfTree(registry, ports);
    return "error" in found ? found : { report: await ports.diagnose(found.host, signal) };
  },
};
