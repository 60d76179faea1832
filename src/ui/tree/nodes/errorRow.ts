import { ThemeColor, ThemeIcon } from "vscode";
import { RegistryError, type RegistryErrorCode } from "../../../core/registryError.ts";
import { CredentialsError } from "../../../credentials/credentialsError.ts";
import type { TreeRow } from "../../../platform/treeRow.ts";
import { isTrustFault } from "../../../services/reach/trustFault.ts";
import type { CommandId } from "../../commands/ids.ts";
import { authorizationPage } from "../../commands/authorizeToken.ts";
import { errorSentence } from "../../sentences/errorSentence.ts";
import { catalogSentence } from "../../sentences/registrySentences.ts";
import type { ErrorNode, ListNode, RegistryNode } from "../node.ts";

/** The row of an error. It loads with the first one, and the sentences with it: most people see none when VS Code starts. */
export function errorRow(node: ErrorNode): TreeRow {
  const { what, advice } = isCatalogRefused(node) ? catalogSentence(node.list.host, node.error) : errorSentence(node.error);
  const flags = flagsOf(node);
  const command = isCatalogRefused(node) ? "containerRegistries.repository.add" : actions.find(([flag]) => flags.includes(flag))?.[1];
  return {
    label: what,
    icon: isCatalogRefused(node) ? new ThemeIcon("info") : new ThemeIcon("error", new ThemeColor("list.errorForeground")),
    hover: advice === undefined ? [what] : [what, "", advice],
    spoken: advice === undefined ? what : `${what} ${advice}`,
    contextValue: `;error;${flags.join(";")};`,
    // Enter and a click do the first thing that can be done about it.
    ...(command !== undefined && { command: { command, title: what, arguments: [node] } }),
  };
}

/** By what can be done: what helps most first. */
const actions: readonly (readonly [flag: string, command: CommandId])[] = [
  ["canRestrict", "containerRegistries.node.restrictConfigFile"],
  ["canAuthorize", "containerRegistries.node.authorizeToken"],
  ["canSetUpTrust", "containerRegistries.node.setUpTrust"],
  ["canLogInAgain", "containerRegistries.node.logInAgain"],
  ["canLogIn", "containerRegistries.node.logIn"],
  ["canOpenConfig", "containerRegistries.node.openConfigFile"],
  ["canRetry", "containerRegistries.node.retry"],
];

/** What can be done about it. */
function flagsOf(node: ErrorNode): readonly string[] {
  const { error, list } = node;
  const flags: readonly (readonly [flag: string, holds: boolean])[] = [
    ["canOpenConfig", error instanceof CredentialsError],
    ["canRetry", true],
    ["canRestrict", CredentialsError.is(error, "config-readable-by-others")],
    ...loginFlags(node),
    ["canAddRepository", list?.kind === "registry" && RegistryError.is(error, "unauthorized", ...catalogRefusals)],
    ["canAuthorize", authorizationPage(node) !== undefined],
    ["canSetUpTrust", list !== undefined && isTrustFault(error)],
  ];
  return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}

function loginFlags({ error, list }: ErrorNode): readonly (readonly [flag: string, holds: boolean])[] {
  if (list === undefined || !RegistryError.is(error, "unauthorized", "denied")) return [];
  return [[isRenewable(list) ? "canLogInAgain" : "canLogIn", true]];
}

/** Whether the login that was refused can be made anew without asking. */
function isRenewable(list: ListNode): boolean {
  return (list.kind === "registry" ? list : list.registry).login?.source !== undefined;
}

/** How a registry says that it has no list of repositories, or not for this account: most public ones have none for anybody. */
const catalogRefusals = ["denied", "not-found", "unsupported"] as const satisfies readonly RegistryErrorCode[];

function isCatalogRefused(node: ErrorNode): node is ErrorNode & { readonly list: RegistryNode; readonly error: RegistryError } {
  if (node.list?.kind !== "registry") return false;
  // A registry that was added without a login is open to everybody, so that it is its list that is not.
  if ((node.list.stored.length === 0 || node.list.isPassedOver) && RegistryError.is(node.error, "unauthorized")) return true;
  // What a token server refuses, and a login that is over, say nothing of the list.
  const { list, refusal } = node.error instanceof RegistryError ? node.error.params : {};
  return RegistryError.is(node.error, ...catalogRefusals) && list === "catalog" && refusal === undefined;
}
