import { directoryNames } from "./resolve/lookup.ts";

/** A name or an address, in brackets where it is one of IPv6, with a port if it has one: nothing that leads out of a directory. */
export function isHost(name: string): boolean {
  const isNamed = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[\da-fA-F:.]+\])(?::0*[1-9]\d{0,4})?$/.test(name);
  return isNamed && URL.canParse(`https://${name}/`);
}

/** The name of a new directory for a registry: `HOST:PORT`, and on Windows `HOST_PORT_`, since a colon cannot stand there. */
export function newDirectoryName(host: string, windows: boolean): string {
  const [first = host, second = host] = directoryNames(host, false);
  return windows || second === "_default" ? first : second;
}
