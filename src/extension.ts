import type { ExtensionContext } from "vscode";
import { compose } from "./composition/compose.ts";

/** VS Code calls this when the view, a command or a hosts.toml is first needed. Everything slow happens later. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push(compose(context));
}
