// How Stryker runs here; `scripts/mutate.mjs` adds the files and their tests.
/** @type {Record<string, unknown>} */
const config = {
  plugins: ["./scripts/mutation/nodeRunner.mjs", "./scripts/mutation/words.mjs"],
  testRunner: "node",
  // Which file of tests reaches which mutant: no other one runs for it.
  coverageAnalysis: "perTest",
  // Strings that no test should repeat.
  ignorers: ["words"],
  // Node strips the types of what it runs, and checks none.
  disableTypeChecks: false,
  // What the tests read of the project, and nothing else, is copied.
  ignorePatterns: ["**", "!package*.json", "!src/**", "!test/unit/**", "!test/support/**", "!test/fixtures/**", "!scripts/**"],
  // The runner has limits of its own; this is for a runner that hangs.
  timeoutMS: 60_000,
  timeoutFactor: 10,
  concurrency: 2,
  incremental: false,
  thresholds: { high: 90, low: 85, break: null },
  tempDirName: "out/mutation/sandbox",
  reporters: ["progress-append-only", "clear-text", "json", "html"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true, skipFull: false },
  jsonReporter: { fileName: "out/mutation/report.json" },
  htmlReporter: { fileName: "out/mutation/report.html" },
  allowConsoleColors: false,
};

// oxlint-disable-next-line import/no-default-export -- Stryker reads this one.
export default config;
