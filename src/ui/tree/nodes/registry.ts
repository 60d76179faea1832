import { ThemeColor, ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { readFirstOf } from "../../../credentials/configOverview.ts";
import type { StoredRegistry } from "../../../credentials/credentialStore.ts";
import type { KnownRegistry } from "../../../services/browse/knownRegistries.ts";
import { rightsTexts } from "../../../services/login/rightsTexts.ts";
import { endOf, type RememberedLogin } from "../../../services/remembered/rememberedLogins.ts";
import { listChildren } from "../listChildren.ts";
import type { RegistryNode, TreeNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { repositoryNode } from "./repository.ts";
import { say, translate } from "../../../platform/say.ts";
import type { TreeRow } from "../../../platform/treeRow.ts";

/** A registry, with its repositories below it. */
export const registryKind: NodeKind<RegistryNode> = {
  id: ({ host }) => `registry ${host}`,
  row: registryRow,
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
  return stored.length === 0 ? say("No repositories that anybody may list") : say("No repositories, or none that this login may list");
}

function registryRow(node: RegistryNode): TreeRow {
  const { host, signedIn, isPassedOver, stored, login } = node;
  const first = readFirstOf(stored);
  const ended = login === undefined || isPassedOver ? undefined : endedSentence(login);
  const flags = [first === undefined ? "anonymous" : "stored", ...(ended === undefined ? [] : ["ended"])];
  const state = ended === undefined ? (signedIn && !isPassedOver ? "" : say("anonymous")) : say("login ended");
  const description = [state, first === undefined ? "" : originOf(first)].filter((part) => part !== "").join(", ");
  const places = [
    ...(isPassedOver ? [say("Browsed without the login that is stored for it: “Log In…” uses that again.")] : []),
    ...(first === undefined ? [say("Browsed without a login; it is in no file")] : stored.map(placeOf)),
  ];
  return {
    label: host,
    icon: ended === undefined ? new ThemeIcon("server") : new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
    unfolds: TreeItemCollapsibleState.Collapsed,
    description,
    contextValue: `;registry;list;${flags.join(";")};`,
    spoken: [say("{0}, registry", host), description].filter((part) => part !== "").join(", "),
    hover: [host, ...places, ...(login === undefined || isPassedOver ? [] : loginSentences(login, ended))],
  };
}

/** Why a login is no longer good, as far as can be told without trying it. */
function endedSentence(login: RememberedLogin): string | undefined {
  if (login.isSignedOut === true) return say("The login that was made here has ended with VS Code's sign-in to GitHub. Log in again.");
  const end = endOf(login);
  return end === undefined || end.getTime() > Date.now()
    ? undefined
    : say("The login that was made here was valid until {0}. Log in again.", end.toLocaleString());
}

function loginSentences(login: RememberedLogin, ended: string | undefined): readonly string[] {
  if (ended !== undefined) return [ended];
  const end = endOf(login);
  const rights = rightsTexts(login.rights).map(translate);
  if (end !== undefined) return [say("The login that was made here is valid until {0}.", end.toLocaleString()), ...rights];
  return rights.length === 0 ? [] : [say("What the registry said of the login that was made here:"), ...rights];
}

/** Where the entry comes from, where that is not simply config.json. */
function originOf({ source, helper }: StoredRegistry): string {
  if (source.kind === "environment") return "DOCKER_AUTH_CONFIG";
  if (source.kind === "podman") return "podman";
  return helper === undefined ? "" : `docker-credential-${helper}`;
}

function placeOf(stored: StoredRegistry): string {
  const keys = stored.keys.map((key) => `“${key}”`).join(", ");
  const place = say("{0} in {1}", keys, stored.source.path ?? originOf(stored));
  if (stored.helper !== undefined && stored.source.kind !== "helper")
    return say("{0}, kept by docker-credential-{1}", place, stored.helper);
  return stored.hasCredential === "no" ? say("{0}, without a credential", place) : place;
}
