// Preloaded by `node --import`: gives the bundle a `vscode` module in plain Node, in which everything exists, can be
// called, constructed and extended, and does nothing. Enough to load and activate the extension where no VS Code is.
import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import path from "node:path";

/** The names that the bundle imports from `vscode`. */
function importedNames() {
  const dist = path.join(import.meta.dirname, "../../dist");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const lists = files.flatMap((name) =>
    Array.from(readFileSync(path.join(dist, name), "utf8").matchAll(/import\s*\{([^}]*)\}\s*from\s*"vscode"/g)),
  );
  return new Set(lists.flatMap(([, list = ""]) => list.split(",").map((entry) => entry.trim().split(/\s+as\s+/)[0] ?? "")));
}

const anything = `
  const anything = new Proxy(function () {}, {
    get: (target, key) => key === Symbol.toPrimitive ? () => "" : key === Symbol.iterator ? function* () {} : key === "prototype" ? target.prototype : anything,
    set: () => true,
    apply: () => anything,
    construct: () => anything,
  });
`;
const sources = {
  module: `${anything} export default anything; ${[...importedNames()].map((name) => `export const ${name} = anything;`).join("\n")}`,
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
