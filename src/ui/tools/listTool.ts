import { parseReference } from "../../core/reference.ts";
import { say } from "../../platform/say.ts";
import { registryLabel } from "../../platform/settings.ts";
import { firstNames } from "../../services/browse/firstNames.ts";
import { usesLogin } from "../../services/browse/knownRegistries.ts";
import { printTarget } from "../../services/remembered/imageTarget.ts";
import { type RegistryTool, registryOfTree, type ToolInput, type ToolPorts } from "./registryTool.ts";

/** So many names are loaded to find those that match, and so many are answered. */
const mostLoaded = 10_000;
const mostAnswered = 200;

/** The registries of the tree, the repositories of one, or the tags of one of its repositories. */
export const listTool: RegistryTool = {
  confirm: ({ registry, repository }) => {
    if (registry === undefined)
      return { title: say("List your registries?"), message: say("The language model gets their names, and no login.") };
    const title =
      repository === undefined ? say("List the repositories of {0}?", registry) : say("List the tags of {0}?", `${registry}/${repository}`);
    return { title, message: say("{0} is asked, with your login if you have one there. The language model gets the names.", registry) };
  },
  run: async (input, ports, signal) => {
    if (input["registry"] === undefined) return { registries: await registriesOf(ports) };
    const registry = await registryOfTree(input["registry"], ports);
    return "error" in registry ? registry : namesOf(registry.host, input, ports, signal);
  },
};

async function registriesOf({ known }: ToolPorts): Promise<readonly object[]> {
  return (await known.all()).map((registry) => ({
    registry: registry.host,
    name: registryLabel(registry.host).name,
    login: usesLogin(registry) ? "stored" : "none",
  }));
}

async function namesOf(registry: string, input: ToolInput, ports: ToolPorts, signal: AbortSignal): Promise<object> {
  const { repository: named, contains = "" } = input;
  // As the tree has it: `library/nginx` for Docker Hub's `nginx`, and nothing that is no name.
  const repository = named === undefined ? undefined : parseReference(printTarget({ host: registry, repository: named })).repository;
  const browsing = await ports.browsing.get();
  const list = repository === undefined ? browsing.repositories(registry) : browsing.tags(registry, repository);
  const all = await firstNames(list, mostLoaded, signal);
  const matching = all.filter((name) => name.toLowerCase().includes(contains.toLowerCase()));
  return {
    registry,
    ...(repository === undefined ? {} : { repository }),
    [repository === undefined ? "repositories" : "tags"]: matching.slice(0, mostAnswered),
    matching: matching.length,
    loaded: all.length,
    isWhole: !list.canGrow,
  };
}
