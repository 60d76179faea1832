import { CodedError } from "../core/errors.ts";

/** What can be wrong with stored credentials. `params` hold what a sentence needs, and never a secret or a helper's output. */
export type CredentialsErrorCode =
  /** {path, systemCode} */
  | "config-unreadable"
  /** {path, line, column, detail}: not one JSON value, or a field of the wrong type (then `detail` names it) */
  | "config-invalid-json"
  /** {path, key, reason: "type" | "base64" | "no-colon" | "empty-username", offset?} */
  | "config-invalid-entry"
  /** {path, lockPath} */
  | "config-locked"
  /** {path, systemCode} */
  | "config-not-writable"
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
  /** {helper, program} */
  | "helper-not-found"
  /** {helper, action, exitCode, reason: "locked" | "no-dbus" | "pass-not-initialized" | "other"} */
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

export class CredentialsError extends CodedError<CredentialsErrorCode> {}
