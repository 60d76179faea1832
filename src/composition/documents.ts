import { languages } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { Lazy } from "../core/lazy.ts";
import { registerReadOnlyFiles } from "../platform/readOnlyFiles.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { FilesParts } from "./filesParts.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

/** Of documents that are what a registry has; in package.json, too. */
const scheme = "oci";

/** What registries have, as documents (`oci:`); loaded when the first is opened. */
export function composeDocuments(
  foundation: Foundation,
  { tags }: TreeParts,
  files: Lazy<FilesParts>,
): Disposable & { readonly handlers: Pick<CommandHandlers, "containerRegistries.content.open"> } {
  const resources = new DisposableStore();
  const documents = new Lazy(async () => {
    const { ContentDocuments } = await import("../ui/documents/contentDocuments.ts");
    const { ContentLinks } = await import("../ui/documents/contentLinks.ts");
    const links = new ContentLinks();
    resources.add(languages.registerDocumentLinkProvider({ scheme }, links));
    resources.add(languages.registerHoverProvider({ scheme }, links));
    return new ContentDocuments({ ...foundation, layers: async () => (await files.get()).layers });
  });
  resources.add(registerReadOnlyFiles(scheme, async (uri) => (await documents.get()).read(uri)));
  return {
    handlers: {
      "containerRegistries.content.open": async (node) => (await import("../ui/documents/openContent.ts")).openContentCommand(tags, node),
    },
    dispose: () => resources.dispose(),
  };
}
