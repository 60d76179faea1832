import { CodedError } from "../core/errors.ts";
import type { Text } from "../core/text.ts";
import type { Remedy } from "./remedy.ts";

export type ObtainErrorCode =
  /** VS Code has no sign-in of that name, or it was refused. */
  | "sign-in-failed"
  /** `reason` says what was in the way. */
  | "refused";

interface Said {
  readonly reason?: Text;
  readonly remedy?: Remedy;
}

/** Why a secret that somebody else keeps could not be had. */
export class ObtainError extends CodedError<ObtainErrorCode> {
  /** A sentence for the person, and what to do. */
  readonly reason: Text | undefined;
  readonly remedy: Remedy | undefined;

  constructor(code: ObtainErrorCode, message: string, options?: ConstructorParameters<typeof CodedError>[2], said: Said = {}) {
    super(code, message, options);
    this.reason = said.reason;
    this.remedy = said.remedy;
  }

  static refused(reason: Text, cause?: unknown, remedy?: Remedy): ObtainError {
    return new ObtainError("refused", "there is nothing to try", { cause }, remedy === undefined ? { reason } : { reason, remedy });
  }
}
