import { join } from "node:path";
import { build } from "esbuild";
import type { ServerCommand } from "./languageServer.ts";

/** Bundles emptyServer.ts into the folder, minified as ours is. */
export async function bundleEmptyServer(folder: string): Promise<ServerCommand> {
  const outfile = join(folder, "emptyServer.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "emptyServer.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    minify: true,
    mainFields: ["module", "main"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  return { program: process.execPath, args: [outfile, "--stdio"] };
}
