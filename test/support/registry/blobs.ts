import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { ContentStore } from "./contentStore.ts";
import { type Exchange, sendEmpty } from "./exchange.ts";
import { Fault } from "./fault.ts";

const sliceBytes = 64 * 1024;

/** `GET` and `HEAD /v2/<name>/blobs/<digest>`, whole or one range (RFC 9110, section 14). */
export async function sendBlob(exchange: Exchange, store: ContentStore, name: string, digest: string): Promise<void> {
  const bytes = blobOf(store, name, digest);
  const range = parseRange(exchange.request.headers.range, bytes.length);
  const part = bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length);
  exchange.response.writeHead(range === undefined ? 200 : 206, {
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
    "content-length": part.length,
    "docker-content-digest": digest,
    ...(range !== undefined && { "content-range": `bytes ${range.start}-${range.end - 1}/${bytes.length}` }),
  });
  if (exchange.method === "HEAD") exchange.response.end();
  else await pipeline(Readable.from(slices(part)), exchange.response);
}

/** `DELETE /v2/<name>/blobs/<digest>`: the repository forgets the blob; others that have it keep it. */
export function deleteBlob(exchange: Exchange, store: ContentStore, name: string, digest: string): void {
  blobOf(store, name, digest);
  store.repositories.get(name)?.blobs.delete(digest);
  sendEmpty(exchange, { status: 202 });
}

function blobOf(store: ContentStore, name: string, digest: string): Buffer {
  const repository = store.repositories.get(name);
  const bytes = repository && store.blob(repository, digest);
  if (bytes === undefined) throw new Fault(404, "BLOB_UNKNOWN", "blob unknown to registry");
  return bytes;
}

/** Start and exclusive end of a `bytes=` range with one part; undefined, which means everything, for any other header. */
function parseRange(header: string | undefined, size: number): { readonly start: number; readonly end: number } | undefined {
  const [matched, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (matched === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw new Fault(416, "SIZE_INVALID", "range is not satisfiable", { "content-range": `bytes */${size}` });
  return { start, end };
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let offset = 0; offset < bytes.length; offset += sliceBytes) yield bytes.subarray(offset, offset + sliceBytes);
}
