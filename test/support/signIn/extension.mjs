// A GitHub account without GitHub: its token is that of the environment variable TEST_GITHUB_TOKEN.
import { authentication, commands, EventEmitter } from "vscode";

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  /** @type {import("vscode").AuthenticationSession[]} */
  const sessions = [];
  /** @type {EventEmitter<import("vscode").AuthenticationProviderAuthenticationSessionsChangeEvent>} */
  const changes = new EventEmitter();
  const removeSession = async () => {
    changes.fire({ added: [], removed: sessions.splice(0), changed: [] });
  };
  context.subscriptions.push(
    changes,
    commands.registerCommand("test.signOut", removeSession),
    authentication.registerAuthenticationProvider("github", "GitHub", {
      onDidChangeSessions: changes.event,
      getSessions: async (scopes) =>
        sessions.filter((session) => scopes === undefined || scopes.every((scope) => session.scopes.includes(scope))),
      createSession: async (scopes) => {
        const session = { id: "1", account: { id: "1", label: "Octo" }, accessToken: process.env["TEST_GITHUB_TOKEN"] ?? "", scopes };
        sessions.push(session);
        changes.fire({ added: [session], removed: [], changed: [] });
        return session;
      },
      removeSession,
    }),
  );
}
