import type { ContentStore } from "./contentStore.ts";
import { isDigest } from "./digest.ts";
import { type Exchange, sendEmpty } from "./exchange.ts";
import { Fault } from "./fault.ts";
import type { UploadSession, UploadSessions } from "./uploadSessions.ts";

/** `POST /v2/<name>/blobs/uploads/`: mounts from another repository, takes a whole blob (`?digest=`), or opens a session. */
export async function beginUpload(exchange: Exchange, store: ContentStore, sessions: UploadSessions, name: string): Promise<void> {
  const query = exchange.url.searchParams;
  const mount = query.get("mount");
  const source = store.repositories.get(query.get("from") ?? "");
  if (mount !== null && source?.blobs.has(mount)) {
    store.open(name).blobs.add(mount);
    return sendCreated(exchange, name, mount);
  }
  const digest = query.get("digest");
  if (digest === null) return sendProgress(exchange, sessions.begin(name), 202);
  requireDigest(digest);
  return await finish(exchange, store, sessions, sessions.begin(name), digest);
}

/** The requests on an open session: `GET` its state, `PATCH` a chunk, `PUT` the end, `DELETE` it. */
export async function continueUpload(
  exchange: Exchange,
  store: ContentStore,
  sessions: UploadSessions,
  { repository, id }: { readonly repository: string; readonly id: string },
): Promise<void> {
  const session = sessions.get(repository, id);
  switch (exchange.method) {
    case "GET":
      return sendProgress(exchange, session, 204);
    case "PATCH":
      requireNextChunk(exchange, session);
      await sessions.append(session, exchange.request);
      return sendProgress(exchange, session, 202);
    case "PUT": {
      const digest = exchange.url.searchParams.get("digest") ?? "";
      requireDigest(digest);
      requireNextChunk(exchange, session);
      return await finish(exchange, store, sessions, session, digest);
    }
    case "DELETE":
      sessions.end(session);
      return sendEmpty(exchange, { status: 204 });
    default:
      throw new Fault(405, "UNSUPPORTED", "method not allowed");
  }
}

function requireDigest(digest: string): void {
  if (!isDigest(digest)) throw new Fault(400, "DIGEST_INVALID", "a sha256 digest is needed");
}

async function finish(
  exchange: Exchange,
  store: ContentStore,
  sessions: UploadSessions,
  session: UploadSession,
  digest: string,
): Promise<void> {
  await sessions.append(session, exchange.request);
  store.putBlob(store.open(session.repository), sessions.finish(session, digest));
  sendCreated(exchange, session.repository, digest);
}

/** Chunks arrive in order: a `Content-Range` begins where the session stands (distribution specification, "Pushing a blob in chunks"). */
function requireNextChunk({ request }: Exchange, session: UploadSession): void {
  const header = request.headers["content-range"];
  if (header === undefined) return;
  const [, start] = /^(\d+)-\d+$/.exec(header) ?? [];
  if (start === undefined || Number(start) !== session.size) {
    throw new Fault(416, "BLOB_UPLOAD_INVALID", "chunk is out of order", sessionHeaders(session));
  }
}

function sendCreated(exchange: Exchange, name: string, digest: string): void {
  sendEmpty(exchange, { status: 201, headers: { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest } });
}

function sendProgress(exchange: Exchange, session: UploadSession, status: number): void {
  sendEmpty(exchange, { status, headers: sessionHeaders(session) });
}

function sessionHeaders(session: UploadSession): Record<string, string> {
  return {
    location: `/v2/${session.repository}/blobs/uploads/${session.id}`,
    // Inclusive end, which cannot say "nothing yet": distribution sends 0-0 for that too.
    range: `0-${Math.max(0, session.size - 1)}`,
    "docker-upload-uuid": session.id,
  };
}
