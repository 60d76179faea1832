import { CodedError } from "../../core/errors.ts";
import type { Text } from "../../core/text.ts";

export type LoginErrorCode =
  /** The method has nothing to try; `reason` says why. */
  | "refused"
  /** The credential helper that a method names has no login for the registry. */
  | "helper-without-login";

/** Why there is no login to check. */
export class LoginError extends CodedError<LoginErrorCode> {
  /** A sentence for the person, and what to do. */
  readonly reason: Text | undefined;

  constructor(code: LoginErrorCode, message: string, reason?: Text) {
    super(code, message);
    this.reason = reason;
  }

  static refused(reason: Text): LoginError {
    return new LoginError("refused", "the method has nothing to try", reason);
  }
}
