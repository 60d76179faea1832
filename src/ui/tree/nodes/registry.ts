import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { readFirstOf } from "../../../credentials/configOverview.ts";
import type { StoredRegistry } from "../../../credentials/credentialStore.ts";
import { translate } from "../../../platform/translate.ts";
import type { KnownRegistry } from "../../../services/browse/knownRegistries.ts";
import { rightsTexts } from "../../../services/login/rightsTexts.ts";
import { endOf, type RememberedLogin } from "../../../services/remembered/rememberedLogins.ts";
import { listChildren } from "../listChildren.ts";
import type { RegistryNode, TreeNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { repositoryNode } from "./repository.ts";

/** A registry, with its repositories below it. */
export const registryKind: NodeKind<RegistryNode> = {
  id: ({ host }) => `registry ${host}`,
  item: registryItem,
  children: (node, tree) =>
    listChildren(node, tree, { toNodes: (listed) => repositoriesOf(node, listed, tree.addedTo(node.host)), empty: emptySentence(node) }),
  parent({ stored }) {
    const [first] = stored;
    return first?.source.kind === "helper" ? { kind: "helper", helper: first.helper ?? "" } : undefined;
  },
};

export function registryNode(registry: KnownRegistry): RegistryNode {
  return { kind: "registry", ...registry };
}

/** Those that were added by name stand first: the registry's list may be long, or not to be had. */
function repositoriesOf(registry: RegistryNode, listed: readonly string[], byName: readonly string[]): TreeNode[] {
  const added = new Set(byName);
  const others = listed.filter((repository) => !added.has(repository));
  return [...added, ...others].map((repository) => repositoryNode(registry, repository, added.has(repository)));
}

function emptySentence({ stored }: RegistryNode): string {
  return stored.length === 0
    ? l10n.t("No repositories that anybody may list")
    : l10n.t("No repositories, or none that this login may list");
}

function registryItem(node: RegistryNode): TreeItem {
  const { host, signedIn, stored, login } = node;
  const first = readFirstOf(stored);
  const ended = login === undefined ? undefined : endedSentence(login);
  const flags = [first === undefined ? "anonymous" : "stored", ...(ended === undefined ? [] : ["ended"])];
  const item = new TreeItem(host, TreeItemCollapsibleState.Collapsed);
  item.iconPath = ended === undefined ? new ThemeIcon("server") : new ThemeIcon("warning", new ThemeColor("list.warningForeground"));
  item.contextValue = `;registry;list;${flags.join(";")};`;
  const state = ended === undefined ? (signedIn ? "" : l10n.t("anonymous")) : l10n.t("login ended");
  item.description = [state, first === undefined ? "" : originOf(first)].filter((part) => part !== "").join(", ");
  item.accessibilityInformation = { label: [l10n.t("{0}, registry", host), item.description].filter((part) => part !== "").join(", ") };
  const places = first === undefined ? [l10n.t("Browsed without a login; no file has it")] : stored.map(placeOf);
  item.tooltip = [host, ...places, ...(login === undefined ? [] : loginSentences(login, ended))].join("\n");
  return item;
}

/** Why a login is no longer good, as far as can be told without trying it. */
function endedSentence(login: RememberedLogin): string | undefined {
  if (login.isSignedOut === true) return l10n.t("The login that was made here has ended with VS Code's sign-in to GitHub. Log in again.");
  const end = endOf(login);
  return end === undefined || end.getTime() > Date.now()
    ? undefined
    : l10n.t("The login that was made here was good until {0}. Log in again.", end.toLocaleString());
}

function loginSentences(login: RememberedLogin, ended: string | undefined): readonly string[] {
  if (ended !== undefined) return [ended];
  const end = endOf(login);
  const rights = rightsTexts(login.rights).map(translate);
  if (end !== undefined) return [l10n.t("The login that was made here is good until {0}.", end.toLocaleString()), ...rights];
  return rights.length === 0 ? [] : [l10n.t("Of the login that was made here the registry said:"), ...rights];
}

/** Where the entry comes from, where that is not simply config.json. */
function originOf({ source, helper }: StoredRegistry): string {
  if (source.kind === "environment") return "DOCKER_AUTH_CONFIG";
  if (source.kind === "podman") return "podman";
  return helper === undefined ? "" : `docker-credential-${helper}`;
}

function placeOf(stored: StoredRegistry): string {
  const keys = stored.keys.map((key) => `“${key}”`).join(", ");
  const place = l10n.t("{0} in {1}", keys, stored.source.path ?? originOf(stored));
  if (stored.helper !== undefined && stored.source.kind !== "helper")
    return l10n.t("{0}, kept by docker-credential-{1}", place, stored.helper);
  return stored.hasCredential === "no" ? l10n.t("{0}, without a credential", place) : place;
}
