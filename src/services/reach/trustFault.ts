import { RegistryError } from "../../core/registryError.ts";

/** Whether a host speaks plain HTTP, which needs the person's word. */
export function isPlainHttpFault(error: unknown): error is RegistryError {
  return RegistryError.is(error, "plain-http-server", "plain-http-refused");
}

/** Whether a host could not be asked because of its certificate, or of the lack of one, so that what hosts.toml says of it may help. */
export function isTrustFault(error: unknown): error is RegistryError {
  // A certificate file of hosts.toml that cannot be read has a path, and a remedy of its own.
  if (RegistryError.is(error, "tls-failed")) return error.params["path"] === undefined;
  return (
    RegistryError.is(error, "tls-untrusted", "tls-name-mismatch", "tls-expired", "client-certificate-wanted") || isPlainHttpFault(error)
  );
}
