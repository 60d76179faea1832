import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { disposalOf, Lazy } from "../core/lazy.ts";
import { fileKindOf } from "../services/references/fileKind.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<CommandHandlers, "containerRegistries.reference.pin" | "containerRegistries.reference.update">;

/** What is said of images in files; loaded when the first such file is opened. */
export function composeReferences(foundation: Foundation, tree: TreeParts): Disposable & { readonly handlers: Handlers } {
  const resources = new DisposableStore();
  const parts = new Lazy(async () => (await import("./referencesParts.ts")).composeReferencesParts(foundation, tree));
  const loadFor = ({ uri, languageId }: TextDocument): void => {
    if (fileKindOf(uri.path, languageId) !== undefined) void parts.get().catch(foundation.reportError);
  };
  resources.add(workspace.onDidOpenTextDocument(loadFor));
  resources.add(disposalOf(parts));
  for (const document of workspace.textDocuments) loadFor(document);
  return {
    handlers: {
      "containerRegistries.reference.pin": async (place) => (await parts.get()).pin(place),
      "containerRegistries.reference.update": async (place) => (await parts.get()).update(place),
    },
    dispose: () => resources.dispose(),
  };
}
