import type { Secret } from "../core/secret.ts";
import type { Spawn } from "../core/spawn.ts";

/** Tells a sign-in that VS Code keeps from others. */
export interface SignInKey {
  readonly id: string;
  readonly accountId: string;
}

/** An account that VS Code is signed in to. */
export interface SignedInAccount {
  readonly username: string;
  readonly token: Secret;
  readonly signIn: SignInKey;
}

/** What a method may use of this machine. */
export interface MethodPorts {
  readonly spawn: Spawn;
  /** VS Code's sign-in to GitHub, which may ask the person. */
  readonly signInToGithub: (scopes: readonly string[], signal: AbortSignal) => Promise<SignedInAccount>;
}

/** The registry that a login is for, and this machine. */
export interface MethodContext extends MethodPorts {
  /** As config.json names it. */
  readonly host: string;
}
