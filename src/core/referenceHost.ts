/** A host as references and addresses write it, taken apart. */
export interface HostParts {
  /** An IPv6 address is in brackets. */
  readonly name: string;
  /** Digits, or nothing after the colon; undefined without a colon. */
  readonly port: string | undefined;
}

/** Splits the port off. Checks nothing. */
export function hostParts(host: string): HostParts {
  const port = /:(\d*)$/.exec(host)?.[1];
  return { name: port === undefined ? host : host.slice(0, -port.length - 1), port };
}

export function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65_535;
}

/** Of a name as docker takes it (github.com/distribution/reference); underscores too, which some networks have in their names. */
const hostLabel = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/;

/** No more than the signs of one: whether it is an address is for the URL to say. */
const bracketed = /^\[[\dA-Fa-f:.]+\]$/;

/** Whether a registry can have that host: a name or an address, in brackets where it is one of IPv6, with a port if it has one. */
export function isRegistryHost(host: string): boolean {
  const { name, port } = hostParts(host);
  if (port !== undefined && !isPort(port)) return false;
  // What is left are addresses: of IPv4 that are out of range, and of IPv6.
  return (bracketed.test(name) || name.split(".").every((label) => hostLabel.test(label))) && URL.canParse(`https://${name}/`);
}

/** The name or address without its port and the root's dot, in lower case. */
export function hostnameOf(host: string): string {
  return hostParts(host).name.replace(/\.$/, "").toLowerCase();
}

/** One spelling of a host over HTTPS: in lower case, without the root's dot and the scheme's own port. */
export function plainHost(host: string): string {
  const name = hostnameOf(host);
  const { port = "443" } = hostParts(host);
  return port === "443" ? name : `${name}:${port}`;
}

/** `h` for `https://h:443` and `http://h:80`, which are the same registry. */
export function withoutDefaultPort({ scheme, host }: { readonly scheme: string; readonly host: string }): string {
  return host.replace(scheme === "http" ? /:80$/ : /:443$/, "");
}
