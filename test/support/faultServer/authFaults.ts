import { type FaultHandler, send, sendTags, type Visit } from "./visit.ts";

type Parameters = Readonly<Record<string, string>>;

function challenge({ response }: Visit, scheme: "Basic" | "Bearer", parameters: Parameters): void {
  const list = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  const body = JSON.stringify({ errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] });
  send(response, 401, body, { "www-authenticate": `${scheme} ${list.join(",")}` });
}

function unauthorized(header: string): FaultHandler {
  return ({ response }) => send(response, 401, "", { "www-authenticate": header });
}

/** A registry that wants a Bearer token, and a token endpoint that does `endpoint`. */
function bearer(endpoint: FaultHandler): FaultHandler {
  return (visit) => {
    if (visit.url.pathname === "/token") endpoint(visit);
    else if (visit.request.headers.authorization === "Bearer good") sendTags(visit);
    else challenge(visit, "Bearer", { realm: `${visit.origin}/token`, service: "faulty", scope: "repository:team/app:pull" });
  };
}

function realm(address: string): FaultHandler {
  return (visit) => challenge(visit, "Bearer", { realm: address, service: "faulty" });
}

/** A token endpoint that sends this JSON. */
function tokenAnswer(body: unknown, status = 200): FaultHandler {
  return bearer(({ response }) => send(response, status, JSON.stringify(body)));
}

/** Challenges and token endpoints that are down, lie, or never have enough. */
export const authFaults = {
  "401 without a challenge": ({ response }) => send(response, 401, ""),
  "401 after login": (visit) => challenge(visit, "Basic", { realm: "faulty" }),
  "401 with a scheme that nobody knows": unauthorized('Negotiate, Digest realm="x", nonce="y"'),
  "401 with a challenge of 12 kB of commas": unauthorized(`Bearer ${",".repeat(12_000)}`),
  "every token is expired": (visit) => {
    if (visit.url.pathname === "/token") send(visit.response, 200, '{"token":"bad"}');
    else challenge(visit, "Bearer", { realm: `${visit.origin}/token`, service: "faulty", error: "invalid_token" });
  },
  "the token lives for no time": tokenAnswer({ token: "good", expires_in: 0 }),
  "the token's lifetime is nonsense": tokenAnswer({ token: "good", expires_in: "soon", issued_at: "yesterday" }),
  "the token endpoint refuses the password": tokenAnswer({ details: "incorrect username or password" }, 401),
  "the token endpoint is broken": tokenAnswer({}, 500),
  "the token endpoint sends no token": tokenAnswer({ expires_in: 300 }),
  "the token endpoint sends a number": tokenAnswer({ token: 7 }),
  "the token endpoint sends a token with a line break": tokenAnswer({ token: "good\r\nX-Injected: 1" }),
  "the token endpoint sends a web page": bearer(({ response }) => send(response, 200, "<html>", { "content-type": "text/html" })),
  "the token endpoint never answers": bearer(() => {}),
  "the token endpoint closes": bearer(({ socket }) => void socket.destroy()),
  "the token endpoint redirects to another origin": bearer(
    ({ response, elsewhere }) => void response.writeHead(307, { location: `${elsewhere}/token` }).end(),
  ),
  "the realm is down": realm("http://127.0.0.1:1/token"),
  "the realm is another site": realm("https://evil.example/token"),
  "the realm is a private address": realm("https://169.254.169.254/token"),
  "the realm is a file": realm("file:///etc/passwd"),
  "the realm is no address": realm("::::"),
} as const satisfies Record<string, FaultHandler>;
