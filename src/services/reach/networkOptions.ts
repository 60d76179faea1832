import { Secret } from "../../core/secret.ts";
import type { TransportOptions } from "../../registry/http/undiciTransport.ts";

/** Values of VS Code's `http.*` settings, of whatever type they have in settings.json. */
export type HttpSettings = Readonly<
  Record<"proxy" | "proxySupport" | "noProxy" | "proxyAuthorization" | "proxyStrictSSL" | "systemCertificates", unknown>
>;

type Environment = Readonly<Record<string, string | undefined>>;

/** In VS Code's order, whichever scheme is asked for. */
const proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
const noProxyVariables = ["no_proxy", "NO_PROXY"];

/**
 * How the network is reached: by the proxy of VS Code's settings, else of the environment, as VS Code itself would. Its patches
 * of Node's HTTP modules do not reach a bundled transport, which has to be told. `http.proxyStrictSSL` is about the connection
 * to the proxy only: it does not make a registry's bad certificate good.
 */
export function chooseNetworkOptions(settings: HttpSettings, environment: Environment): TransportOptions {
  const proxy = settings.proxySupport === "off" ? "" : textOf(settings.proxy) || proxyWithScheme(firstOf(proxyVariables, environment));
  return { systemCertificates: settings.systemCertificates !== false, ...(proxy === "" ? {} : proxyOptions(proxy, settings, environment)) };
}

function proxyOptions(proxy: string, settings: HttpSettings, environment: Environment): TransportOptions {
  const listed = Array.isArray(settings.noProxy) ? settings.noProxy.filter((entry) => typeof entry === "string") : [];
  const noProxy = listed.length > 0 ? listed : firstOf(noProxyVariables, environment).split(",");
  const authorization = textOf(settings.proxyAuthorization);
  return {
    proxy,
    noProxy: noProxy.map((entry) => entry.trim()).filter((entry) => entry !== ""),
    proxyStrictSsl: settings.proxyStrictSSL !== false,
    ...(authorization === "" ? {} : { proxyAuthorization: new Secret(authorization) }),
  };
}

/** The variables may leave the scheme out, which curl and Go read as `http:`. */
function proxyWithScheme(proxy: string): string {
  return proxy === "" || proxy.includes("://") ? proxy : `http://${proxy}`;
}

function firstOf(names: readonly string[], environment: Environment): string {
  return names.map((name) => environment[name]?.trim() ?? "").find((value) => value !== "") ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
