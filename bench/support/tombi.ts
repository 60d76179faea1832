import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/lib/processes.mjs";
import { npmCommand, root } from "../../scripts/lib/setup.mjs";
import type { ServerCommand } from "./languageServer.ts";

const version = "1.2.1";

/**
 * Tombi's language server as npm has it for this platform, without network access of its own; undefined where npm has none
 * or cannot be reached. It lies in a folder of its own, because npm does not have it for every platform that the project
 * runs on.
 */
export async function installTombi(): Promise<ServerCommand | undefined> {
  const folder = join(root, "out/peers/tombi");
  const name = `@tombi-toml/cli-${process.platform}-${process.arch}`;
  const program = join(folder, "node_modules", name, process.platform === "win32" ? "tombi.exe" : "tombi");
  if (!existsSync(program)) {
    console.error(`Installing ${name} ${version} (about 8 MB) …`);
    mkdirSync(folder, { recursive: true });
    const [npm, npmArgs, shell] = npmCommand();
    const args = [...npmArgs, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
    const { code } = await run(npm, args, { cwd: folder, quiet: true, shell });
    if (code !== 0) {
      console.error(`hosts.toml: measured without Tombi, because npm could not install ${name}`);
      return undefined;
    }
  }
  return { program, args: ["lsp", "--offline"] };
}
