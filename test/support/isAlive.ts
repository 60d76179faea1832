import { readFileSync } from "node:fs";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";

/** A process that ended counts as running until its parent has noticed, which in a container may be never. */
export function isAlive(pid: number): boolean {
  if (!nodeSpawn.isRunning(pid)) return false;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return nodeSpawn.isRunning(pid);
  }
}
