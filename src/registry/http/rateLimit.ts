import { readMoment } from "./moment.ts";
import type { ResponseHeaders } from "./transport.ts";

/** What the registry last said about its limits (Docker Hub's pull limit, and the `RateLimit` and `X-RateLimit-*` of others). */
export interface RateLimit {
  readonly limit: number | undefined;
  readonly remaining: number;
  /** Seconds that the limit counts over. */
  readonly windowSeconds: number | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly resetsAt: number | undefined;
  /** Whom the limit counts for: an IP address or an account's id. */
  readonly source: string | undefined;
}

/** A member of a list: `"name";key=value` (RFC 9651, section 3.1), or `key=value`. */
interface Member {
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

interface State {
  /** Of the policy that the state belongs to. */
  readonly name?: string;
  readonly limit: number | undefined;
  readonly remaining: number;
  readonly reset: string | undefined;
}

/**
 * Reads the forms that `RateLimit` had from draft to draft of the IETF (httpapi-ratelimit-headers): `"name";r=50;t=30` of
 * version 8 and later, `limit=100, remaining=50, reset=30` of version 7, and before it one field each, `ratelimit-limit:
 * 100;w=21600` and its siblings, or the same behind `x-`. Undefined where the answer says nothing of what remains.
 */
export function readRateLimit(headers: ResponseHeaders, now: number): RateLimit | undefined {
  const members = membersOf(headers.all("ratelimit"));
  const state = readPolicyStates(members) ?? readDictionary(members) ?? readSeparateFields(headers);
  if (state === undefined) return undefined;
  const policy = policyOf(state, membersOf([...headers.all("ratelimit-policy"), ...separate(headers, "limit")]));
  return {
    limit: state.limit ?? quotaOf(policy),
    remaining: state.remaining,
    windowSeconds: leadingNumber(policy?.params.get("w")),
    resetsAt: readMoment(state.reset?.split(";", 1)[0], now),
    source: headers.get("docker-ratelimit-source"),
  };
}

/** Of several policies, the state of the one that has the least left. */
function readPolicyStates(members: readonly Member[]): State | undefined {
  const states = members.flatMap(({ value, params }): State[] => {
    const remaining = leadingNumber(params.get("r"));
    return remaining === undefined ? [] : [{ name: value, limit: undefined, remaining, reset: params.get("t") }];
  });
  return states.toSorted((a, b) => a.remaining - b.remaining)[0];
}

function readDictionary(members: readonly Member[]): State | undefined {
  const values = new Map(members.map(({ value }) => splitPair(value)));
  const remaining = leadingNumber(values.get("remaining"));
  return remaining === undefined ? undefined : { limit: leadingNumber(values.get("limit")), remaining, reset: values.get("reset") };
}

function readSeparateFields(headers: ResponseHeaders): State | undefined {
  const remaining = leadingNumber(separate(headers, "remaining")[0]);
  if (remaining === undefined) return undefined;
  return { limit: leadingNumber(separate(headers, "limit")[0]), remaining, reset: separate(headers, "reset")[0] };
}

function separate(headers: ResponseHeaders, name: string): readonly string[] {
  const lines = headers.all(`ratelimit-${name}`);
  return lines.length > 0 ? lines : headers.all(`x-ratelimit-${name}`);
}

function policyOf(state: State, policies: readonly Member[]): Member | undefined {
  return policies.find((policy) =>
    state.name === undefined
      ? state.limit !== undefined && policy.params.has("w") && quotaOf(policy) === state.limit
      : policy.value === state.name,
  );
}

/** `"name";q=100` or, in older drafts, `100`. */
function quotaOf(policy: Member | undefined): number | undefined {
  return leadingNumber(policy?.params.get("q") ?? policy?.value);
}

function membersOf(lines: readonly string[]): readonly Member[] {
  const members = lines.join(",").match(/(?:"[^"]*"|[^",])+/g) ?? [];
  return members.map((member) => {
    const [value = "", ...params] = member.match(/(?:"[^"]*"|[^";])+/g) ?? [];
    return { value: value.replaceAll('"', "").trim(), params: new Map(params.map(splitPair)) };
  });
}

/** Keys in lower case. */
function splitPair(text: string): [key: string, value: string] {
  const [key = "", value = ""] = text.split("=", 2);
  return [key.trim().toLowerCase(), value.trim()];
}

function leadingNumber(text: string | undefined): number | undefined {
  const digits = /^\s*(\d{1,15})/.exec(text ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
