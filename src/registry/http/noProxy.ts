import { BlockList, isIP } from "node:net";
import { isLoopback } from "../endpoint.ts";

/**
 * Whether `url` is reached without the proxy. Loopback always is. An entry is `*`, a domain (which stands for its subdomains,
 * too), `.domain` or `*.domain` (only those), an address, or a network in CIDR form; each but the last may end in `:port`. The
 * reading of Go's httpproxy, which docker and containerd share, and of VS Code's `http.noProxy`.
 */
export function bypassesProxy(url: URL, entries: readonly string[]): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$|\.$/g, "");
  if (isLoopback(host)) return true;
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return entries.some((entry) => matches(entry.trim().toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  if (/^[^/]+\/\d{1,3}$/.test(entry)) return isInNetwork(host, entry);
  const { name, entryPort } = splitPort(entry);
  if (entryPort !== undefined && entryPort !== port) return false;
  if (name === "*") return true;
  if (isIP(name) !== 0) return name === host;
  const domain = name.replace(/^\*?\./, "").replace(/\.$/, "");
  return host.endsWith(`.${domain}`) || (domain === name && host === name);
}

function splitPort(entry: string): { readonly name: string; readonly entryPort: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, entryPort: undefined };
  const match = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry);
  return { name: match?.[1] ?? entry, entryPort: match?.[2] };
}

function isInNetwork(host: string, network: string): boolean {
  const [address = "", prefix = ""] = network.split("/");
  const version = isIP(address);
  if (version === 0 || isIP(host) !== version || Number(prefix) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), family);
  return list.check(host, family);
}
