// Runs the tests: all of them, or the phases that the arguments name (`npm test -- unit server`).
import { setUp } from "./lib/setup.mjs";

await setUp();
const { runMain, UserError } = await import("./lib/processes.mjs");
const { describeDocker, ensurePrograms } = await import("./lib/debianPackages.mjs");
const { phases, runPhase, sum } = await import("./lib/testPhases.mjs");

/** @param {readonly string[]} names @returns {typeof phases} */
function choosePhases(names) {
  const unknown = names.find((name) => phases.every((phase) => phase.name !== name));
  if (unknown !== undefined) throw new UserError(`There is no phase "${unknown}"; there are ${phases.map(({ name }) => name).join(", ")}.`);
  const isWanted = (/** @type {string} */ name) => names.length === 0 || names.includes(name);
  const needsBuild = phases.some((phase) => phase.needsBuild === true && isWanted(phase.name));
  return phases.filter(({ name }) => isWanted(name) || (name === "build" && needsBuild));
}

await runMain(async () => {
  const chosen = choosePhases(process.argv.slice(2));
  const needsPrograms = chosen.some(({ needs }) => needs !== undefined);
  const missing = needsPrograms ? await ensurePrograms() : [];
  if (needsPrograms) console.log(await describeDocker());
  /** @type {import("./lib/testReporter.mjs").Tally[]} */
  const tallies = [];
  const runAndTell = async (/** @type {typeof phases[number]} */ phase) => {
    console.log(`── ${phase.name}`);
    const start = performance.now();
    const tally = await runPhase(phase, missing);
    tallies.push(tally);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`   ${phase.name}: ${tally.passed} of ${tally.passed + tally.failed} in ${seconds} s`);
  };
  const beside = Promise.all(chosen.filter(({ waits }) => waits === true).map(runAndTell));
  for (const phase of chosen.filter(({ waits }) => waits !== true)) {
    if (phase.needsBuild === true) await beside;
    await runAndTell(phase);
  }
  await beside;
  const { passed, failed, skipped } = sum(tallies);
  for (const [reason, titles] of Map.groupBy(skipped, (each) => each.reason)) {
    const rest = titles.length === 1 ? "" : ` and ${titles.length - 1} more`;
    console.log(`skipped: ${titles[0]?.title}${rest}: ${reason}`);
  }
  console.log(`${passed} passed, ${failed} failed${skipped.length === 0 ? "" : `, ${skipped.length} skipped`}`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
