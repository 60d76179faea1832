import type { RegistryError } from "../../core/registryError.ts";
import { expiryOf } from "../../core/secretExpiry.ts";
import type { Secret } from "../../core/secret.ts";
import { parseChallenges } from "../auth/challenge.ts";
import type { SaidError } from "./errorBody.ts";
import { withoutSecrets } from "./redact.ts";
import type { ResponseHeaders } from "./transport.ts";

/**
 * Why an account's login was refused, as far as the answer tells. `untold`: it may be wrong, expired or revoked. `rights`: the token
 * server has accepted the login, and the registry does not take the token that it gave.
 */
export type Refusal = "wrong" | "expired" | "revoked" | "locked" | "scope" | "single-sign-on" | "rights" | "untold";

/** The login that an answer is about: its secret where that was sent, `exchanged` where a token was sent that the token server gave for it. */
export type SentLogin = Secret | "exchanged";

interface RefusedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Without the secrets. */
  readonly said: readonly SaidError[];
  /** What may not be shown of the headers. */
  readonly secrets?: readonly string[];
}

/**
 * What the error of a refusal has as `params`, where a login stands behind the request: `login` (`sent` or `exchanged`) and, as far as
 * it tells, `refusal`, with `expiredAt` (milliseconds since the Unix epoch), `scope` (what the token lacks) or `authorize` (GitHub's page
 * that authorizes the token for an organization).
 */
export function refusalParams(answer: RefusedResponse, login: SentLogin | undefined, now: number): RegistryError["params"] {
  if (login === undefined || ![400, 401, 403].includes(answer.status)) return {};
  return { login: login === "exchanged" ? login : "sent", ...readingOf(answer, login, now) };
}

function readingOf(answer: RefusedResponse, login: SentLogin, now: number): RegistryError["params"] {
  const authorize = singleSignOn(answer.headers);
  if (authorize !== undefined) return { refusal: "single-sign-on" satisfies Refusal, ...authorize };
  const end = login === "exchanged" ? undefined : expiryOf(login)?.getTime();
  if (end !== undefined && end <= now) return { refusal: "expired" satisfies Refusal, expiredAt: end };
  const scope = lackedScope(answer);
  if (scope !== undefined) return { refusal: "scope" satisfies Refusal, scope };
  const words = wordsOf(answer);
  const [refusal] = readings.find(([, pattern]) => pattern.test(words)) ?? [];
  if (refusal !== undefined && (refusal !== "wrong" || answer.status === 401)) return { refusal };
  if (answer.status !== 401) return {};
  return { refusal: (login === "exchanged" ? "rights" : "untold") satisfies Refusal };
}

const subject = String.raw`(?<!anonymous )\b(?:token|account|user|robot|login|password|credential|session|secret|api ?key)s?\b`;
const kinds = String.raw`(?:(?:access|identity|personal|api|refresh|deploy|job|robot|user)\s){0,3}`;
const elsewhere = String.raw`\b(?:repositor|registr|certificate|project|network|anonymous|image|scheme)`;

/** A word that is about the login: a certificate may have expired, too, a repository be locked, and a registry be disabled. */
function ofLogin(words: string): RegExp {
  const after = String.raw`${subject}(?:(?!${elsewhere})[^.;]){0,60}\b(?:${words})\b(?!\s${elsewhere})`;
  return new RegExp(String.raw`${after}|\b(?:${words})\s${kinds}${subject}|(?:^|[.;]\s?)(?:${words})(?:[.;]|$)`, "i");
}

/** What registries write of each; a sentence that leaves several open ("wrong, or expired") tells nothing. */
const readings: readonly (readonly [Refusal, RegExp])[] = [
  ["expired", ofLogin("expired")],
  ["revoked", ofLogin("revoked|deactivated|disabled")],
  ["locked", ofLogin("locked|lockout")],
  [
    "wrong",
    /\b(?:incorrect|invalid|wrong|bad)\b[^.]*\b(?:user ?name|login|password|credentials?)\b|\bpassword (?:is|was) (?:incorrect|invalid|wrong)\b/i,
  ],
];

/** So much of what is said is read: what looks for words in it may take the square of its length. */
const maxWords = 4096;

function wordsOf({ headers, said }: RefusedResponse): string {
  const challenges = parseChallenges(headers.all("www-authenticate"));
  const words = [...challenges.map(({ params }) => params.get("error_description") ?? ""), ...said.map(({ message }) => message)];
  return words
    .join(". ")
    .slice(0, maxWords)
    .split(/[.;]\s/)
    .filter((sentence) => !/\bor\b.*\b(?:expired|revoked|disabled)\b|\b(?:expired|revoked|disabled)\b.*\bor\b/i.test(sentence))
    .join(". ");
}

/** GitHub tells the scopes that a classic token has, and which of them it wants one of. */
function lackedScope({ headers, said, secrets = [] }: RefusedResponse): string | undefined {
  const wanted = scopesIn(withoutSecrets(headers.get("x-accepted-oauth-scopes") ?? "", secrets));
  const has = headers.get("x-oauth-scopes");
  if (has !== undefined && wanted.length > 0 && !wanted.some((scope) => scopesIn(has).includes(scope))) return wanted.join(", ");
  return said.map(({ message }) => /\bat least ([\w:.-]{1,50}) scope\b/.exec(message)?.[1]).find((scope) => scope !== undefined);
}

/** A few names as GitHub's scopes have them; anything else is none. */
function scopesIn(header: string): readonly string[] {
  return header
    .split(",")
    .map((scope) => scope.trim())
    .filter((scope) => /^[\w:.-]{1,50}$/.test(scope))
    .slice(0, 30);
}

/**
 * `X-GitHub-SSO: required; url=…`. Of the address only GitHub's page of an organization's single sign-on is taken, with what GitHub asks
 * there: on another page of github.com a person could be led to let a stranger's application in.
 */
function singleSignOn(headers: ResponseHeaders): { readonly authorize?: string } | undefined {
  const header = headers.get("x-github-sso");
  if (header === undefined || !/^\s*required\b/i.test(header)) return undefined;
  const url = URL.parse(/\burl=(\S+)/i.exec(header)?.[1] ?? "");
  if (url === null || url.origin !== "https://github.com" || url.username !== "" || url.password !== "") return {};
  if (!/^\/(?:orgs|enterprises)\/[\w.-]{1,100}\/sso$/.test(url.pathname)) return {};
  const asked = url.searchParams.get("authorization_request");
  const query = asked === null ? "" : `?${new URLSearchParams({ authorization_request: asked }).toString()}`;
  return { authorize: `${url.origin}${url.pathname}${query}` };
}
