import { text } from "../../core/text.ts";
import { validDate } from "../../core/secretExpiry.ts";
import type { ApiGet, Findings, LoginMethod } from "../loginMethod.ts";
import { gitlabOf } from "./gitlabOf.ts";
import { isJsonObject } from "../../registry/http/json.ts";

const cannotList = text("To list your projects the token also needs the scope read_api.");

/** What a token needs, by any one of the scopes that bring it. */
const wanted = [
  { scopes: ["read_api", "api"], without: cannotList },
  { scopes: ["write_registry", "api"], without: text("The token lacks the scope write_registry: it can pull, but not push.") },
] as const;

/**
 * Reads back what a token may do and until when, from the API beside the realm that was judged: any token may ask that of itself, since
 * GitLab 15.5. Where GitLab does not tell, the list is tried that the tree is filled from.
 */
export const inspectGitlabToken: NonNullable<LoginMethod["inspect"]> = async ({ host, realm }, { password }, get, signal) => {
  const gitlab = gitlabOf(host, realm?.url);
  if (gitlab === undefined) return { notes: [] };
  const authorization = `Bearer ${password.reveal()}`;
  const { status, json } = await get(new URL("api/v4/personal_access_tokens/self", gitlab), authorization, signal);
  return (status === 200 ? findingsOf(json) : undefined) ?? tryList(gitlab, authorization, get, signal);
};

function findingsOf(json: unknown): Findings | undefined {
  const { scopes: told, expires_at: day } = isJsonObject(json) ? json : {};
  if (!Array.isArray(told)) return undefined;
  const has = new Set<unknown>(told);
  const expiresAt = endOfToken(day);
  return {
    notes: wanted.filter(({ scopes }) => !scopes.some((scope) => has.has(scope))).map(({ without }) => without),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** A token ends as its day begins, in UTC. Source: GitLab, "Access token expiration". */
function endOfToken(day: unknown): Date | undefined {
  return typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day) ? validDate(Date.parse(day)) : undefined;
}

async function tryList(gitlab: URL, authorization: string, get: ApiGet, signal: AbortSignal): Promise<Findings> {
  const url = new URL("api/v4/projects?membership=true&simple=true&per_page=1", gitlab);
  const { status } = await get(url, authorization, signal);
  return { notes: status === 403 ? [cannotList] : [] };
}
