import { workspace } from "vscode";
import { Secret } from "../core/secret.ts";
import type { TransportOptions } from "../registry/undiciTransport.ts";

/**
 * The proxy of VS Code's settings, else of the environment. The transport is bundled, so VS Code's own patches of Node's
 * HTTP modules do not reach it, and it has to be told. `http.proxyStrictSSL` is about the connection to the proxy only:
 * it does not make a registry's bad certificate good.
 */
export function readNetworkOptions(environment: Readonly<Record<string, string | undefined>>): TransportOptions {
  const http = workspace.getConfiguration("http");
  if (http.get<string>("proxySupport") === "off") return {};
  const variable = (name: string): string | undefined => environment[name.toLowerCase()] || environment[name] || undefined;
  const proxy = http.get<string>("proxy") || variable("HTTPS_PROXY");
  if (proxy === undefined) return {};
  const fromSettings = http.get<readonly string[]>("noProxy", []);
  const noProxy = fromSettings.length > 0 ? fromSettings : (variable("NO_PROXY") ?? "").split(",").map((each) => each.trim());
  const authorization = http.get<string | null>("proxyAuthorization");
  return {
    proxy,
    noProxy: noProxy.filter((each) => each !== ""),
    proxyStrictSsl: http.get<boolean>("proxyStrictSSL", true),
    ...(authorization ? { proxyAuthorization: new Secret(authorization) } : {}),
  };
}
