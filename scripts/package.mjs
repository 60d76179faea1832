// Makes the VSIX, and the list of what is bundled in it: `npm run package`.
import { setUp } from "./lib/setup.mjs";

/** @param {number} bytes */
const kilobytes = (bytes) => `${Math.ceil(bytes / 1000)} KB`.padStart(7);

await setUp();
const { statSync } = await import("node:fs");
const { runMain } = await import("./lib/processes.mjs");
const { makeVsix } = await import("./lib/vsix.mjs");
const { root } = await import("./lib/setup.mjs");
const { writeSbom } = await import("./lib/sbom.mjs");
const { lazyParts } = await import("./lib/lazyParts.mjs");

await runMain(async () => {
  const vsix = await makeVsix();
  console.log("What loads when it is first needed, with all that it brings (minified, and in the package):");
  for (const { name, bytes, packed } of lazyParts(vsix)) console.log(`${kilobytes(bytes)}  ${kilobytes(packed)}  ${name}`);
  console.log(`${writeSbom(root, vsix)} lists what is in it.`);
  console.log(`${vsix} (${Math.ceil(statSync(vsix).size / 1000)} KB). Install it with: code --install-extension ${vsix}`);
});
