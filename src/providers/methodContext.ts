import type { FileReader } from "../core/fileSystem.ts";
import type { Secret } from "../core/secret.ts";
import type { Spawn } from "../core/spawn.ts";
import type { ApiResponse, SignedAnswer, SignedRequest } from "../registry/http/apiRequest.ts";

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

/** Microsoft's clouds that are apart, as the setting of VS Code's sign-in for one of them names them. */
export type SovereignCloud = "USGovernment" | "ChinaCloud";

/** Whose accounts VS Code can be signed in to. */
export type SignInService = "github" | "microsoft" | SovereignCloud;

/** What a method may use of this machine. */
export interface MethodPorts {
  readonly spawn: Spawn;
  readonly files: FileReader;
  readonly homeDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** VS Code's own sign-in, which may ask the person; that of the account, where one is named that VS Code has. */
  readonly signIn: (service: SignInService, scopes: readonly string[], signal: AbortSignal, accountId?: string) => Promise<SignedInAccount>;
  /** Sends what a cloud's own library has signed, through the proxy, once; `ca`: PEM of authorities to trust besides. */
  readonly sendSigned: (request: SignedRequest, signal: AbortSignal, ca?: readonly string[]) => Promise<SignedAnswer>;
}

/** The registry that a login is for, and this machine. */
export interface MethodContext extends MethodPorts {
  /** As config.json names it. */
  readonly host: string;
  /** Where in the registry the login is wanted for, if that is known. */
  readonly repository?: string | undefined;
  /** Sends a form to the registry itself, as it is reached for pulls. Redirects are not followed. */
  readonly postForm: (path: string, fields: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<ApiResponse>;
}
