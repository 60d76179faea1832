// Bundles src into dist: one ES-module bundle with splitting, so that the HTTP client and the language client load when
// first needed and share one copy of core with everything else. The language server, a process of its own, is a second
// one in few files: each would be one more to open before its first answer. What both load late is a third. `--production` minifies, `--watch` rebuilds on change.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";
import { extensionBundle, serverBundle, sharedBundle } from "./scripts/lib/bundles.mjs";

const production = process.argv.includes("--production");
const bundles = [extensionBundle(production), serverBundle(production), sharedBundle(production)];

await rm("dist", { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  for (const options of bundles) await (await context(options)).watch();
  console.log("watching src for changes");
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  // What went into which file, for the tests of the bundle.
  await mkdir("out", { recursive: true });
  const inputs = Object.assign({}, ...built.map(({ metafile }) => metafile.inputs));
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  await writeFile("out/bundle.json", JSON.stringify({ inputs, outputs }));
}
