import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import type { HelperNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { registryNode } from "./registry.ts";
import { say } from "../../../platform/say.ts";

/** A credential helper that may know registries which no file names. */
export const helperKind: NodeKind<HelperNode> = {
  id: ({ helper }) => `helper ${helper}`,
  row({ helper }) {
    const label = say("Ask docker-credential-{0}…", helper);
    const hover = say("Shows the registries that this credential helper knows and no file names. It may ask you to unlock a keychain.");
    return { label, icon: new ThemeIcon("key"), unfolds: TreeItemCollapsibleState.Collapsed, spoken: label, hover: [hover] };
  },
  async children(_, { registriesInHelper, report }) {
    try {
      const registries = await registriesInHelper();
      if (registries.length > 0) return registries.map(registryNode);
      return [{ kind: "note", list: undefined, sentence: say("It knows no other registries") }];
    } catch (error) {
      report(error);
      return [{ kind: "error", list: undefined, error }];
    }
  },
};
