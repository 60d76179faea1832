import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { DoctorWays } from "./doctorParts.ts";
import type { Foundation } from "./foundation.ts";

/** The diagnosis of a login. It loads when it is first asked for. */
export function composeDoctor(foundation: Foundation, ways: DoctorWays): Pick<CommandHandlers, "containerRegistries.login.diagnose"> {
  return {
    "containerRegistries.login.diagnose": async (target) => (await import("./doctorParts.ts")).diagnoseHere(foundation, ways, target),
  };
}
