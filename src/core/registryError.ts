import { CodedError } from "./errors.ts";
import type { ForeignText } from "./foreignText.ts";

export type RegistryErrorCode =
  // The connection
  | "connection-refused"
  | "host-not-found"
  | "network-unreachable"
  | "connection-lost"
  | "timed-out"
  | "tls-untrusted"
  | "tls-name-mismatch"
  | "tls-expired"
  /** The server wants a client certificate, or another one than it was shown. */
  | "client-certificate-wanted"
  /** Also a certificate or key of ours that cannot be used: not PEM, or not a pair. */
  | "tls-failed"
  /** We spoke TLS, the server answered in plain HTTP. */
  | "plain-http-server"
  /** We spoke plain HTTP, the server wanted TLS. */
  | "https-server"
  /** A request over plain HTTP to a host that is not loopback, without permission. */
  | "plain-http-refused"
  | "proxy-failed"
  /** The certificate of an `https:` proxy itself. */
  | "proxy-untrusted"
  | "proxy-auth-required"
  // The answer
  | "not-a-registry"
  | "invalid-response"
  /** JSON that ends in its middle. */
  | "response-cut-short"
  | "body-too-large"
  /** JSON with too many values in it, or too deep within each other. */
  | "body-too-complex"
  | "redirect-refused"
  | "unauthorized"
  | "denied"
  | "not-found"
  | "unsupported"
  | "rate-limited"
  | "server-error"
  /** Any other 4xx. */
  | "request-rejected"
  | "digest-mismatch"
  | "paging-loop"
  | "paging-refused"
  | "too-many-pages"
  // What we refuse to do
  | "realm-not-trusted"
  | "invalid-reference"
  | "invalid-header";

/** One entry of a registry's `errors[]` (distribution-spec, "Error Codes"), or what a non-standard body says in its place. */
export interface RegistryErrorDetail {
  /** A word by which programs tell errors apart, or empty. */
  readonly code: string;
  readonly message: ForeignText;
  readonly detail?: unknown;
}

export interface RegistryErrorOptions {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly details?: readonly RegistryErrorDetail[] | undefined;
  readonly retryAt?: Date | undefined;
}

/** Every failure of this room but cancellation, which rejects with the signal's reason. `params.host` names the host that was asked. */
export class RegistryError extends CodedError<RegistryErrorCode> {
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  readonly details: readonly RegistryErrorDetail[];
  /** Until when the server asks us to wait. */
  readonly retryAt: Date | undefined;

  constructor(code: RegistryErrorCode, message: string, options: RegistryErrorOptions = {}) {
    super(code, message, options);
    this.status = options.status;
    this.details = options.details ?? [];
    this.retryAt = options.retryAt;
  }

  static is(error: unknown, ...codes: readonly RegistryErrorCode[]): error is RegistryError {
    return error instanceof RegistryError && (codes.length === 0 || codes.includes(error.code));
  }
}
