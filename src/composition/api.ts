import { commands } from "vscode";
import type { RegistriesApi } from "./apiTypes.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

/** What is behind each of its functions loads when it is first called. */
export function composeApi(foundation: Foundation, { browsing }: TreeParts): RegistriesApi {
  const parts = () => import("./apiParts.ts");
  return {
    version: 1,
    registries: async () => (await parts()).listRegistries(foundation),
    tags: async (host, repository, signal) => (await parts()).listTags(foundation, await browsing.get(), host, repository, signal),
    open: async (reference) => void (await commands.executeCommand("containerRegistries.image.goTo", { link: reference })),
  };
}
