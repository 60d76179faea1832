import { systemErrorCode } from "../core/errors.ts";
import { RegistryError, type RegistryErrorCode } from "./registryError.ts";

const codes: Readonly<Record<string, RegistryErrorCode>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "host-not-found",
};

/** What a failed exchange with `url` means. Source: Node's and undici's error codes. */
export function connectionError(thrown: unknown, url: URL): RegistryError {
  if (thrown instanceof RegistryError) return thrown;
  const code = codes[systemErrorCode(thrown) ?? ""] ?? "connection-lost";
  return new RegistryError(code, `${url.host}: ${code}`, { params: { host: url.host }, cause: thrown });
}
