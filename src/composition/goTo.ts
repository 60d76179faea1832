import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  "containerRegistries.image.goTo" | "containerRegistries.repository.pin" | "containerRegistries.repository.unpin"
>;

/** Going to an image that is typed or pasted, and keeping repositories at hand for that; loaded when it is first wanted. */
export function composeGoTo(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): Handlers {
  const pinning = () => import("../ui/commands/pinRepository.ts");
  const dependencies = { pinned: foundation.pinned, redraw: tree.redraw };
  return {
    // VS Code hands the focused row to a command in the view's title: that is no text.
    "containerRegistries.image.goTo": async (typed) =>
      (await import("./goToParts.ts")).goToImage(foundation, prompter, tree, typeof typed === "string" ? typed : ""),
    "containerRegistries.repository.pin": async (node) => (await pinning()).pinRepositoryCommand(dependencies, node, true),
    "containerRegistries.repository.unpin": async (node) => (await pinning()).pinRepositoryCommand(dependencies, node, false),
  };
}
