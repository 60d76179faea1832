import { CodedError } from "../../core/errors.ts";
import type { Text } from "../../core/text.ts";

export type TrustErrorCode =
  /** The server presents another certificate than the person was shown. */
  | "certificate-changed"
  /** What the person names does not make the connection one that is accepted. */
  | "does-not-help"
  /** The server is not the registry that the person named. */
  | "elsewhere"
  | "no-certificate"
  /** The hosts.toml that is there has a mistake, or is written so that nothing can be added by a program. */
  | "not-editable";

/** Why a registry is not trusted, in a sentence; nothing has been written. */
export class TrustError extends CodedError<TrustErrorCode> {
  readonly reason: Text;

  constructor(code: TrustErrorCode, reason: Text, cause?: unknown) {
    super(code, code, { cause });
    this.reason = reason;
  }
}
