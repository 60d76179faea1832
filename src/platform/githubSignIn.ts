import { authentication } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import type { MethodPorts, SignInKey } from "../providers/methodContext.ts";
import { ObtainError } from "../providers/obtainError.ts";

export const githubProvider = "github";

/** The GitHub account of VS Code's own sign-in, which asks the person for the scopes that it does not have yet. */
export const signInToGithub: MethodPorts["signInToGithub"] = async (scopes, signal) => {
  try {
    const { id, account, accessToken } = await authentication.getSession(githubProvider, scopes, { createIfNone: true });
    signal.throwIfAborted();
    return { username: account.label, token: new Secret(accessToken), signIn: { id, accountId: account.id } };
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ObtainError("sign-in-failed", "VS Code's sign-in to GitHub gave no session", { cause: toError(error) });
  }
};

/** Whether VS Code still has that sign-in. Asks no person anything. */
export async function hasGithub(scopes: readonly string[], { id, accountId }: SignInKey): Promise<boolean> {
  const account = (await authentication.getAccounts(githubProvider)).find((each) => each.id === accountId);
  if (account === undefined) return false;
  const session = await authentication.getSession(githubProvider, scopes, { silent: true, account });
  return session?.id === id;
}
