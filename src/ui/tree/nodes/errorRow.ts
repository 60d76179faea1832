import { ThemeColor, ThemeIcon } from "vscode";
import { RegistryError, type RegistryErrorCode } from "../../../core/registryError.ts";
import { CredentialsError } from "../../../credentials/credentialsError.ts";
import type { TreeRow } from "../../../platform/treeRow.ts";
import { authorizationPage } from "../../commands/authorizeToken.ts";
import { errorSentence } from "../../sentences/errorSentence.ts";
import { catalogSentence } from "../../sentences/registrySentences.ts";
import type { ErrorNode, ListNode, RegistryNode } from "../node.ts";

/** The row of an error. It loads with the first one, and the sentences with it: most people see none when VS Code starts. */
export function errorRow(node: ErrorNode): TreeRow {
  const { what, advice } = isCatalogRefused(node) ? catalogSentence(node.list.host, node.error) : errorSentence(node.error);
  const flags = node.error instanceof CredentialsError ? ["canOpenConfig", "canRetry"] : ["canRetry"];
  if (CredentialsError.is(node.error, "config-readable-by-others")) flags.push("canRestrict");
  if (node.list !== undefined && RegistryError.is(node.error, "unauthorized", "denied"))
    flags.push(isRenewable(node.list) ? "canLogInAgain" : "canLogIn");
  if (node.list?.kind === "registry" && RegistryError.is(node.error, "unauthorized", ...catalogRefusals)) flags.push("canAddRepository");
  if (authorizationPage(node) !== undefined) flags.push("canAuthorize");
  if (RegistryError.is(node.error, "plain-http-server", "plain-http-refused")) flags.push("canAllowPlainHttp");
  return {
    label: what,
    icon: isCatalogRefused(node) ? new ThemeIcon("info") : new ThemeIcon("error", new ThemeColor("list.errorForeground")),
    hover: advice === undefined ? [what] : [what, "", advice],
    spoken: advice === undefined ? what : `${what} ${advice}`,
    contextValue: `;error;${flags.join(";")};`,
  };
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
