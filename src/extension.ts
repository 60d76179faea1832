import type { ExtensionContext } from "vscode";
import type { RegistriesApi } from "./composition/apiTypes.ts";
import { compose } from "./composition/compose.ts";

/** VS Code calls this when the view, a command or a hosts.toml is first needed. Everything slow happens later. */
export function activate(context: ExtensionContext): RegistriesApi {
  const { api, ...composed } = compose(context);
  context.subscriptions.push(composed);
  return api;
}
