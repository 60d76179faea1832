import { commands } from "vscode";
import type { Disposable } from "../core/disposable.ts";
import { onLink } from "../platform/links.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  "containerRegistries.image.goTo" | "containerRegistries.repository.pin" | "containerRegistries.repository.unpin"
>;

/** Going to an image that is typed or pasted, and keeping repositories at hand for that; loaded when it is first wanted. */
export function composeGoTo(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): { readonly handlers: Handlers } & Disposable {
  const parts = () => import("./goToParts.ts");
  // By the command, which says what fails.
  const links = onLink(async (link) => void (await commands.executeCommand("containerRegistries.image.goTo", { link })));
  const pinning = () => import("../ui/commands/pinRepository.ts");
  const dependencies = { pinned: foundation.pinned, redraw: tree.redraw };
  const handlers: Handlers = {
    // VS Code hands the focused row to a command in the view's title: that is no text.
    "containerRegistries.image.goTo": async (wanted) => {
      const { goToImage, openLink } = await parts();
      const link = typeof wanted === "object" && wanted !== null && "link" in wanted ? wanted.link : undefined;
      if (typeof link === "string") await openLink(foundation, prompter, tree, link);
      else await goToImage(foundation, prompter, tree, typeof wanted === "string" ? wanted : "");
    },
    "containerRegistries.repository.pin": async (node) => (await pinning()).pinRepositoryCommand(dependencies, node, true),
    "containerRegistries.repository.unpin": async (node) => (await pinning()).pinRepositoryCommand(dependencies, node, false),
  };
  return { handlers, dispose: () => links.dispose() };
}
