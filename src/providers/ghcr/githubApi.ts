import { text } from "../../core/text.ts";
import type { ApiGet, Findings, LoginMethod } from "../loginMethod.ts";
import type { ProviderSite } from "../providerSite.ts";
import { isJsonObject } from "../../registry/http/json.ts";
import { textIn } from "../shared/readAnswer.ts";
import { siteOf } from "./site.ts";

/** Needed to pull, and to push. */
const wanted = [
  { scope: "read:packages", without: text("The token lacks the scope read:packages: it can neither pull nor list private packages.") },
  { scope: "write:packages", without: text("The token lacks the scope write:packages: it can pull, but not push.") },
] as const;

/** The REST API of a registry's GitHub: github.com, data residency (`ghe.com`), or an Enterprise Server. */
export function githubApi({ host }: Pick<ProviderSite, "host">): URL {
  const site = siteOf(host);
  if (site === "github.com") return new URL("https://api.github.com/");
  return new URL(site.endsWith(".ghe.com") ? `https://api.${site}/` : `https://${site}/api/v3/`);
}

/** The pages of that GitHub. */
export function githubOrigin({ host }: ProviderSite): string {
  return `https://${siteOf(host)}`;
}

/**
 * Reads back what a token may do: GitHub tells the scopes of classic tokens and of OAuth tokens in `X-OAuth-Scopes`. Without
 * that header nothing is known, and nothing is said. Tokens that end are told by a header of their own.
 */
export const inspectGithubToken: NonNullable<LoginMethod["inspect"]> = async (
  site,
  { password },
  get: ApiGet,
  signal,
): Promise<Findings> => {
  const answer = await get(new URL("user", githubApi(site)), `Bearer ${password.reveal()}`, signal);
  const header = answer.header("x-oauth-scopes");
  const login = isJsonObject(answer.json) ? textIn(answer.json["login"]) : undefined;
  const end = Date.parse(answer.header("github-authentication-token-expiration") ?? "");
  return {
    ...(Number.isNaN(end) ? {} : { expiresAt: new Date(end) }),
    notes: header === undefined ? [] : missingScopes(header).map(({ without }) => without),
    ...(login === undefined ? {} : { username: login.toLowerCase() }),
  };
};

function missingScopes(header: string): readonly (typeof wanted)[number][] {
  const has = new Set(header.split(",").map((scope) => scope.trim()));
  // GitHub's page on the registry: write:packages is "to download and upload container images".
  if (has.has("write:packages")) has.add("read:packages");
  return wanted.filter(({ scope }) => !has.has(scope));
}
