import { authentication } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { LoginError } from "../services/loginError.ts";
import type { SignIn } from "../services/obtainSecret.ts";

/** The GitHub account of VS Code's own sign-in, which asks the person for the scopes that it does not have yet. */
export const githubSignIn: SignIn = {
  async github(scopes, signal) {
    try {
      const session = await authentication.getSession("github", scopes, { createIfNone: true });
      signal.throwIfAborted();
      return { username: session.account.label, secret: new Secret(session.accessToken) };
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new LoginError("sign-in-failed", "VS Code's sign-in to GitHub gave no session", { cause: toError(error) });
    }
  },
};
