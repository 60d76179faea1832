import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/lib/processes.mjs";
import { npmCommand, root } from "../../../scripts/lib/setup.mjs";

/**
 * A file of a package that only a comparison needs, and that is too large to be a dependency: npm puts it into a folder of
 * its own, without running anything of it. Undefined where npm has it not, or cannot be reached.
 */
export async function installNpmFile(name: string, version: string, file: string): Promise<string | undefined> {
  const folder = join(root, "out/peers", name.replace("/", "-"));
  const path = join(folder, "node_modules", name, file);
  if (existsSync(path)) return path;
  console.error(`Installing ${name} ${version} …`);
  mkdirSync(folder, { recursive: true });
  const [npm, npmArgs, shell] = npmCommand();
  const args = [...npmArgs, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
  const { code } = await run(npm, args, { cwd: folder, quiet: true, shell });
  return code === 0 ? path : undefined;
}
