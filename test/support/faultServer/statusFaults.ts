import { type FaultHandler, send, sendTags, type Visit } from "./visit.ts";

function errorBody(code: string, message: string): string {
  return JSON.stringify({ errors: [{ code, message }] });
}

function storm(headers: () => Readonly<Record<string, string>>): FaultHandler {
  return ({ response }) => send(response, 429, errorBody("TOOMANYREQUESTS", "slow down"), headers());
}

function redirect(location: (visit: Visit) => string, status = 307): FaultHandler {
  return (visit) => void visit.response.writeHead(status, { location: location(visit) }).end();
}

const hourMs = 60 * 60 * 1000;

/** Statuses: refusals, storms, redirects. */
export const statusFaults = {
  "429 for ever, Retry-After in seconds": storm(() => ({ "retry-after": "1" })),
  "429 for ever, Retry-After as a date": storm(() => ({ "retry-after": new Date(Date.now() + 1000).toUTCString() })),
  "429 for ever, X-Retry-After as a Unix time": storm(() => ({ "x-retry-after": String(Math.floor(Date.now() / 1000) + 1) })),
  "429, Retry-After in an hour": storm(() => ({ "retry-after": new Date(Date.now() + hourMs).toUTCString() })),
  "429 for ever, Retry-After is nonsense": storm(() => ({ "retry-after": "soon" })),
  "429 once": (visit) => {
    if (visit.count === 1) send(visit.response, 429, "", { "retry-after": "0" });
    else sendTags(visit);
  },
  "503 for ever": ({ response }) => send(response, 503, errorBody("UNAVAILABLE", "down for maintenance")),
  "500 once": (visit) => {
    if (visit.count === 1) send(visit.response, 500, "");
    else sendTags(visit);
  },
  "403 with the registry's reason": ({ response }) => send(response, 403, errorBody("DENIED", "requested access is denied")),
  "404 on _catalog": ({ response }) => send(response, 404, "404 page not found\n", { "content-type": "text/plain" }),
  "405 on _catalog": ({ response }) => send(response, 405, errorBody("UNSUPPORTED", "the operation is unsupported")),
  "418": ({ response }) => send(response, 418, "short and stout"),
  "an error body without end of nesting": ({ response }) => send(response, 400, "[".repeat(100_000)),
  "an error body that is nested 100,000 deep": ({ response }) => {
    const detail = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    send(response, 403, `{"errors":[{"code":"DENIED","message":"no","detail":${detail}}]}`);
  },
  "redirects to itself": redirect(({ url }) => url.href),
  "redirects in a circle": redirect(({ url, origin }) => `${origin}/v2/team/app/tags/list?${url.search === "?a" ? "b" : "a"}`),
  "redirects without end": redirect(({ count, origin }) => `${origin}/v2/${count}`),
  "redirects without saying where": ({ response }) => void response.writeHead(307).end(),
  "redirects to a file": redirect(() => "file:///etc/passwd"),
  "redirects to another origin": redirect(({ elsewhere }) => `${elsewhere}/storage`),
} as const satisfies Record<string, FaultHandler>;
