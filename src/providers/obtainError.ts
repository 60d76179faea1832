import { CodedError } from "../core/errors.ts";

export type ObtainErrorCode =
  /** VS Code has no sign-in of that name, or it was refused. */
  "sign-in-failed";

/** Why a secret that somebody else keeps could not be had. */
export class ObtainError extends CodedError<ObtainErrorCode> {}
