import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { Lazy } from "../core/lazy.ts";
import type { FilesHandlers, FilesParts } from "./filesParts.ts";
import type { Foundation } from "./foundation.ts";
import { lateHandlers } from "./lateHandlers.ts";
import type { TreeParts } from "./tree.ts";

/** What is inside images; it loads with the first that somebody looks into. */
export function composeFiles(
  foundation: Foundation,
  { tags }: TreeParts,
): Disposable & { readonly handlers: FilesHandlers; readonly parts: Lazy<FilesParts> } {
  const resources = new DisposableStore();
  const parts = new Lazy(async () => resources.add((await import("./filesParts.ts")).composeFilesParts(foundation, tags)));
  const handlers = lateHandlers<FilesHandlers>(foundation.context, /[.]files[.]/, async () => (await parts.get()).handlers);
  return { parts, handlers, dispose: () => resources.dispose() };
}
