// Accounts without their services: the token of each is that of an environment variable.
import { authentication, commands, EventEmitter } from "vscode";

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  const github = provide(context, { id: "github", label: "GitHub", account: "Octo", variable: "TEST_GITHUB_TOKEN" });
  const microsoft = { account: "alice@contoso.example", variable: "TEST_MICROSOFT_TOKEN" };
  provide(context, { id: "microsoft", label: "Microsoft", ...microsoft });
  provide(context, { id: "microsoft-sovereign-cloud", label: "Microsoft Sovereign Cloud", ...microsoft });
  context.subscriptions.push(commands.registerCommand("test.signOut", github.signOut));
}

/**
 * @param {import("vscode").ExtensionContext} context
 * @param {{ readonly id: string, readonly label: string, readonly account: string, readonly variable: string }} service
 */
function provide(context, { id, label, account, variable }) {
  /** @type {import("vscode").AuthenticationSession[]} */
  const sessions = [];
  /** @type {EventEmitter<import("vscode").AuthenticationProviderAuthenticationSessionsChangeEvent>} */
  const changes = new EventEmitter();
  const signOut = async () => {
    changes.fire({ added: [], removed: sessions.splice(0), changed: [] });
  };
  context.subscriptions.push(
    changes,
    authentication.registerAuthenticationProvider(id, label, {
      onDidChangeSessions: changes.event,
      getSessions: async (scopes) =>
        sessions.filter((session) => scopes === undefined || scopes.every((scope) => session.scopes.includes(scope))),
      createSession: async (scopes) => {
        const session = { id: "1", account: { id: "1", label: account }, accessToken: process.env[variable] ?? "", scopes };
        sessions.push(session);
        changes.fire({ added: [session], removed: [], changed: [] });
        return session;
      },
      removeSession: signOut,
    }),
  );
  return { signOut };
}
