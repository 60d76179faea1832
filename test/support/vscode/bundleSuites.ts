import { readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/**
 * Bundles every `*.test.ts` of a folder, and the runner that mocha needs inside VS Code, as CommonJS: VS Code loads an
 * extension's tests by require.
 * @returns the number of suites
 */
export async function bundleSuites(folder: string, outdir: string): Promise<number> {
  const suites = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: [
      { in: path.join(import.meta.dirname, "../../integration/runner/index.ts"), out: "index" },
      ...suites.map((name) => ({ in: path.join(folder, name), out: path.basename(name, ".ts") })),
    ],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return suites.length;
}
