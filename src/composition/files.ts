import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { Lazy } from "../core/lazy.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { FilesParts } from "./filesParts.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

type FilesHandlers = Pick<
  CommandHandlers,
  | "containerRegistries.files.explore"
  | "containerRegistries.files.open"
  | "containerRegistries.files.openHidden"
  | "containerRegistries.files.copyPath"
  | "containerRegistries.files.find"
  | "containerRegistries.files.close"
>;

/** What is inside images; it loads with the first that somebody looks into. */
export function composeFiles(
  foundation: Foundation,
  { tags }: TreeParts,
): Disposable & { readonly handlers: FilesHandlers; readonly parts: Lazy<FilesParts> } {
  const resources = new DisposableStore();
  const parts = new Lazy(async () => resources.add((await import("./filesParts.ts")).composeFilesParts(foundation, tags)));
  const view = async () => (await parts.get()).view();
  return {
    parts,
    handlers: {
      "containerRegistries.files.explore": async (node) => (await parts.get()).explore(node),
      "containerRegistries.files.open": async (row) => (await view()).open(row),
      "containerRegistries.files.openHidden": async (row) => (await view()).openHidden(row),
      "containerRegistries.files.copyPath": async (row) => (await view()).copyPath(row),
      "containerRegistries.files.find": async () => (await view()).find(),
      "containerRegistries.files.close": async () => (await view()).close(),
    },
    dispose: () => resources.dispose(),
  };
}
