import { authentication, type AuthenticationSessionAccountInformation, workspace } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { untilAborted } from "../core/singleFlight.ts";
import { text } from "../core/text.ts";
import type { MethodPorts, SignInKey, SignInService } from "../providers/methodContext.ts";
import { ObtainError } from "../providers/obtainError.ts";

/** One provider of VS Code signs in to a cloud of Microsoft's that is apart: to that of a setting. */
const sovereign = { provider: "microsoft-sovereign-cloud", setting: "microsoft-sovereign-cloud.environment" };

function providerOf(service: SignInService): string {
  return service === "github" || service === "microsoft" ? service : sovereign.provider;
}

/** Else the person would wait for a provider that is not there, or be asked for an account of another cloud. */
function checkCloud(service: SignInService): void {
  if (providerOf(service) !== sovereign.provider || workspace.getConfiguration().get<unknown>(sovereign.setting) === service) return;
  throw ObtainError.refused(
    text("VS Code signs in to this cloud when its setting {0} is {1}: set it, or use az.", sovereign.setting, service),
  );
}

/** An account of VS Code's own sign-in, which asks the person for the scopes that it does not have yet. Rejects with ObtainError. */
export const signIn: MethodPorts["signIn"] = async (service, scopes, signal, accountId) => {
  checkCloud(service);
  const provider = providerOf(service);
  try {
    const wanted = accountId === undefined ? undefined : await accountOf(provider, accountId);
    const options = { createIfNone: true as const, ...(wanted === undefined ? {} : { account: wanted }) };
    const { id, account, accessToken } = await untilAborted(Promise.resolve(authentication.getSession(provider, scopes, options)), signal);
    return { username: account.label, token: new Secret(accessToken), signIn: { id, accountId: account.id } };
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ObtainError("sign-in-failed", `VS Code's sign-in (${service}) gave no session`, { cause: toError(error) });
  }
};

/** Whether VS Code still has that sign-in. Asks no person anything. */
export async function hasGithub(scopes: readonly string[], { id, accountId }: SignInKey): Promise<boolean> {
  const account = await accountOf("github", accountId);
  if (account === undefined) return false;
  const session = await authentication.getSession("github", scopes, { silent: true, account });
  return session?.id === id;
}

async function accountOf(service: string, accountId: string): Promise<AuthenticationSessionAccountInformation | undefined> {
  return (await authentication.getAccounts(service)).find(({ id }) => id === accountId);
}
