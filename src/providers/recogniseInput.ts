import { isIPv6 } from "node:net";
import { dockerHub } from "../core/dockerHub.ts";
import { Secret } from "../core/secret.ts";
import { type Text, text } from "../core/text.ts";
import { hostParts, isPort, isRegistryHost } from "../core/referenceHost.ts";
import { parseReference } from "../core/reference.ts";
import { RegistryError } from "../core/registryError.ts";
import { isKnownToken } from "../core/tokenLike.ts";
import { canonicalHost, registryOfPage } from "./catalog.ts";
import { parseLoginCommand } from "./loginCommand.ts";

/** What a typed or pasted text says of a login. */
export interface RecognisedInput {
  /** With its port; not yet checked. Docker Hub for nothing. */
  readonly host: string;
  readonly username?: string;
  /** Of a command line, which the shell has in its history, or of an address. */
  readonly password?: Secret;
  /** The account stood in an address. */
  readonly isAddress?: true;
}

/** A host, an URL, an image's reference, or a whole login command, as people paste it. */
export function recogniseInput(typed: string): RecognisedInput {
  const command = parseLoginCommand(typed);
  if (command === undefined) return accountIn(typed) ?? { host: hostOf(typed) };
  const { server, username, password } = command;
  return { host: hostOf(server), ...accountOf(username, password) };
}

/** `https://NAME:PASSWORD@HOST` (RFC 3986, section 3.2.1), also without its scheme. The password may hold what should have been encoded. */
function accountIn(typed: string): RecognisedInput | undefined {
  const [, scheme, username = "", password, rest = ""] =
    /^((?:https?|docker|oci):\/\/)?([^/@:\s]+)(?::(\S*))?@([^@\s]+)$/i.exec(typed.trim()) ?? [];
  const isBare = scheme === undefined && password === undefined && !isKnownToken(decoded(username));
  if (isBare || rest === "" || /^sha(?:256|512):[0-9a-f]+$/.test(rest)) return undefined;
  const account = accountOf(decoded(username), password === undefined ? undefined : new Secret(decoded(password)));
  return { host: hostOf(`https://${rest}`), ...account, isAddress: true };
}

/** A token in the place of the user name is the password: git takes it there, as in `https://TOKEN@github.com`. */
function accountOf(username: string | undefined, password: Secret | undefined): Pick<RecognisedInput, "username" | "password"> {
  if (username !== undefined && isKnownToken(username)) return { password: new Secret(username) };
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The text without its secret: what may stand in a field that everybody sees. Undefined where it has none. */
export function withoutSecret(typed: string): string | undefined {
  const { host, password } = recogniseInput(typed);
  return password === undefined ? undefined : host;
}

function hostOf(typed: string): string {
  const bare = typed.trim().replace(/^(?:https?|docker|oci):\/\//i, "");
  if (bare === "") return dockerHub;
  // An image of Docker Hub is written without a host: `alpine:3`, `team/app`. A host's port is a number.
  if (bare === typed.trim() && isHubReference(bare)) return dockerHub;
  return registryOfPage(bare) ?? canonicalHost(bare.replace(/[/?#].*$/s, "").replace(/@sha(?:256|512):[0-9a-f]+$/, ""));
}

function isHubReference(typed: string): boolean {
  const isHostAlone = !typed.includes("/") && !/:(?!\d+$)/.test(typed);
  if (isHostAlone) return false;
  try {
    return parseReference(typed).host === dockerHub;
  } catch (error) {
    if (error instanceof RegistryError) return false;
    throw error;
  }
}

const noHost = text("This is not a host, such as registry.example.com:5000.");

/** Why the field holds no host, or undefined. */
export function whyNoHost(typed: string): Text | undefined {
  const { host } = recogniseInput(typed);
  if (/\s/.test(host)) return text("A host cannot contain spaces.");
  if (host.includes("@")) return text("Leave the user name and password out of the host: the next steps ask for them.");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed.trim())?.[1];
  if (scheme !== undefined && !/^(?:https?|docker|oci)$/i.test(scheme)) return text("A registry is reached over https, not {0}.", scheme);
  if (isRegistryHost(host)) return undefined;
  if (isIPv6(host)) return text("Put an IPv6 address in brackets: [{0}]", host);
  const { name, port } = hostParts(host);
  if (port !== undefined && !isPort(port)) return text("A port is a number from 1 to 65535.");
  return whyNoName(name);
}

/** docker, nerdctl and the others take a name as it is written, and know nothing of the other form of an international one (RFC 5890). */
function whyNoName(name: string): Text {
  const ascii = /[^\u0021-\u007e]/.test(name) ? URL.parse(`https://${name}`)?.hostname : undefined;
  return ascii === undefined ? noHost : text("docker and nerdctl know this name only in its ASCII form: {0}", ascii);
}
