import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { HelperNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { registryNode } from "./registry.ts";

/** A credential helper that may know registries which no file names. */
export const helperKind: NodeKind<HelperNode> = {
  id: ({ helper }) => `helper ${helper}`,
  item({ helper }) {
    const item = new TreeItem(l10n.t("Ask docker-credential-{0}…", helper), TreeItemCollapsibleState.Collapsed);
    item.iconPath = new ThemeIcon("key");
    item.accessibilityInformation = { label: item.label as string };
    item.tooltip = l10n.t("Shows the registries that this credential helper knows and no file names. It may ask you to unlock a keychain.");
    return item;
  },
  async children(_, { registriesInHelper, report }) {
    try {
      const registries = await registriesInHelper();
      if (registries.length > 0) return registries.map(registryNode);
      return [{ kind: "note", list: undefined, sentence: l10n.t("It knows no other registries") }];
    } catch (error) {
      report(error);
      return [{ kind: "error", list: undefined, error }];
    }
  },
};
