import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, RequestListener } from "node:http";
import { originOf } from "../registry/exchange.ts";
import type { Sample } from "./samples.ts";

export interface SampleHandlerOptions {
  readonly samples: readonly Sample[];
  /**
   * `real`: the hosts of the samples are matched and kept, for use behind a proxy that leads their names here.
   * `own`: they are ignored, and replaced by this server's origin wherever a response names the next address to ask.
   */
  readonly hosts: "real" | "own";
  /** The one password that is accepted by Basic; any unless given. */
  readonly password?: string | undefined;
  /** Told of requests that no sample answers: a test fails on them. */
  readonly onUnknown: (request: string) => void;
}

/** Replays recorded exchanges. Where several fit, the request's credentials choose between a refusal and another answer. */
export function createSampleHandler({ samples, hosts, password, onUnknown }: SampleHandlerOptions): RequestListener {
  return (request, response) => {
    const origin = originOf(request);
    const url = new URL(request.url ?? "", origin);
    const fitting = samples
      .filter((sample) => fits(sample, request, url, hosts))
      .toSorted((a, b) => Number(isExact(b, url)) - Number(isExact(a, url)));
    const authorized = isAuthorized(request.headers.authorization, password);
    const chosen = fitting.find(({ response: { status } }) => (status === 401 || status === 403) !== authorized) ?? fitting[0];
    if (chosen === undefined) {
      onUnknown(`${request.method} ${url.href}`);
      response.writeHead(404, { "content-type": "text/plain" }).end("no sample");
      return;
    }
    const rewrite = (text: string): string => (hosts === "own" ? withOrigin(text, origin) : text);
    const { status, headers } = chosen.response;
    response.writeHead(status, rewriteHeaders(headers, rewrite));
    response.end(request.method === "HEAD" || status === 204 || status === 304 ? undefined : bodyOf(chosen, rewrite));
  };
}

function isAuthorized(authorization: string | undefined, password: string | undefined): boolean {
  if (authorization === undefined) return false;
  const [scheme = "", parameter = ""] = authorization.split(" ");
  if (password === undefined || scheme !== "Basic") return true;
  return (
    Buffer.from(parameter, "base64")
      .toString("utf8")
      .replace(/^[^:]*:/, "") === password
  );
}

function fits(sample: Sample, request: IncomingMessage, url: URL, hosts: "real" | "own"): boolean {
  const expected = new URL(sample.request.url, url);
  return (
    sample.request.method === request.method &&
    expected.pathname === url.pathname &&
    (hosts === "own" || expected.host === url.host) &&
    (isTokenEndpoint(expected) || isExact(sample, url) || queryOf(expected) === queryOf(url, "n")) &&
    hasOperation(sample, request.headers)
  );
}

function isExact(sample: Sample, url: URL): boolean {
  return queryOf(new URL(sample.request.url, url)) === queryOf(url);
}

/** A token request's query depends on the account and the client's name: its samples answer any. */
function isTokenEndpoint(url: URL): boolean {
  return /(?:token\/?|auth)$/.test(url.pathname);
}

/** The query in one order, perhaps without a parameter: how many items a page has is the client's choice where the sample does not say. */
function queryOf(url: URL, without?: string): string {
  const parameters = [...url.searchParams].filter(([name]) => name !== without);
  return JSON.stringify(parameters.toSorted(([a], [b]) => a.localeCompare(b)));
}

/** Amazon's operations share one address and are told apart by a header. */
function hasOperation(sample: Sample, headers: IncomingHttpHeaders): boolean {
  const operation = sample.request.headers?.["X-Amz-Target"];
  return operation === undefined || operation === headers["x-amz-target"];
}

function rewriteHeaders(headers: Sample["response"]["headers"], rewrite: (text: string) => string): OutgoingHttpHeaders {
  const addresses = new Set(["www-authenticate", "link", "location"]);
  const entries = Object.entries(headers).map(([name, value]) => {
    const lines = typeof value === "string" ? value : [...value];
    if (!addresses.has(name.toLowerCase())) return [name, lines] as const;
    return [name, typeof lines === "string" ? rewrite(lines) : lines.map(rewrite)] as const;
  });
  return Object.fromEntries(entries);
}

function bodyOf({ response }: Sample, rewrite: (text: string) => string): string {
  if (response.text !== undefined) return response.text;
  if (response.body === undefined) return "";
  const addresses = new Set(["next", "previous", "proxyEndpoint"]);
  return JSON.stringify(response.body, (key, value: unknown) => (addresses.has(key) && typeof value === "string" ? rewrite(value) : value));
}

function withOrigin(text: string, origin: string): string {
  return text.replaceAll(/https?:\/\/[^/">\s]+/g, origin);
}
