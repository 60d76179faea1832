/** The registry's host without its port and the root's dot, in lower case. */
export function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
}
