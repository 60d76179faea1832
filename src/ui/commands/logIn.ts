import { l10n, window } from "vscode";
import { translate } from "../../platform/translate.ts";
import type { LoginResult } from "../../services/login.ts";
import type { LoginRequest } from "../../services/loginFlow.ts";
import type { TreeNode } from "../tree/nodes.ts";

/** Where a login can start from: a node of the tree, or another extension's `{ host }`; else the host is asked for. */
export type LogInTarget = TreeNode | { readonly host?: string };

export async function logInCommand(logIn: (request: LoginRequest) => Promise<LoginResult>, target?: LogInTarget): Promise<void> {
  const host = hostOf(target);
  const result = await logIn(host === undefined ? {} : { host });
  if (result.kind !== "loggedIn") return;
  const { saved, check, notes, expiresAt } = result;
  const place =
    saved.helper === undefined
      ? l10n.t("The login was written to {0}, where it stands in plain text (base64).", saved.path)
      : l10n.t("The login was given to docker-credential-{0}.", saved.helper);
  const checked = check === "verified" ? "" : l10n.t("{0} accepts anybody, so the login itself could not be checked.", result.host);
  const overruled = result.overruledBy === undefined ? "" : l10n.t("The variable {0} is set, which tools read first.", result.overruledBy);
  const end = expiresAt === undefined ? "" : l10n.t("It is good until {0}.", expiresAt.toLocaleString());
  const sentences = [l10n.t("Login Succeeded: {0}.", result.host), place, end, checked, ...notes.map(translate), overruled];
  void window.showInformationMessage(sentences.filter(Boolean).join(" "));
}

function hostOf(target: LogInTarget | undefined): string | undefined {
  if (target === undefined) return undefined;
  if ("kind" in target && (target.kind === "error" || target.kind === "loadMore" || target.kind === "note")) return target.list?.host;
  return "host" in target && typeof target.host === "string" && target.host !== "" ? target.host : undefined;
}
