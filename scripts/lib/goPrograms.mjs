// Programs written in Go that one suite compares with, and Debian does not have: built where Go is installed.
import { existsSync } from "node:fs";
import path from "node:path";
import { run, which } from "./processes.mjs";
import { root } from "./setup.mjs";

/** Program → module and version. */
const modules = {
  crane: "github.com/google/go-containerregistry/cmd/crane@v0.20.2",
  regctl: "github.com/regclient/regclient/cmd/regctl@v0.8.2",
  oras: "oras.land/oras/cmd/oras@v1.3.0",
};

/** Builds those that are missing, below `.vscode-test`, and puts them on the PATH of this process. Without Go, or where one cannot be had, its tests are skipped. */
export async function ensureGoPrograms() {
  if (which("go") === undefined) return;
  const folder = path.join(root, ".vscode-test/go");
  for (const [program, module] of Object.entries(modules)) {
    if (which(program) !== undefined || existsSync(path.join(folder, program))) continue;
    console.error(`Building ${program} (${module}, half a minute) …`);
    const { code, output } = await run("go", ["install", module], { quiet: true, env: { ...process.env, GOBIN: folder } });
    if (code !== 0) console.error(`${output.trimEnd()}\n${program} could not be built; tests that need it are skipped.`);
  }
  process.env["PATH"] = `${process.env["PATH"] ?? ""}${path.delimiter}${folder}`;
}
