import { CodedError } from "../../core/errors.ts";

/** How one of Amazon's APIs, or its library, refused: what it calls the reason. Its words are quoted for some reasons only. */
export class AwsFailure extends CodedError {
  /** Of a few reasons, of whose words is known that they hold no key; on one line. */
  readonly words: string;
  /** How far this machine's clock is ahead of Amazon's, in milliseconds; undefined where no answer told. */
  readonly clockAheadMs: number | undefined;

  constructor(code: string, words: string, clockAheadMs: number | undefined) {
    super(code, code);
    this.words = words;
    this.clockAheadMs = clockAheadMs;
  }
}
