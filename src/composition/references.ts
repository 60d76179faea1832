import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore, toDisposable } from "../core/disposable.ts";
import { fileKindOf } from "../services/references/fileKind.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { ReferencesParts } from "./referencesParts.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<CommandHandlers, "containerRegistries.reference.pin" | "containerRegistries.reference.update">;

/** What is said of images in files; loaded when the first such file is opened. */
export function composeReferences(foundation: Foundation, tree: TreeParts): Disposable & { readonly handlers: Handlers } {
  const resources = new DisposableStore();
  const loading: { parts?: Promise<ReferencesParts> } = {};
  const load = () => (loading.parts ??= import("./referencesParts.ts").then((parts) => parts.composeReferencesParts(foundation, tree)));
  const loadFor = ({ uri, languageId }: TextDocument): void => {
    if (fileKindOf(uri.path, languageId) !== undefined) void load().catch(foundation.reportError);
  };
  resources.add(workspace.onDidOpenTextDocument(loadFor));
  resources.add(toDisposable(() => void loading.parts?.then((parts) => parts.dispose(), foundation.reportError)));
  for (const document of workspace.textDocuments) loadFor(document);
  return {
    handlers: {
      "containerRegistries.reference.pin": async (place) => (await load()).pin(place),
      "containerRegistries.reference.update": async (place) => (await load()).update(place),
    },
    dispose: () => resources.dispose(),
  };
}
