import { CodedError } from "../../core/errors.ts";

export type HostsFileErrorCode =
  | "file-unreadable"
  | "no-certificate"
  | "no-private-key"
  | "key-does-not-match"
  | "source-unreadable"
  | "source-too-complex"
  | "source-has-tab"
  | "invalid-source"
  | "nothing-to-convert"
  | "talos-source"
  | "virtual-machine-source"
  | "changed-meanwhile"
  | "nothing-to-import"
  | "exists-already"
  | "not-written";

/** A file that the person names and that is not what is wanted, or one that cannot be made; `params.path` is its path; of a text that does not parse, `params.syntax` and `params.line` (0 where it is not known). */
export class HostsFileError extends CodedError<HostsFileErrorCode> {
  constructor(code: HostsFileErrorCode, path: string, cause?: unknown, params: Readonly<Record<string, string | number>> = {}) {
    super(code, `${path}: ${code}`, { params: { ...params, path }, cause });
  }
}
