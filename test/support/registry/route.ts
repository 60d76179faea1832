import type { Access } from "./access.ts";
import { Fault } from "./fault.ts";

/** A request's path, understood (distribution specification, "Endpoints"). */
export type Route =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  | { readonly kind: "tags"; readonly repository: string }
  | { readonly kind: "manifest"; readonly repository: string; readonly reference: string }
  | { readonly kind: "blob"; readonly repository: string; readonly digest: string }
  | { readonly kind: "uploads"; readonly repository: string }
  | { readonly kind: "upload"; readonly repository: string; readonly id: string }
  | { readonly kind: "referrers"; readonly repository: string; readonly digest: string };

const namePattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const maxNameLength = 255;

const shapes: readonly (readonly [RegExp, (repository: string, rest: string) => Route])[] = [
  [/^(.+)\/tags\/list$/, (repository) => ({ kind: "tags", repository })],
  [/^(.+)\/manifests\/([^/]+)$/, (repository, reference) => ({ kind: "manifest", repository, reference })],
  [/^(.+)\/blobs\/uploads\/?$/, (repository) => ({ kind: "uploads", repository })],
  [/^(.+)\/blobs\/uploads\/([^/]+)$/, (repository, id) => ({ kind: "upload", repository, id })],
  [/^(.+)\/blobs\/([^/]+)$/, (repository, digest) => ({ kind: "blob", repository, digest })],
  [/^(.+)\/referrers\/([^/]+)$/, (repository, digest) => ({ kind: "referrers", repository, digest })],
];

/** The route of a path, or undefined where the registry has nothing. Throws NAME_INVALID for a bad repository name. */
export function parseRoute(path: string): Route | undefined {
  if (path === "/v2/" || path === "/v2") return { kind: "base" };
  if (path === "/v2/_catalog") return { kind: "catalog" };
  if (!path.startsWith("/v2/")) return undefined;
  const rest = decodePath(path.slice("/v2/".length));
  for (const [pattern, build] of shapes) {
    const [matched, repository = "", last = ""] = pattern.exec(rest) ?? [];
    if (matched === undefined) continue;
    if (repository.length > maxNameLength || !namePattern.test(repository)) {
      throw new Fault(400, "NAME_INVALID", "invalid repository name");
    }
    return build(repository, last);
  }
  return undefined;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Fault(400, "NAME_INVALID", "path is not well encoded");
  }
}

/** What a request needs to be allowed, as distribution asks for it. */
export function neededAccess(route: Route, method: string, mountFrom: string | null): Access[] {
  if (route.kind === "base") return [];
  if (route.kind === "catalog") return [{ type: "registry", name: "catalog", actions: ["*"] }];
  const needed: Access[] = [{ type: "repository", name: route.repository, actions: actionsOf(method, route) }];
  if (route.kind === "uploads" && mountFrom !== null) needed.push({ type: "repository", name: mountFrom, actions: ["pull"] });
  return needed;
}

function actionsOf(method: string, route: Route): string[] {
  if (route.kind === "upload" || route.kind === "uploads") return ["pull", "push"];
  if (method === "GET" || method === "HEAD") return ["pull"];
  return method === "DELETE" ? ["delete"] : ["pull", "push"];
}
