import { CodedError } from "../../core/errors.ts";

export type HostsFileErrorCode =
  | "file-unreadable"
  | "no-certificate"
  | "no-private-key"
  | "key-does-not-match"
  | "invalid-json"
  | "nothing-to-import"
  | "exists-already"
  | "not-written";

/** A file that the person names and that is not what is wanted, or one that cannot be made; `params.path` is its path. */
export class HostsFileError extends CodedError<HostsFileErrorCode> {
  constructor(code: HostsFileErrorCode, path: string, cause?: unknown) {
    super(code, `${path}: ${code}`, { params: { path }, cause });
  }
}
