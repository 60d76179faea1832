import { CodedError } from "../core/errors.ts";
import type { ForeignText } from "../core/foreignText.ts";

/** What can be wrong with stored credentials. `params` hold what a sentence needs, and never a secret or a helper's output (`said`). */
export type CredentialsErrorCode =
  /** {path, systemCode} */
  | "config-unreadable"
  /** {path, reason: "kind" | "size", limit}: a pipe, a device, a network path, or more bytes than the limit */
  | "config-refused"
  /** {path, line, column, detail}: not one JSON value */
  | "config-invalid-json"
  /** {path, field}: a type for which docker and nerdctl refuse the file; `field` is "{}" where the whole file is no object */
  | "config-wrong-type"
  /** {path, key, reason: "type" | "base64" | "no-colon" | "empty-username", offset?} */
  | "config-invalid-entry"
  /** {path, lockPath} */
  | "config-locked"
  /** {path, systemCode} */
  | "config-not-writable"
  /** {path, systemCode}: something is mounted at the file itself, so that nothing can take its place */
  | "config-mounted"
  /** {path, copy, systemCode}: writing in place failed half way; `copy` is a file with what there was */
  | "config-half-written"
  /** {path, mode}: others may read the secrets in it; the mode in octal */
  | "config-readable-by-others"
  /** {path}: other programs kept changing the file while it was being saved */
  | "config-changed"
  /** {path, target}: a symbolic link to nothing */
  | "config-dangling-link"
  /** {path} */
  | "directory-missing"
  /** {path} */
  | "disk-full"
  /** {path, key}: an entry for Docker Hub under a key that docker and nerdctl never read */
  | "hub-key-not-read"
  /** {path, helper}: podman, skopeo and buildah do not look into `credsStore` */
  | "store-hidden-from-podman"
  /** {variable, detail} */
  | "environment-invalid"
  /** {helper, program}: the folder is not trusted */
  | "helper-not-trusted"
  /** {helper, program} */
  | "helper-not-found"
  /** {helper, action, exitCode, reason: "locked" | "no-dbus" | "pass-not-initialized" | "no-gpg-key" | "not-started" | "other"}; exitCode is -1 where no process began */
  | "helper-failed"
  /** {helper, action, seconds} */
  | "helper-timed-out"
  /** {helper, action} */
  | "helper-invalid-output"
  /** {helper, host} */
  | "helper-cannot-store"
  /** {helper} */
  | "helper-name-invalid"
  /** {helper, length, limit}: bytes */
  | "secret-too-long-for-wincred"
  /** {helper, length, limit}: bytes */
  | "secret-too-long-for-helper"
  /** {reason: "empty" | "colon" | "control"} */
  | "invalid-username"
  /** {reason: "empty" | "control"} */
  | "invalid-secret"
  /** {name, reason: "unparsable" | "scheme" | "namespace"} */
  | "invalid-registry-name";

export class CredentialsError extends CodedError<CredentialsErrorCode> {
  /** What the helper printed about it, without anything of the secret. */
  readonly said: ForeignText | undefined;

  constructor(
    code: CredentialsErrorCode,
    message: string,
    options: ConstructorParameters<typeof CodedError>[2] & { readonly said?: ForeignText | undefined } = {},
  ) {
    super(code, message, options);
    this.said = options.said;
  }

  static is(error: unknown, code: CredentialsErrorCode): error is CredentialsError {
    return error instanceof CredentialsError && error.code === code;
  }
}
