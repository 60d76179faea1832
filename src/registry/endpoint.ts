import { isIP } from "node:net";

/** Where a registry is asked. */
export interface RegistryEndpoint {
  /** As a person writes it: `reg.example:5000`, `docker.io`. */
  readonly host: string;
  /** Scheme, host, port and the root of the API, which ends in `/v2` unless the registry lives elsewhere. */
  readonly baseUrl: URL;
  /** Of a mirror: the registry it is asked for, told with each request as `ns=` (as containerd tells it). */
  readonly namespace?: string;
  /** Sent with each request to this origin, and nowhere else. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The person's word that this host may be asked, with credentials, over plain HTTP. Loopback needs none. */
  readonly allowPlainHttp?: boolean;
}

/** Whether a URL's `hostname` is this machine: `localhost` and below (RFC 6761), 127.0.0.0/8, `::1`. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$|\.$/g, "");
  if (isIP(host) === 4) return host.startsWith("127.");
  return host === "::1" || host === "localhost" || host.endsWith(".localhost");
}

/** Whether requests to `url` may be sent at all: HTTPS always, HTTP to loopback or with the person's word. */
export function isSchemeAllowed(url: URL, allowPlainHttp: boolean): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && (allowPlainHttp || isLoopback(url.hostname)));
}
