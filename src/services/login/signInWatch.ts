import { githubScopes } from "../../providers/githubScopes.ts";
import type { SignInKey } from "../../providers/methodContext.ts";
import type { RememberedLogins } from "../remembered/rememberedLogins.ts";

/** Port: the sign-ins that VS Code has. Asks no person anything. */
export interface SignIns {
  hasGithub(scopes: readonly string[], signIn: SignInKey): Promise<boolean>;
}

/** Notes which logins have lost the sign-in of VS Code that they came from, or have it back. Returns whether any changed. */
export async function noteSignIns(remembered: RememberedLogins, sessions: SignIns): Promise<boolean> {
  const found = { change: false };
  for (const [host, { signIn }] of remembered.all()) {
    if (signIn === undefined) continue;
    const isGone = !(await sessions.hasGithub(githubScopes, signIn));
    const { isSignedOut = false, ...login } = remembered.of(host) ?? {};
    // Another login of the host may have been made meanwhile.
    if (isGone === isSignedOut || login.signIn?.id !== signIn.id) continue;
    await remembered.set(host, isGone ? { ...login, isSignedOut: true } : login);
    found.change = true;
  }
  return found.change;
}
