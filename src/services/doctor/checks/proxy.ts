import { RegistryError } from "../../../core/registryError.ts";
import type { DoctorCheck } from "../check.ts";

/** Whether the proxy is to blame that a registry is not reached. */
export function isProxyFault(error: Error): error is RegistryError {
  return RegistryError.is(error, "proxy-failed", "proxy-untrusted", "proxy-auth-required");
}

/** The proxy on the way to the registry. */
export const proxyCheck: DoctorCheck = {
  id: "proxy",
  limitMs: 20_000,
  async run({ host, ping, ports }) {
    const proxy = ports.proxyTo(host);
    if (proxy === undefined) return [];
    const answer = await ping();
    const fixes = [{ kind: "openSetting", setting: "http.proxy" }] as const;
    if ("error" in answer && isProxyFault(answer.error)) {
      return [{ code: "proxy-fails", severity: "error", params: { proxy }, error: answer.error, fixes }];
    }
    return [{ code: "proxy-in-between", severity: "hint", params: { proxy }, fixes }];
  },
};
