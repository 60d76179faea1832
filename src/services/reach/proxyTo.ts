import { bypassesProxy } from "../../registry/http/noProxy.ts";
import type { TransportOptions } from "../../registry/http/undiciTransport.ts";

/** The proxy on the way to a host, without user name and password; undefined where there is none. */
export function proxyTo(host: string, { proxy = "", noProxy = [] }: TransportOptions): string | undefined {
  if (proxy === "" || !URL.canParse(`https://${host}/`) || bypassesProxy(new URL(`https://${host}/`), noProxy)) return undefined;
  return URL.canParse(proxy) ? new URL(proxy).origin : undefined;
}
