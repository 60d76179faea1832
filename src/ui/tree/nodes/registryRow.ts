import { ThemeColor, ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { readFirstOf } from "../../../credentials/configOverview.ts";
import type { StoredRegistry } from "../../../credentials/credentialStore.ts";
import { withoutAccount } from "../../../credentials/registryName.ts";
import { loginEnding } from "../../../services/browse/loginEnding.ts";
import { rightsTexts } from "../../../services/login/rightsTexts.ts";
import { dueMs } from "../../../services/login/expiryWatch.ts";
import { loopbackTexts } from "../../../services/reach/loopbackTexts.ts";
import type { RememberedLogin } from "../../../services/remembered/rememberedLogins.ts";
import { durationSentence } from "../../sentences/timeSentences.ts";
import { accountName } from "../accountName.ts";
import type { RegistryNode } from "../node.ts";
import { say, translate } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { registryLabel } from "../../../platform/settings.ts";
import type { TreeRow } from "../../../platform/treeRow.ts";
import { usesLogin } from "../../../services/browse/knownRegistries.ts";

/** The row of a registry: under which name, whose login it has, and how long that is good. It loads with the first one. */
export function registryRow(node: RegistryNode): TreeRow {
  const { host, isPassedOver, stored } = node;
  const { first, account, state, end, ended } = shownLogin(node);
  const { name, color } = registryLabel(host);
  const parts = [name === undefined ? "" : host, account === undefined ? "" : say("as {0}", account), state];
  const description = [...parts, first === undefined ? "" : originOf(first)].filter((part) => part !== "").join(", ");
  const places = [
    ...(isPassedOver ? [say("Browsed without the login that is stored for it: “Log In…” uses it again.")] : []),
    ...(first === undefined ? [say("Browsed without a login; it is in no file")] : stored.map(placeOf)),
  ];
  const flags = [first === undefined ? "anonymous" : "stored", ...flagsOfLogin(node, ended !== undefined, end)];
  return {
    label: name ?? host,
    icon:
      ended === undefined ? new ThemeIcon("server", colorOf(color)) : new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
    unfolds: TreeItemCollapsibleState.Collapsed,
    description,
    contextValue: `;registry;list;${flags.join(";")};`,
    spoken: [say("{0}, registry", name ?? host), description].filter((part) => part !== "").join(", "),
    hover: [host, ...places, ...loopbackTexts(host).map(translate), ...(isPassedOver ? [] : loginSentences(node.login, end, ended))],
  };
}

/** What is to be said of the login that the registry is browsed with. */
function shownLogin(node: RegistryNode) {
  const first = readFirstOf(node.stored);
  if (!usesLogin(node)) return { first, state: say("anonymous"), account: undefined, end: undefined, ended: undefined };
  const { end, isSignedOut } = loginEnding(node);
  return { first, account: accountName(first?.username), state: stateOf(isSignedOut, end), end, ended: endedSentence(isSignedOut, end) };
}

function colorOf(color: string | undefined): ThemeColor | undefined {
  return color === undefined ? undefined : new ThemeColor(`charts.${color}`);
}

/** What can be done about the login. */
function flagsOfLogin(node: RegistryNode, hasEnded: boolean, end: Date | undefined): readonly string[] {
  const isRenewable = usesLogin(node) && node.login?.source !== undefined;
  return [...(isRenewable ? ["renewable"] : []), ...(hasEnded ? ["ended"] : []), ...(hasEnded || isDue(end) ? ["due"] : [])];
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
    : say("The login expired {0} ago ({1}): log in again.", durationSentence(over), localized(end));
}

function loginSentences(login: RememberedLogin | undefined, end: Date | undefined, ended: string | undefined): readonly string[] {
  if (ended !== undefined) return [ended];
  const rights = rightsTexts(login?.rights).map(translate);
  if (end !== undefined) return [say("The login is valid until {0}.", localized(end)), ...rights];
  return rights.length === 0 ? [] : [say("What the registry said of the login that was made here:"), ...rights];
}

/** Where the entry comes from, where that is not simply config.json. */
function originOf({ source, helper }: StoredRegistry): string {
  if (source.kind === "environment") return "DOCKER_AUTH_CONFIG";
  if (source.kind === "podman") return "podman";
  return helper === undefined ? "" : `docker-credential-${helper}`;
}

function placeOf(stored: StoredRegistry): string {
  // The key is what a person has to look for there, but for a password that somebody has put into it.
  const keys = stored.keys.map((key) => say("“{0}”", withoutAccount(key))).join(", ");
  const place = say("{0} in {1}", keys, stored.source.path ?? originOf(stored));
  if (stored.helper !== undefined && stored.source.kind !== "helper")
    return say("{0}, kept by docker-credential-{1}", place, stored.helper);
  return stored.hasCredential === "no" ? say("{0}, without a credential", place) : place;
}
