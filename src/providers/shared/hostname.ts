/** The registry's host without its port, in lower case. */
export function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}
