import { CodedError } from "../../core/errors.ts";
import type { Text } from "../../core/text.ts";
import type { Remedy } from "../../providers/remedy.ts";

export type LoginErrorCode =
  /** The method has nothing to try; `reason` says why. */
  | "refused"
  /** The credential helper that a method names has no login for the registry. */
  | "helper-without-login"
  /** The login that is stored was tried first: `cause` is what came of it, `params.username` its name, which may be empty. */
  | "stored-login-failed";

/** Why there is no login to check. */
export class LoginError extends CodedError<LoginErrorCode> {
  /** A sentence for the person, and what to do. */
  readonly reason: Text | undefined;
  readonly remedy: Remedy | undefined;

  constructor(
    code: LoginErrorCode,
    message: string,
    reason?: Text,
    options?: ConstructorParameters<typeof CodedError>[2],
    remedy?: Remedy,
  ) {
    super(code, message, options);
    this.reason = reason;
    this.remedy = remedy;
  }

  static stored(cause: Error, username: string): LoginError {
    return new LoginError("stored-login-failed", "the stored login was tried first", undefined, { cause, params: { username } });
  }

  static refused(reason: Text, remedy?: Remedy, cause?: unknown): LoginError {
    return new LoginError("refused", "the method has nothing to try", reason, { cause }, remedy);
  }
}
