import { authentication } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { LoginError } from "../services/login/loginError.ts";
import type { SignIn } from "../services/login/obtainSecret.ts";
import type { SignInSessions } from "../services/login/signInWatch.ts";

export const githubProvider = "github";

/** The GitHub account of VS Code's own sign-in, which asks the person for the scopes that it does not have yet. */
export const githubSignIn: SignIn & SignInSessions = {
  async github(scopes, signal) {
    try {
      const { id, account, accessToken } = await authentication.getSession(githubProvider, scopes, { createIfNone: true });
      signal.throwIfAborted();
      return { username: account.label, secret: new Secret(accessToken), session: { id, accountId: account.id } };
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new LoginError("sign-in-failed", "VS Code's sign-in to GitHub gave no session", { cause: toError(error) });
    }
  },
  async hasGithub(scopes, { id, accountId }) {
    const account = (await authentication.getAccounts(githubProvider)).find((each) => each.id === accountId);
    if (account === undefined) return false;
    const session = await authentication.getSession(githubProvider, scopes, { silent: true, account });
    return session?.id === id;
  },
};
