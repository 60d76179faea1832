import { Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { bodyTooLarge, invalidResponse } from "./errorKinds.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { documentBounds, measureJson } from "./jsonBounds.ts";
import { atOnce } from "../../core/slices.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { ResponseHeaders } from "./transport.ts";

/** Sent with each request whose answer `readBody` reads. */
export const acceptEncoding = "gzip, br";

const decoders: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);
/** What stands there and changes nothing: S3 leaves the name of its signed uploads, others write the character set. */
const noEncodings: ReadonlySet<string> = new Set(["", "identity", "aws-chunked", "utf-8"]);

/**
 * The whole body, without its content encoding. Rejects with `body-too-large` as soon as more than `limit` bytes came
 * out of the decoder (a small compressed body can hold any amount), and with `invalid-response` for unknown and broken
 * encodings: then `body` may not have been touched.
 */
export async function readBody(body: AsyncIterable<Uint8Array>, headers: ResponseHeaders, limit: number, host: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of decode(body, headers, host)) {
    size += chunk.length;
    if (size > limit) throw bodyTooLarge(host, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The first `limit` bytes of a body, without its content encoding; nothing where that is unknown or broken. */
export async function readBeginning(
  body: AsyncIterable<Uint8Array>,
  headers: ResponseHeaders,
  limit: number,
  host: string,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of decode(body, headers, host)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
  } catch (error) {
    if (!RegistryError.is(error, "invalid-response")) throw error;
  }
  return Buffer.concat(chunks, Math.min(size, limit));
}

function decode(body: AsyncIterable<Uint8Array>, headers: ResponseHeaders, host: string): AsyncIterable<Uint8Array> {
  // Encodings are listed in the order they were applied (RFC 9110, section 8.4).
  const names = headers
    .all("content-encoding")
    .flatMap((line) => line.toLowerCase().split(","))
    .map((name) => name.trim())
    .filter((name) => !noEncodings.has(name));
  return names.length === 0 ? body : decodeAs(names.toReversed().join(", "), body, host);
}

async function* decodeAs(name: string, body: AsyncIterable<Uint8Array>, host: string): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  // Servers name the encoding that a body would have had, too.
  if (first.done === true) return;
  const decoder = decoders.get(name)?.();
  if (decoder === undefined) {
    await iterator.return?.();
    throw invalidEncoding(host, name);
  }
  const source = Readable.from(resume(first.value, iterator), { objectMode: false });
  const broken: unknown[] = [];
  source.on("error", (error) => {
    broken.push(error);
    decoder.destroy(error);
  });
  source.pipe(decoder);
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw broken.includes(error) ? error : invalidEncoding(host, name, error);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}

/** The rest of an iteration behind its first value, which ends the iteration when it is left. */
async function* resume(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => iterator };
}

function invalidEncoding(host: string, name: string, cause?: unknown): RegistryError {
  return invalidResponse(host, `it does not decode as ${name}`, cause);
}

/**
 * Parses a body that must be a JSON object, within bounds that keep it from blocking others. Throws `invalid-response`,
 * `body-too-complex`, `response-cut-short` where only its end is missing, or `not-a-registry` for a web page.
 */
export function parseJsonObject(bytes: Uint8Array, host: string): JsonObject {
  const value = parseJsonBody(bytes, host);
  if (isJsonObject(value)) return value;
  throw invalidResponse(host, "JSON, but no object");
}

/** Parses a body within those bounds. Throws as `parseJsonObject` does. */
export function parseJsonBody(bytes: Uint8Array, host: string): unknown {
  if (looksLikeHtml(bytes)) throw new RegistryError("not-a-registry", `${host} answered with a web page`, { params: { host } });
  atOnce(measureJson(bytes, documentBounds, host));
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return JSON.parse(text);
  } catch (cause) {
    throw endsEarly(text, cause) ? cutShort(host, bytes.length, cause) : invalidResponse(host, "not JSON", cause);
  }
}

export function cutShort(host: string, bytes: number, cause?: unknown): RegistryError {
  return new RegistryError("response-cut-short", `${host} sent JSON that breaks off after ${bytes} bytes`, {
    params: { host, bytes },
    cause,
  });
}

/** Whether the parser wanted more where the text ends; V8 tells it only in its sentence. */
function endsEarly(text: string, error: unknown): boolean {
  if (text === "" || !(error instanceof SyntaxError)) return false;
  return (
    /^Unterminated string|end of JSON input/.test(error.message) || Number(/at position (\d+)/.exec(error.message)?.[1]) === text.length
  );
}

export function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(Buffer.from(bytes.subarray(0, 256)).toString("latin1"));
}
