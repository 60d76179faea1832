import { authentication, type AuthenticationSessionAccountInformation } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { untilAborted } from "../core/singleFlight.ts";
import type { MethodPorts, SignInKey } from "../providers/methodContext.ts";
import { ObtainError } from "../providers/obtainError.ts";

/** The id of the provider that VS Code has for GitHub. */
export const githubProvider = "github";

/** An account of VS Code's own sign-in, which asks the person for the scopes that it does not have yet. The services are called as VS Code's providers. */
export const signIn: MethodPorts["signIn"] = async (service, scopes, signal, accountId) => {
  try {
    const wanted = accountId === undefined ? undefined : await accountOf(service, accountId);
    const options = { createIfNone: true as const, ...(wanted === undefined ? {} : { account: wanted }) };
    const { id, account, accessToken } = await untilAborted(Promise.resolve(authentication.getSession(service, scopes, options)), signal);
    return { username: account.label, token: new Secret(accessToken), signIn: { id, accountId: account.id } };
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ObtainError("sign-in-failed", `VS Code's sign-in (${service}) gave no session`, { cause: toError(error) });
  }
};

/** Whether VS Code still has that sign-in. Asks no person anything. */
export async function hasGithub(scopes: readonly string[], { id, accountId }: SignInKey): Promise<boolean> {
  const account = await accountOf(githubProvider, accountId);
  if (account === undefined) return false;
  const session = await authentication.getSession(githubProvider, scopes, { silent: true, account });
  return session?.id === id;
}

async function accountOf(service: string, accountId: string): Promise<AuthenticationSessionAccountInformation | undefined> {
  return (await authentication.getAccounts(service)).find(({ id }) => id === accountId);
}
