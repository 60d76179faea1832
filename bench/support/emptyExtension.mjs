// An extension that does nothing: what loading and activating costs in any case.

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  context.subscriptions.push({ dispose() {} });
}
