import type { Prompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { ImageParts } from "./imageParts.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  | "containerRegistries.image.copyAs"
  | "containerRegistries.image.copyPullCommand"
  | "containerRegistries.image.pull"
  | "containerRegistries.image.push"
  | "containerRegistries.node.openInBrowser"
  | "containerRegistries.repository.create"
  | "containerRegistries.tag.add"
  | "containerRegistries.tag.delete"
  | "containerRegistries.manifest.delete"
>;

/** Moving images between this machine and registries, and what is copied and shown of them. It loads when it is first used. */
export function composeImages(foundation: Foundation, prompter: Prompter, tree: TreeParts): { readonly handlers: Handlers } {
  const parts = async (): Promise<ImageParts> => (await import("./imageParts.ts")).composeImageParts(foundation, prompter, tree);
  return {
    handlers: {
      "containerRegistries.image.copyAs": async (node) => (await parts()).copyAs(node),
      "containerRegistries.image.copyPullCommand": async (node) => (await parts()).copyPull(node),
      "containerRegistries.node.openInBrowser": async (node) => (await parts()).openInBrowser(node),
      "containerRegistries.image.pull": async (node) => (await parts()).pull(node),
      "containerRegistries.image.push": async (target) => (await parts()).push(target),
      "containerRegistries.tag.add": async (node) => (await parts()).retag(node),
      "containerRegistries.tag.delete": async (...rows) => (await parts()).deleteTags(...rows),
      "containerRegistries.manifest.delete": async (node) => (await parts()).deleteManifest(node),
      "containerRegistries.repository.create": async (target) => (await parts()).create(target),
    },
  };
}
