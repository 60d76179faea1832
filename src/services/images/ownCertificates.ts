import { join } from "node:path";
import type { FileReader } from "../../core/fileSystem.ts";
import { type Text, text } from "../../core/text.ts";
import type { Engine } from "./engine.ts";
import type { EngineReach } from "./engineReach.ts";

export interface CertificatePorts {
  readonly files: FileReader;
  readonly homeDirectory: string;
}

/** skopeo reads what podman does. */
type CertificateReader = Engine | "skopeo";

/**
 * The certs.d directories of a tool that does not read hosts.toml, in their order: the first that has one for the registry counts
 * (docs.docker.com/engine/security/certificates; containers-certs.d(5)).
 */
function rootsOf(tool: Exclude<CertificateReader, "nerdctl">, homeDirectory: string): readonly string[] {
  if (tool === "docker") return ["/etc/docker/certs.d"];
  return [join(homeDirectory, ".config/containers/certs.d"), "/etc/containers/certs.d", "/etc/docker/certs.d"];
}

/** What docker, podman and skopeo still want of the certificates with which the registry is reached here: nothing where they have some. */
export async function wantedCertificates(
  tool: CertificateReader,
  host: string,
  { isInsecure, isLoopback, hasAuthority, hasClientCertificate }: EngineReach,
  { files, homeDirectory }: CertificatePorts,
): Promise<readonly Text[]> {
  // Of a registry on this machine, docker looks at no certificates.
  if (tool === "nerdctl" || (tool === "docker" && isLoopback)) return [];
  const wantsAuthority = hasAuthority && !isInsecure;
  if (!wantsAuthority && !hasClientCertificate) return [];
  const { directory, names } = await firstOf(
    rootsOf(tool, homeDirectory).map((root) => `${root}/${host}`),
    files,
  );
  const place = directory ?? `/etc/${tool === "docker" ? "docker" : "containers"}/certs.d/${host}`;
  const has = (ending: string): boolean => names.some((name) => name.endsWith(ending));
  return [
    ...(wantsAuthority && !has(".crt")
      ? [text("{0} does not read hosts.toml: it wants the certificate in {1}.", tool, `${place}/ca.crt`)]
      : []),
    ...(hasClientCertificate && !has(".cert")
      ? [text("{0} does not read hosts.toml: it wants the client certificate as client.cert and client.key in {1}.", tool, place)]
      : []),
  ];
}

/** One that cannot be read is taken for one that is not there. */
async function firstOf(directories: readonly string[], files: FileReader) {
  for (const directory of directories) {
    const names = await files.readDirectory(directory).catch(() => undefined);
    if (names !== undefined) return { directory, names };
  }
  return { directory: undefined, names: [] };
}
