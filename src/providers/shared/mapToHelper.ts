import type { Text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext } from "../methodContext.ts";

/** Has a credential helper answer for hosts; `missing` says where to get it if its program is not there. */
export async function mapToHelper(helper: string, missing: Text, hosts: readonly string[], { spawn }: MethodContext): Promise<Obtained> {
  const path = await spawn.find(`docker-credential-${helper}`);
  return path === undefined ? { kind: "refused", reason: missing } : { kind: "helper", helper, hosts };
}
