import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";

/** What is about the login that was sent, or passes by itself: another try at the same field makes sense. */
const aboutLogin: ReadonlySet<RegistryErrorCode> = new Set(["unauthorized", "denied", "request-rejected", "rate-limited", "unsupported"]);

/** Whether the way to the registry, or the registry itself, is at fault: no other password would help. */
export function isRegistryFault(error: unknown): error is RegistryError {
  return error instanceof RegistryError && !aboutLogin.has(error.code);
}
