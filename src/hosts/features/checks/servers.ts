import { hostParts } from "../../../core/referenceHost.ts";
import { dockerHub, registryHostOf } from "../../../core/dockerHub.ts";
import { splitDirectory } from "../../resolve/goPath.ts";
import type { GoUrl } from "../../resolve/goUrl.ts";
import { type ActiveSection, type CheckContext, settingOf } from "./context.ts";

/** A `server` that does not go with the hosts before it, or with the directory. */
export function checkServer(context: CheckContext): void {
  const server = context.active.at(-1);
  if (server?.url === undefined || server.url.host === "") return;
  checkOtherScheme(context, server, server.url);
  checkDefaultDirectory(context, server, server.url);
}

/** A port speaks one of the two. With settings for TLS, containerd tries both at an http:// host. */
function checkOtherScheme({ active, report }: CheckContext, server: ActiveSection, url: GoUrl): void {
  if (url.scheme !== "https") return;
  const address = hostAndPort(url);
  const plain = active.find((host) => !host.isRoot && host.url?.scheme === "http" && hostAndPort(host.url) === address);
  if (plain === undefined || (["ca", "client", "skip_verify"] as const).some((name) => settingOf(plain, name) !== undefined)) return;
  report(
    "http-and-https",
    server.at,
    `One of the two always fails: this file asks ${address} by plain HTTP as [host], and by HTTPS as \`server\`.`,
    {
      related: [{ start: plain.at.start, end: plain.at.end, message: "The [host] table is here." }],
      data: { meant: server.name.replace(/^(?:https:\/\/)?/, "http://") },
    },
  );
}

function hostAndPort({ scheme, host }: GoUrl): string {
  return hostParts(host).port !== undefined ? host : `${host}:${scheme === "http" ? 80 : 443}`;
}

/** Registries of everybody: none of them has the images of another. */
const publicRegistries: ReadonlySet<string> = new Set([
  registryHostOf(dockerHub),
  "ghcr.io",
  "quay.io",
  "gcr.io",
  "registry.k8s.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "registry.gitlab.com",
]);

function checkDefaultDirectory({ directory, report }: CheckContext, server: ActiveSection, { host }: GoUrl): void {
  if (splitDirectory(directory).name !== "_default") return;
  const cause = "`_default` serves every registry without a directory of its own. Without `server`, each of them is asked itself.";
  report("default-with-server", server.at, `containerd falls back to ${host} for the images of every registry: ${cause}`, {
    // A mirror of all registries may be meant.
    severity: publicRegistries.has(host) ? "warning" : "information",
  });
}
