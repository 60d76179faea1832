import { Secret } from "../../core/secret.ts";
import type { Spawn } from "../../core/spawn.ts";
import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodPorts } from "../methodContext.ts";
import { runProgram } from "../shared/runProgram.ts";
import { githubScopes } from "../githubScopes.ts";

/** The token of VS Code's own sign-in, under the account's name. */
export async function obtainFromVscode({ signIn }: MethodPorts, signal: AbortSignal): Promise<Obtained> {
  const account = await signIn("github", githubScopes, signal);
  return {
    kind: "credential",
    credential: { kind: "basic", username: account.username.toLowerCase(), password: account.token },
    signIn: account.signIn,
    account: account.signIn.accountId,
  };
}

/** GitHub takes any name with the token of its command line: the API tells the account's. */
const anyName = "token";

export async function obtainFromGh(spawn: Spawn, signal: AbortSignal): Promise<Obtained> {
  const answer = await runProgram(spawn, "gh", ["auth", "token", "--hostname", "github.com"], signal);
  if ("refusal" in answer) return { kind: "refused", reason: answer.refusal };
  const token = answer.output.trim();
  if (!/^\S+$/.test(token)) return { kind: "refused", reason: text("gh gave no token. Run “gh auth login” first.") };
  return { kind: "credential", credential: { kind: "basic", username: anyName, password: new Secret(token) } };
}
