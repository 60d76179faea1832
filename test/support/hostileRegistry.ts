import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "./registry/listen.ts";

/** A registry whose every text is what a test wants it to be. */
export interface HostileRegistry {
  readonly host: string;
  readonly url: string;
  /** What it says in each error and warning, and in each list. */
  words: string;
  /** `refuses`: every login; `fails`: every request; `lists`: what it says as the names of repositories and tags. */
  mode: "refuses" | "fails" | "lists";
  close(): Promise<void>;
}

export async function startHostileRegistry(): Promise<HostileRegistry> {
  const state = { words: "", mode: "refuses" as HostileRegistry["mode"] };
  const server = await listen((request, response) => answer(request, response, state));
  const host = `127.0.0.1:${server.port}`;
  return Object.assign(state, { host, url: `http://${host}`, close: () => server.close() });
}

function answer(request: IncomingMessage, response: ServerResponse, { words, mode }: Pick<HostileRegistry, "words" | "mode">): void {
  // A header takes the characters of Latin-1, C1 controls among them.
  response.setHeader(
    "warning",
    `299 - "${words
      .replaceAll(/[^\u0020-\u007E\u0080-\u00FF]/g, "")
      .replaceAll('"', "'")
      .slice(0, 1_000)}"`,
  );
  response.setHeader("content-type", "application/json");
  const url = request.url ?? "";
  if (mode === "lists") {
    const body = url.includes("_catalog") ? { repositories: [words] } : url.includes("tags/list") ? { name: "a", tags: [words] } : {};
    response.end(JSON.stringify(body));
    return;
  }
  if (mode === "refuses") response.setHeader("www-authenticate", 'Basic realm="x"');
  response.statusCode = mode === "refuses" ? 401 : 400;
  response.end(JSON.stringify({ errors: [{ code: "DENIED", message: words }] }));
}
