import { isAbort, toError } from "../../core/errors.ts";
import { Secret } from "../../core/secret.ts";
import type { Spawn } from "../../core/spawn.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodPorts } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { packageScopes } from "./packageScopes.ts";

/** The token of VS Code's own sign-in, under the account's name. */
export async function obtainFromVscode({ signIn }: MethodPorts, signal: AbortSignal): Promise<Obtained> {
  const account = await signIn("github", packageScopes, signal);
  return {
    kind: "credential",
    credential: { kind: "basic", username: account.username.toLowerCase(), password: account.token },
    signIn: account.signIn,
  };
}

/** GitHub takes any name with the token of its command line: the API tells the account's. */
const anyName = "token";

export async function obtainFromGh(spawn: Spawn, signal: AbortSignal): Promise<Obtained> {
  return { kind: "credential", credential: { kind: "basic", username: anyName, password: await tokenOfGh(spawn, signal) } };
}

async function tokenOfGh(spawn: Spawn, signal: AbortSignal): Promise<Secret> {
  try {
    const args = ["auth", "token", "--hostname", "github.com"];
    const { exitCode, stdout } = await spawn.run({ program: "gh", args, timeoutMs: 15_000, maxOutputBytes: 64 * 1024, signal });
    const token = stdout.trim();
    if (exitCode === 0 && /^\S+$/.test(token)) return new Secret(token);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ObtainError("gh-without-token", "gh could not be run", { cause: toError(error) });
  }
  throw new ObtainError("gh-without-token", "gh gave no token");
}
