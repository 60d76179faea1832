// Bundles src into dist: one ES-module bundle with splitting, so that the HTTP client and the language client load when
// first needed and share one copy of core with everything else. `--production` minifies, `--watch` rebuilds on change.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";

const production = process.argv.includes("--production");

/**
 * undici's experimental HTTP parser: 150 KB that only run with UNDICI_USE_MILO.
 * @type {import("esbuild").Plugin}
 */
const withoutMilo = {
  name: "without-milo",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]milo[\\/]/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/** @type {import("esbuild").BuildOptions} */
const options = {
  entryPoints: { extension: "src/extension.ts", hostsServer: "src/hostsServer/main.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  splitting: true,
  external: ["vscode"],
  mainFields: ["module", "main"],
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  // CommonJS packages inside the bundle call require for Node's own modules.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  plugins: [withoutMilo],
};

await rm("dist", { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
  console.log("watching src for changes");
} else {
  const { metafile } = await build(options);
  // What went into which file, for the tests of the bundle.
  await mkdir("out", { recursive: true });
  await writeFile("out/bundle.json", JSON.stringify(metafile));
}
