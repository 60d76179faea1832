import { deleteBlob, sendBlob } from "./blobs.ts";
import type { ContentStore } from "./contentStore.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import { Fault } from "./fault.ts";
import { sendCatalog, sendTags } from "./listings.ts";
import { deleteManifest, putManifest, sendManifest, sendReferrers } from "./manifests.ts";
import type { RegistryOptions } from "./registryOptions.ts";
import type { Route } from "./route.ts";
import { beginUpload, continueUpload } from "./uploads.ts";
import type { UploadSessions } from "./uploadSessions.ts";

/** Sends a request that is allowed to the code that answers it. */
export function dispatch(
  exchange: Exchange,
  route: Route,
  options: RegistryOptions,
  store: ContentStore,
  sessions: UploadSessions,
): void | Promise<void> {
  const limit = options.pageLimit ?? { max: 1000, whenLarger: "clamp" };
  switch (route.kind) {
    case "base":
      return sendJson(exchange, {});
    case "catalog":
      if (options.catalog === false) throw new Fault(404, "UNSUPPORTED", "page not found");
      return sendCatalog(exchange, store, limit);
    case "tags":
      return sendTags(exchange, store, route.repository, limit);
    case "referrers":
      if (options.referrers === false) throw new Fault(404, "UNSUPPORTED", "page not found");
      return sendReferrers(exchange, store, route.repository, route.digest);
    case "manifest":
      return onManifest(exchange, route, options, store);
    case "blob":
      return onBlob(exchange, route, options, store);
    case "uploads":
      if (exchange.method !== "POST") throw methodNotAllowed();
      return beginUpload(exchange, store, sessions, route.repository);
    case "upload":
      return continueUpload(exchange, store, sessions, route);
  }
}

function onManifest(
  exchange: Exchange,
  { repository, reference }: Route & { kind: "manifest" },
  { deletes = "all" }: RegistryOptions,
  store: ContentStore,
): void | Promise<void> {
  switch (exchange.method) {
    case "GET":
    case "HEAD":
      return sendManifest(exchange, store, repository, reference);
    case "PUT":
      return putManifest(exchange, store, repository, reference);
    case "DELETE":
      if (deletes === "none") throw methodNotAllowed();
      return deleteManifest(exchange, store, repository, reference, deletes === "all");
    default:
      throw methodNotAllowed();
  }
}

function onBlob(
  exchange: Exchange,
  { repository, digest }: Route & { kind: "blob" },
  { deletes = "all" }: RegistryOptions,
  store: ContentStore,
): void | Promise<void> {
  switch (exchange.method) {
    case "GET":
    case "HEAD":
      return sendBlob(exchange, store, repository, digest);
    case "DELETE":
      if (deletes === "none") throw methodNotAllowed();
      return deleteBlob(exchange, store, repository, digest);
    default:
      throw methodNotAllowed();
  }
}

function methodNotAllowed(): Fault {
  return new Fault(405, "UNSUPPORTED", "the operation is unsupported");
}
