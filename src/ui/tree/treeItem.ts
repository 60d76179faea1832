import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { readFirstOf } from "../../credentials/configOverview.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { StoredRegistry } from "../../credentials/credentialStore.ts";
import { translate } from "../../platform/translate.ts";
import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";
import { endOf, type RememberedLogin } from "../../services/remembered/rememberedLogins.ts";
import { rightsTexts } from "../../services/login/rightsTexts.ts";
import type { CommandId } from "../commands/ids.ts";
import { errorSentence } from "../sentences/errorSentence.ts";
import { catalogSentence } from "../sentences/registrySentences.ts";
import { type ErrorNode, type HelperNode, nodeId, type RegistryNode, type TreeNode } from "./nodes.ts";

const { Collapsed, None } = TreeItemCollapsibleState;

/**
 * VS Code's item for a node. `contextValue` is a list of flags between semicolons, which package.json's menus match. What a
 * screen reader says is given where there is a tooltip, which it would else say in place of the label.
 */
export function toTreeItem(node: TreeNode): TreeItem {
  const item = makeItem(node);
  item.id = nodeId(node);
  return item;
}

function makeItem(node: TreeNode): TreeItem {
  switch (node.kind) {
    case "registry":
      return registryItem(node);
    case "helper":
      return helperItem(node);
    case "repository": {
      const item = new TreeItem(node.repository, Collapsed);
      item.iconPath = new ThemeIcon("package");
      item.contextValue = `;repository;list;reference;${node.added ? "added;" : ""}`;
      item.tooltip = `${node.host}/${node.repository}`;
      item.accessibilityInformation = { label: l10n.t("{0}, repository", node.repository) };
      return item;
    }
    case "tag": {
      const item = new TreeItem(node.tag, None);
      item.iconPath = new ThemeIcon("tag");
      item.contextValue = ";tag;reference;";
      item.tooltip = `${node.host}/${node.repository}:${node.tag}`;
      item.accessibilityInformation = { label: l10n.t("{0}, tag", node.tag) };
      return item;
    }
    case "loading": {
      const item = new TreeItem(l10n.t("Loading…"), None);
      item.iconPath = new ThemeIcon("loading~spin");
      return item;
    }
    case "loadMore": {
      const item = new TreeItem(l10n.t("Load more…"), None);
      item.iconPath = new ThemeIcon("ellipsis");
      const command: CommandId = "containerRegistries.list.loadMore";
      item.command = { command, title: l10n.t("Load more…"), arguments: [node] };
      return item;
    }
    case "note": {
      const item = new TreeItem(node.sentence, None);
      item.iconPath = new ThemeIcon("info");
      return item;
    }
    case "error":
      return errorItem(node);
  }
}

function registryItem(node: RegistryNode): TreeItem {
  const { host, signedIn, stored, login } = node;
  const first = readFirstOf(stored);
  const ended = login === undefined ? undefined : endedSentence(login);
  const flags = [first === undefined ? "anonymous" : "stored", ...(ended === undefined ? [] : ["ended"])];
  const item = new TreeItem(host, Collapsed);
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

function helperItem({ helper }: HelperNode): TreeItem {
  const item = new TreeItem(l10n.t("Ask docker-credential-{0}…", helper), Collapsed);
  item.iconPath = new ThemeIcon("key");
  item.accessibilityInformation = { label: item.label as string };
  item.tooltip = l10n.t("Shows the registries that this credential helper knows and no file names. It may ask you to unlock a keychain.");
  return item;
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

function errorItem(node: ErrorNode): TreeItem {
  const { what, advice } = isCatalogRefused(node) ? catalogSentence(node.list.host, node.error) : errorSentence(node.error);
  const item = new TreeItem(what, None);
  item.iconPath = isCatalogRefused(node) ? new ThemeIcon("info") : new ThemeIcon("error", new ThemeColor("list.errorForeground"));
  item.tooltip = new MarkdownString().appendText(advice === undefined ? what : `${what}\n\n${advice}`);
  item.accessibilityInformation = { label: advice === undefined ? what : `${what} ${advice}` };
  const flags = node.error instanceof CredentialsError ? ["canOpenConfig", "canRetry"] : ["canRetry"];
  if (node.list !== undefined && RegistryError.is(node.error, "unauthorized", "denied")) flags.push("canLogIn");
  if (node.list?.kind === "registry" && RegistryError.is(node.error, "unauthorized", ...catalogRefusals)) flags.push("canAddRepository");
  if (RegistryError.is(node.error, "plain-http-server", "plain-http-refused")) flags.push("canAllowPlainHttp");
  item.contextValue = `;error;${flags.join(";")};`;
  return item;
}

/** How a registry says that it has no list of repositories, or not for this account: most public ones have none for anybody. */
const catalogRefusals = ["denied", "not-found", "unsupported"] as const satisfies readonly RegistryErrorCode[];

function isCatalogRefused(node: ErrorNode): node is ErrorNode & { readonly list: RegistryNode; readonly error: RegistryError } {
  if (node.list?.kind !== "registry") return false;
  // A registry that was added without a login is open to everybody, so that it is its list that is not.
  return (
    RegistryError.is(node.error, ...catalogRefusals) || (node.list.stored.length === 0 && RegistryError.is(node.error, "unauthorized"))
  );
}
