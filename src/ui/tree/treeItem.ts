import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { StoredRegistry } from "../../credentials/credentialStore.ts";
import { RegistryError, type RegistryErrorCode } from "../../registry/registryError.ts";
import type { CommandId } from "../commands/ids.ts";
import { errorSentence } from "../errorSentence.ts";
import { catalogSentence } from "../registrySentences.ts";
import { type ErrorNode, type HelperNode, nodeId, type RegistryNode, type TreeNode } from "./nodes.ts";

const { Collapsed, None } = TreeItemCollapsibleState;

/** VS Code's item for a node. `contextValue` is a list of flags between semicolons, which package.json's menus match. */
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
      return item;
    }
    case "tag": {
      const item = new TreeItem(node.tag, None);
      item.iconPath = new ThemeIcon("tag");
      item.contextValue = ";tag;reference;";
      item.tooltip = `${node.host}/${node.repository}:${node.tag}`;
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
  const item = new TreeItem(node.host, Collapsed);
  item.iconPath = new ThemeIcon("server");
  item.contextValue = `;registry;list;${node.signedIn ? "signedIn;" : ""}`;
  item.description = originOf(node.stored[0]);
  const end = node.expiresAt === undefined ? [] : [l10n.t("The login that was made here is good until {0}", node.expiresAt.toLocaleString())];
  item.tooltip = [node.host, ...node.stored.map(placeOf), ...end].join("\n");
  return item;
}

function helperItem({ helper }: HelperNode): TreeItem {
  const item = new TreeItem(l10n.t("Ask docker-credential-{0}…", helper), Collapsed);
  item.iconPath = new ThemeIcon("key");
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
  if (stored.helper !== undefined && stored.source.kind !== "helper") return l10n.t("{0}, kept by docker-credential-{1}", place, stored.helper);
  return stored.hasCredential === "no" ? l10n.t("{0}, without a credential", place) : place;
}

function errorItem(node: ErrorNode): TreeItem {
  const { what, advice } = isCatalogRefused(node) ? catalogSentence(node.list.host, node.error) : errorSentence(node.error);
  const item = new TreeItem(what, None);
  item.iconPath = isCatalogRefused(node) ? new ThemeIcon("info") : new ThemeIcon("error", new ThemeColor("list.errorForeground"));
  item.tooltip = new MarkdownString().appendText(advice === undefined ? what : `${what}\n\n${advice}`);
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
  return node.list?.kind === "registry" && RegistryError.is(node.error, ...catalogRefusals);
}
