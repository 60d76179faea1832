import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { Foundation } from "./foundation.ts";
import type { ImageParts } from "./imageParts.ts";
import { lateHandlers } from "./lateHandlers.ts";
import type { TreeParts } from "./tree.ts";

const ids = /[.](?:image[.](?:pull|push|copy)|repository[.]create|node[.]openInBrowser|tag|manifest)/;

/** Moving images between this machine and registries, and what is copied, deleted and shown of them. It loads when it is first used. */
export function composeImages(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): { readonly handlers: ImageParts } {
  const load = async () => (await import("./imageParts.ts")).composeImageParts(foundation, prompter, tree);
  return { handlers: lateHandlers<ImageParts>(foundation.context, ids, load) };
}
