import { workspace } from "vscode";
import type { HttpSettings } from "../services/reach/networkOptions.ts";

/** VS Code's own settings of the network. */
export function readHttpSettings(): HttpSettings {
  const http = workspace.getConfiguration("http");
  return {
    proxy: http.get("proxy"),
    proxySupport: http.get("proxySupport"),
    noProxy: http.get("noProxy"),
    proxyAuthorization: http.get("proxyAuthorization"),
    proxyStrictSSL: http.get("proxyStrictSSL"),
    systemCertificates: http.get("systemCertificates"),
  };
}
