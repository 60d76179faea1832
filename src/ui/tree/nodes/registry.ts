import { ThemeColor, ThemeIcon, TreeItemCollapsibleState } from "vscode";
import type { ListedRepository } from "../../../core/listed.ts";
import { readFirstOf } from "../../../credentials/configOverview.ts";
import type { StoredRegistry } from "../../../credentials/credentialStore.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { KnownRegistry } from "../../../services/browse/knownRegistries.ts";
import { rightsTexts } from "../../../services/login/rightsTexts.ts";
import { dueMs } from "../../../services/login/expiryWatch.ts";
import { loopbackTexts } from "../../../services/reach/loopbackTexts.ts";
import { loginEndOf, type RememberedLogin } from "../../../services/remembered/rememberedLogins.ts";
import { durationSentence } from "../../sentences/timeSentences.ts";
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
    listChildren(node, tree, {
      toNodes: (listed, filter) => repositoriesOf(node, listed, tree.addedTo(node.host), filter),
      empty: emptySentence(node),
    }),
  parent({ stored }) {
    const [first] = stored;
    return first?.source.kind === "helper" ? { kind: "helper", helper: first.helper ?? "" } : undefined;
  },
};

export function registryNode(registry: KnownRegistry): RegistryNode {
  return { kind: "registry", ...registry };
}

/** Those that were added by name stand first: the registry's list may be long, or not to be had. */
function repositoriesOf(
  registry: RegistryNode,
  listed: readonly ListedRepository[],
  byName: readonly string[],
  filter: NameFilter | undefined,
): TreeNode[] {
  const added = new Set(byName.filter((name) => filter?.matches(name) !== false));
  const others = listed.filter(({ name }) => !added.has(name));
  const found = new Map(listed.filter(({ name }) => added.has(name)).map((each) => [each.name, each]));
  const first = [...added].map((name) => found.get(name) ?? { name });
  return [...first, ...others].map((repository) => repositoryNode(registry, repository, added.has(repository.name), filter));
}

function emptySentence({ stored }: RegistryNode): string {
  return stored.length === 0 ? say("No repositories that anybody may list") : say("No repositories, or none that this login may list");
}

function registryRow(node: RegistryNode): TreeRow {
  const { host, signedIn, isPassedOver, stored, login } = node;
  const first = readFirstOf(stored);
  const { end, isSignedOut } = isPassedOver || !signedIn ? { end: undefined, isSignedOut: false } : endingOf(first, login);
  const ended = endedSentence(isSignedOut, end);
  const flags = [first === undefined ? "anonymous" : "stored", ...flagsOfLogin(node, ended !== undefined, end)];
  const state = signedIn && !isPassedOver ? stateOf(isSignedOut, end) : say("anonymous");
  const description = [state, first === undefined ? "" : originOf(first)].filter((part) => part !== "").join(", ");
  const places = [
    ...(isPassedOver ? [say("Browsed without the login that is stored for it: “Log In…” uses it again.")] : []),
    ...(first === undefined ? [say("Browsed without a login; it is in no file")] : stored.map(placeOf)),
  ];
  return {
    label: host,
    icon: ended === undefined ? new ThemeIcon("server") : new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
    unfolds: TreeItemCollapsibleState.Collapsed,
    description,
    contextValue: `;registry;list;${flags.join(";")};`,
    spoken: [say("{0}, registry", host), description].filter((part) => part !== "").join(", "),
    hover: [host, ...places, ...loopbackTexts(host).map(translate), ...(isPassedOver ? [] : loginSentences(login, end, ended))],
  };
}

/** What can be done about the login. */
function flagsOfLogin({ signedIn, isPassedOver, login }: RegistryNode, hasEnded: boolean, end: Date | undefined): readonly string[] {
  const isRenewable = signedIn && !isPassedOver && login?.source !== undefined;
  return [...(isRenewable ? ["renewable"] : []), ...(hasEnded ? ["ended"] : []), ...(hasEnded || isDue(end) ? ["due"] : [])];
}

/** A token in the file tells its own end, which counts for more than what is remembered of a login that was made here. */
function endingOf(first: StoredRegistry | undefined, login: RememberedLogin | undefined) {
  const end = first?.expiresAt ?? (login === undefined ? undefined : loginEndOf(login));
  return { end, isSignedOut: login?.isSignedOut === true };
}

/** A login is said to end when that is nearer than this. */
const soonMs = 24 * 3_600_000;

function isDue(end: Date | undefined): boolean {
  return end !== undefined && end.getTime() - Date.now() < dueMs;
}

/** How long a login is still good, or how long it is over. */
function stateOf(isSignedOut: boolean, end: Date | undefined): string {
  if (isSignedOut) return say("login ended");
  const left = end === undefined ? Infinity : end.getTime() - Date.now();
  if (left <= 0) return say("expired {0} ago", durationSentence(-left));
  return left < soonMs ? say("expires in {0}", durationSentence(left)) : "";
}

/** Why a login is over, as far as can be told without trying it. */
function endedSentence(isSignedOut: boolean, end: Date | undefined): string | undefined {
  if (isSignedOut) return say("The login that was made here has ended with VS Code's sign-in to GitHub. Log in again.");
  const over = end === undefined ? -1 : Date.now() - end.getTime();
  return over < 0 || end === undefined
    ? undefined
    : say("The login expired {0} ago ({1}): log in again.", durationSentence(over), end.toLocaleString());
}

function loginSentences(login: RememberedLogin | undefined, end: Date | undefined, ended: string | undefined): readonly string[] {
  if (ended !== undefined) return [ended];
  const rights = rightsTexts(login?.rights).map(translate);
  if (end !== undefined) return [say("The login is valid until {0}.", end.toLocaleString()), ...rights];
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
