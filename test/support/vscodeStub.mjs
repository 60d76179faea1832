// Preloaded by `node --import`: gives the bundle a `vscode` module in plain Node, in which everything exists, can be
// called, constructed and extended, and does nothing. Enough to load and activate the extension where no VS Code is.
import { registerHooks } from "node:module";

const names = [
  "commands", "ConfigurationTarget", "env", "EventEmitter", "InputBoxValidationSeverity", "l10n", "languages", "MarkdownString", "QuickInputButtons",
  "ThemeColor", "ThemeIcon", "TreeItem", "TreeItemCollapsibleState", "Uri", "window", "workspace",
];
const source = `
  const anything = new Proxy(function () {}, {
    get: (target, key) => key === Symbol.toPrimitive ? () => "" : key === Symbol.iterator ? function* () {} : key === "prototype" ? target.prototype : anything,
    apply: () => anything,
    construct: () => anything,
  });
  export default anything;
  ${names.map((name) => `export const ${name} = anything;`).join("\n")}
`;

registerHooks({
  resolve: (specifier, context, next) => (specifier === "vscode" ? { url: "stub:vscode", shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (url === "stub:vscode" ? { format: "module", source, shortCircuit: true } : next(url, context)),
});
