// Preloaded by `node --import`: gives the bundle a `vscode` module in plain Node, in which everything exists, can be
// called, constructed and extended, and does nothing. Enough to load and activate the extension where no VS Code is.
import { registerHooks } from "node:module";

const names = [
  "commands", "ConfigurationTarget", "env", "EventEmitter", "InputBoxValidationSeverity", "l10n", "languages", "MarkdownString", "QuickInputButtons",
  "ThemeColor", "ThemeIcon", "TreeItem", "TreeItemCollapsibleState", "Uri", "window", "workspace",
];
const anything = `
  const anything = new Proxy(function () {}, {
    get: (target, key) => key === Symbol.toPrimitive ? () => "" : key === Symbol.iterator ? function* () {} : key === "prototype" ? target.prototype : anything,
    apply: () => anything,
    construct: () => anything,
  });
`;
const sources = {
  module: `${anything} export default anything; ${names.map((name) => `export const ${name} = anything;`).join("\n")}`,
  // For packages in the bundle that call require.
  commonjs: `${anything} module.exports = anything;`,
};

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier !== "vscode") return next(specifier, context);
    const format = context.conditions.includes("require") ? "commonjs" : "module";
    return { url: `stub:${format}`, format, shortCircuit: true };
  },
  load: (url, context, next) => {
    const format = url === "stub:module" ? "module" : url === "stub:commonjs" ? "commonjs" : undefined;
    return format === undefined ? next(url, context) : { format, source: sources[format], shortCircuit: true };
  },
});
