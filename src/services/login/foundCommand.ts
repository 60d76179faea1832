import type { Spawn } from "../../core/spawn.ts";
import { text } from "../../core/text.ts";
import type { Remedy } from "../../providers/remedy.ts";
import { LoginError } from "./loginError.ts";

/**
 * A remedy's command with the whole path of its program, as it is found on the PATH: by its name alone a terminal might start what lies in
 * the workspace. Rejects with LoginError `refused`.
 */
export async function foundCommand(
  { program, args }: Extract<Remedy, { readonly kind: "terminal" }>,
  { find }: Pick<Spawn, "find">,
): Promise<{ readonly program: string; readonly args: readonly string[] }> {
  const path = await find(program);
  if (path === undefined) throw LoginError.refused(text("{0} is not installed, or not on VS Code's PATH.", program));
  return { program: path, args };
}
