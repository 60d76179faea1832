#!/usr/bin/env node
// What knows hosts.toml, outside VS Code's own process: the language server (`--stdio` for any editor, `--node-ipc` for
// VS Code), and the check for the command line (`--check FILE…`).
import { keepCompiledCode } from "../node/compileCache.ts";

const args = process.argv.slice(2);
keepCompiledCode();
if (args.some((arg) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(arg))) {
  // Beside the bundle's directory, as the extension is packaged.
  const documentation = new URL("../docs/hosts-toml.md", import.meta.url).href;
  const { serve } = await import("./serve.ts");
  serve(documentation);
} else {
  const { runCommandLine } = await import("./check/commandLine.ts");
  await runCommandLine(args);
}
