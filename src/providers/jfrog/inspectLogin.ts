import { text } from "../../core/text.ts";
import { basicAuthorization } from "../../registry/auth/tokenRequest.ts";
import type { Findings, LoginMethod } from "../loginMethod.ts";
import { hostnameOf } from "../../core/referenceHost.ts";

/** More are no help in a sentence. */
const maxShown = 5;

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
  const shown = keys.slice(0, maxShown).join(", ") + (keys.length > maxShown ? ", …" : "");
  return { notes: [], hints: [text("An image is {0}/KEY/IMAGE, with one of these repositories: {1}", host, shown)] };
};

/** Keys of foreign answers are shown, so only what can be one counts. */
function keyOf(row: unknown): readonly string[] {
  const key: unknown = typeof row === "object" && row !== null && "key" in row ? row.key : undefined;
  return typeof key === "string" && /^[\w.-]{1,64}$/.test(key) ? [key] : [];
}

/** In the cloud SERVER-KEY.jfrog.io, elsewhere KEY.HOST. */
function isNamedIn(hostname: string, key: string): boolean {
  return hostname.startsWith(`${key}.`) || hostname.endsWith(`-${key}.jfrog.io`);
}
