import { type Text, text } from "./prompter.ts";

/** A host as people paste it: without scheme, path and surrounding space; nothing else is changed. Empty is Docker Hub. */
export function normaliseHost(typed: string): string {
  const bare = typed.trim().replace(/^https?:\/\//i, "").replace(/\/.*$/s, "");
  return ["", "index.docker.io", "registry-1.docker.io"].includes(bare) ? "docker.io" : bare;
}

/** Why the field holds no host, or undefined. */
export function checkHost(value: string): Text | undefined {
  const host = normaliseHost(value);
  if (/\s/.test(host)) return text("A host has no spaces.");
  if (host.includes("@")) return text("Leave user name and password out of the host: the next steps ask for them.");
  const parts = /^(\[[0-9a-f:.]+\]|[^[\]:/?#]+)(?::(\d+))?$/i.exec(host);
  if (parts === null) return text("This is no host: write a name or an address, and a port after a colon if there is one.");
  const port = parts[2] === undefined ? 443 : Number(parts[2]);
  return port >= 1 && port <= 65535 ? undefined : text("A port is a number from 1 to 65535.");
}

/** Why the field holds no user name, or undefined. */
export function checkUsername(value: string): Text | undefined {
  const name = value.trim();
  if (name === "") return text("A user name is needed.");
  if (name.includes(":")) return text("A user name has no colon: docker could not read it back.");
  return /\p{Cc}/u.test(name) ? text("A user name has no control characters.") : undefined;
}
