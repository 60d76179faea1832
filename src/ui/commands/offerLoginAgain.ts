import { RegistryError } from "../../core/registryError.ts";
import { say } from "../../platform/say.ts";
import type { RememberedLogins } from "../../services/remembered/rememberedLogins.ts";
import type { WayOnwards } from "./registerCommands.ts";

/** Where a registry refuses a login that can be made anew without asking. */
export function offerLoginAgain(
  error: unknown,
  remembered: RememberedLogins,
  logInAgain: (target: { readonly host: string }) => void | Promise<void>,
): WayOnwards | undefined {
  if (!RegistryError.is(error, "unauthorized", "denied")) return undefined;
  const { host } = error.params;
  if (typeof host !== "string" || remembered.of(host)?.source === undefined) return undefined;
  return { label: say("Log In Again"), run: () => logInAgain({ host }) };
}
