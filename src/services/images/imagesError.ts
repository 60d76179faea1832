import { CodedError } from "../../core/errors.ts";
import type { ForeignText } from "../../core/foreignText.ts";

export type ImagesErrorCode =
  /** None of the engines is there, or not the one that is set, which is `params.engine` then. */
  | "no-engine"
  /** `params.engine` is there and does not do what it is asked: `said` has its own words. */
  | "engine-failed"
  /** The same, and the words say that its daemon is not there. */
  | "engine-not-running";

/** Why images of this machine cannot be had. */
export class ImagesError extends CodedError<ImagesErrorCode> {
  /** The engine's own words; undefined where it had none. */
  readonly said: ForeignText | undefined;

  constructor(code: ImagesErrorCode, message: string, engine: string | undefined, said?: ForeignText, cause?: unknown) {
    super(code, message, { ...(engine === undefined ? {} : { params: { engine } }), cause });
    this.said = said;
  }
}
