// Writes l10n/bundle.l10n.json, from which translations start: `npm run strings`.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { runMain, UserError } = await import("./lib/processes.mjs");
const { root } = await import("./lib/setup.mjs");
const { writeStrings } = await import("./lib/writeStrings.mjs");

await runMain(async () => {
  const { file, count, faults } = writeStrings(root);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  console.log(`${file}: ${count} sentences`);
});
