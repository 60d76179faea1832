import { dockerHub, dockerHubIndex, dockerHubRegistry, isDockerHubAlias, isDockerHubSite } from "../../../core/dockerHub.ts";
import { isRegistryHost } from "../../../core/referenceHost.ts";
import type { Span } from "../../syntax/document.ts";
import type { YamlNode } from "../yamlTree.ts";
import { yamlEntriesOf, yamlEntryAt, type RegistriesReport } from "./context.ts";

/** Names that nobody asks for: of registries in `mirrors`, of hosts in `configs`. */
export function checkRegistryNames(root: YamlNode, report: RegistriesReport): void {
  for (const { key } of yamlEntriesOf(yamlEntryAt(root, "mirrors")?.value)) {
    if (key.text === "*") continue;
    const unused = "No pull goes through these mirrors";
    if (isDockerHubAlias(key.text))
      report("registries-name", key, `${unused}: images of Docker Hub are looked for under ${dockerHub}.`, { data: { meant: dockerHub } });
    else checkHostName(key.text, key, unused, report);
  }
  for (const { key } of yamlEntriesOf(yamlEntryAt(root, "configs")?.value)) {
    if (key.text === "*") continue;
    const unused = "k3s does not use these settings";
    if (isDockerHubSite(key.text) || key.text === dockerHubIndex)
      report("registries-name", key, `${unused}: the host of Docker Hub is ${dockerHub} or ${dockerHubRegistry}.`, {
        data: { meant: dockerHub },
      });
    else checkHostName(key.text, key, unused, report);
  }
}

function checkHostName(name: string, at: Span, unused: string, report: RegistriesReport): void {
  if (isRegistryHost(name)) return;
  if (name.includes("*")) {
    report("registries-name", at, `${unused}: "*" alone stands for every registry, and is not a wildcard within a name.`);
    return;
  }
  const host = name.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, "").replace(/\/+$/, "");
  const cause = name.includes("/") ? "a name is a host with its port, without scheme and path" : "this is not the name of a host";
  report("registries-name", at, `${unused}: ${cause}.`, isRegistryHost(host) ? { data: { meant: host } } : undefined);
}
