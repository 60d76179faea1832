import { isAbort, toError } from "../../core/errors.ts";
import { Secret } from "../../core/secret.ts";
import type { Spawn } from "../../core/spawn.ts";
import type { SecretSource } from "../../providers/provider.ts";
import type { ObtainedSecret } from "./draft.ts";
import { LoginError } from "./loginError.ts";

/** Port: sign-ins that VS Code keeps. It may ask the person. Rejects with LoginError, or the signal's reason. */
export interface SignIn {
  github(scopes: readonly string[], signal: AbortSignal): Promise<ObtainedSecret>;
}

/** What pulls and pushes packages; GitHub's other scopes are not asked for. */
export const packageScopes = ["read:packages", "write:packages"];

/** Fetches a secret that somebody else keeps. Rejects with LoginError, or the signal's reason. */
export async function obtainSecret(source: SecretSource, signIn: SignIn, spawn: Spawn, signal: AbortSignal): Promise<ObtainedSecret> {
  return source === "vscode-github" ? signIn.github(packageScopes, signal) : tokenOfGh(spawn, signal);
}

async function tokenOfGh(spawn: Spawn, signal: AbortSignal): Promise<ObtainedSecret> {
  try {
    const request = {
      program: "gh",
      args: ["auth", "token", "--hostname", "github.com"],
      timeoutMs: 15_000,
      maxOutputBytes: 64 * 1024,
      signal,
    };
    const { exitCode, stdout } = await spawn.run(request);
    const token = stdout.trim();
    if (exitCode === 0 && /^\S+$/.test(token)) return { secret: new Secret(token) };
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new LoginError("gh-without-token", "gh could not be run", { cause: toError(error) });
  }
  throw new LoginError("gh-without-token", "gh gave no token");
}
