// Makes the VSIX: `npm run package`.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { statSync } = await import("node:fs");
const { runMain } = await import("./lib/processes.mjs");
const { makeVsix } = await import("./lib/vsix.mjs");

await runMain(async () => {
  const vsix = await makeVsix();
  console.log(`${vsix} (${Math.ceil(statSync(vsix).size / 1000)} KB). Install it with: code --install-extension ${vsix}`);
});
