import { installNpmFile } from "../../test/support/peers/npmProgram.ts";
import type { ServerCommand } from "./languageServer.ts";

/**
 * Tombi's language server as npm has it for this platform (about 8 MB), without network access of its own; undefined where
 * npm has none or cannot be reached.
 */
export async function installTombi(): Promise<ServerCommand | undefined> {
  const name = `@tombi-toml/cli-${process.platform}-${process.arch}`;
  const program = await installNpmFile(name, "1.2.1", process.platform === "win32" ? "tombi.exe" : "tombi");
  if (program !== undefined) return { program, args: ["lsp", "--offline"] };
  console.error(`hosts.toml: measured without Tombi, because npm could not install ${name}`);
  return undefined;
}
