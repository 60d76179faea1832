import { type Text, text } from "../../core/text.ts";
import { basicAuthorization } from "../../registry/auth/tokenRequest.ts";
import { isJsonObject } from "../../registry/http/json.ts";
import type { Findings, LoginMethod } from "../loginMethod.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { isNamedIn } from "./hosts.ts";
import { ownPorts } from "./ports.ts";

/** More are no help in a sentence. */
const maxShown = 5;
/** Names of images that tell how the port is used. */
const maxNames = 20;

/**
 * Tells which repositories the account sees and how images in them are named: Artifactory knows three forms of addresses, and which of
 * them a server has is its administrator's choice (JFrog, "Docker repository URL formats"). Where the API is closed, nothing is said.
 */
export const inspectJfrogLogin: NonNullable<LoginMethod["inspect"]> = async ({ host }, login, get, signal): Promise<Findings> => {
  const url = new URL(`https://${host}/artifactory/api/repositories?packageType=docker`);
  const { status, json } = await get(url, basicAuthorization(login.username, login.password), signal);
  if (status !== 200 || !Array.isArray(json)) return { notes: [] };
  const keys = json.flatMap(keyOf);
  if (keys.length === 0) {
    return { notes: [text("The account sees no Docker repository. Create a local one first, then a virtual one that includes it.")] };
  }
  const own = keys.find((key) => isNamedIn(hostnameOf(host), key.toLowerCase()));
  if (own !== undefined) return { notes: [], hints: [text("The host stands for the repository {1}: an image is {0}/IMAGE.", host, own)] };
  if (!ownPorts.has(new URL(url).port)) {
    const names = await catalogOf(host, login, get, signal);
    if (isOfOneRepository(names, keys)) return { notes: [], hints: [portHint(host, keys)] };
    // Without a word of the server, the port may be anything.
    if (!names.some((name) => isUnderAKey(name, keys))) return { notes: [] };
  }
  const shown = keys.slice(0, maxShown).join(", ") + (keys.length > maxShown ? ", …" : "");
  return { notes: [], hints: [text("An image is {0}/KEY/IMAGE, with one of these repositories: {1}", host, shown)] };
};

type Inspection = Parameters<NonNullable<LoginMethod["inspect"]>>;

/** What the registry lists at its root: with a port for each repository, that repository's images, without its key. */
async function catalogOf(host: string, login: Inspection[1], get: Inspection[2], signal: AbortSignal): Promise<readonly string[]> {
  const url = new URL(`https://${host}/v2/_catalog?n=${maxNames}`);
  const { status, json } = await get(url, basicAuthorization(login.username, login.password), signal);
  const names = status === 200 && isJsonObject(json) ? json["repositories"] : undefined;
  return Array.isArray(names) ? names.filter((name: unknown) => typeof name === "string") : [];
}

function isOfOneRepository(names: readonly string[], keys: readonly string[]): boolean {
  return names.length > 0 && !names.some((name) => isUnderAKey(name, keys));
}

function isUnderAKey(name: string, keys: readonly string[]): boolean {
  return keys.some((key) => name.startsWith(`${key}/`));
}

/** Of several keys, nothing tells which one the port stands for. */
function portHint(host: string, [key = "", ...others]: readonly string[]): Text {
  return others.length === 0
    ? text("The port stands for the repository {1}: an image is {0}/IMAGE.", host, key)
    : text("The port stands for one repository: an image is {0}/IMAGE.", host);
}

/** Keys of foreign answers are shown, so only what can be one counts. */
function keyOf(row: unknown): readonly string[] {
  const key = isJsonObject(row) ? row["key"] : undefined;
  return typeof key === "string" && /^[\w.-]{1,64}$/.test(key) ? [key] : [];
}
