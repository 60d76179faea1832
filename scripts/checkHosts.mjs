#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// The hook for pre-commit: checks hosts.toml files with this folder as it was cloned. Nothing is installed or built, because
// Node runs the sources as they stand.
if (!process.features.typescript) {
  console.error(`hosts.toml files are checked with Node 22.18 or newer; this is ${process.version}.`);
  process.exit(2);
}
const { runCommandLine } = await import("../src/hostsServer/check/commandLine.ts");
await runCommandLine(["--check", ...process.argv.slice(2)]);
