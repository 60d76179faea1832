import { Secret } from "../../core/secret.ts";
import type { ProbeProxy } from "../../core/tlsProbe.ts";
import { bypassesProxy } from "../../registry/http/noProxy.ts";
import type { TransportOptions } from "../../registry/http/undiciTransport.ts";

/** The proxy on the way to a URL, as the transport takes it; undefined where there is none. */
export function proxyFor(url: URL, options: TransportOptions): ProbeProxy | undefined {
  const { proxy = "", noProxy = [], proxyAuthorization, proxyStrictSsl } = options;
  const found = proxy === "" || bypassesProxy(url, noProxy) ? null : URL.parse(proxy);
  if (found === null) return undefined;
  return { url: found, authorization: proxyAuthorization ?? accountOf(found), isVerified: proxyStrictSsl !== false };
}

/** The same for a host, without user name and password. */
export function proxyTo(host: string, options: TransportOptions): string | undefined {
  const url = URL.parse(`https://${host}/`);
  return url === null ? undefined : proxyFor(url, options)?.url.origin;
}

function accountOf({ username, password }: URL): Secret | undefined {
  if (username === "" && password === "") return undefined;
  try {
    const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return new Secret(`Basic ${Buffer.from(account).toString("base64")}`);
  } catch {
    return undefined;
  }
}
