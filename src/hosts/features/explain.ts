import type { FileReader } from "../../core/fileSystem.ts";
import { markdownCode as code, markdownProse } from "../../core/markdown.ts";
import { parseReference, writtenHost } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { toError } from "../../core/errors.ts";
import { FileRefusedError } from "../../core/ordinaryFile.ts";
import { stoppingFiles } from "../files/stoppingFiles.ts";
import { loadHosts, type LoadedHosts } from "../resolve/loadHosts.ts";
import type { PullClient } from "../resolve/lookup.ts";
import { holdsPem } from "../resolve/unusualPaths.ts";
import { sendsNamespace, triedSchemes } from "../resolve/registry.ts";
import type { PlacedHost } from "../resolve/resolveHosts.ts";
import { serverLimit } from "../textLimits.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { type ClientMachine, clientLines } from "./explainClients.ts";
import { apiUrl } from "./urlText.ts";

export interface ExplainRequest {
  /** An image reference, like `alpine`, `ghcr.io/o/app:v1` or `reg.example.com:5000/app@sha256:…`. */
  readonly reference: string;
  readonly client: PullClient;
  readonly version: ContainerdVersion;
  readonly roots: readonly string[];
  readonly windows?: boolean;
  /** For a line on each client; without it there are none. */
  readonly machine?: ClientMachine;
}

const clients: Readonly<Record<PullClient, string>> = {
  nerdctl: "nerdctl, with its own resolver (nerdctl before 2.3, or containerd before 2.0, and nerdctl login)",
  "nerdctl-daemon": "nerdctl 2.3 or later, which leaves the pull to containerd and names only its first directory",
  kubernetes: "Kubernetes (containerd's CRI plugin)",
  ctr: "ctr with --hosts-dir",
};

/** How an image is pulled, as a text for people: where containerd looks, what it finds, and which requests it sends. */
export async function explainPullPath(files: FileReader, request: ExplainRequest): Promise<string> {
  const image = readImage(request.reference);
  if (image === undefined) return `# ${code(request.reference)} is not an image reference\n`;
  const { registry, repository } = image;
  const lines = [
    `# How ${code(request.reference)} is pulled`,
    "",
    `- registry: ${code(registry)}`,
    `- repository: ${code(repository)}`,
    `- client: ${clients[request.client]}`,
    `- containerd: ${request.version}`,
    "",
  ];
  try {
    const loaded = await loadHosts(files, {
      host: registry,
      roots: request.roots,
      client: request.client,
      version: request.version,
      windows: request.windows ?? false,
      maxBytes: serverLimit,
    });
    const stopping = await stoppingFiles(files, loaded.hosts);
    lines.push(
      ...lookupLines(loaded),
      ...sourceLines(loaded),
      ...stopLines(stopping),
      ...hostLines(loaded.hosts, stopping.length === 0, image, request),
    );
  } catch (error) {
    lines.push(
      isTooLarge(error) ? tooLarge : `containerd cannot read its directories, and the pull fails: ${markdownProse(toError(error).message)}`,
      "",
    );
  }
  if (request.machine !== undefined) lines.push(...(await clientLines(files, registry, request.version, request.machine)));
  return `${lines.join("\n")}\n`;
}

const tooLarge = "containerd reads the hosts.toml that it finds. It is larger than 1 MB, and so is not read here.";

function isTooLarge(error: unknown): boolean {
  return error instanceof FileRefusedError && error.code === "file-too-large";
}

interface Image {
  /** As it is written: containerd names its directories so. */
  readonly registry: string;
  readonly repository: string;
  /** Tag or digest. */
  readonly tag: string;
}

function readImage(reference: string): Image | undefined {
  try {
    const { repository, tag = "latest", digest = tag } = parseReference(reference);
    return { registry: writtenHost(reference), repository, tag: digest };
  } catch (error) {
    if (RegistryError.is(error, "invalid-reference")) return undefined;
    throw error;
  }
}

function lookupLines({ tried, found }: LoadedHosts): readonly string[] {
  const lines = ["## Directories, in the order in which they are looked at", ""];
  const index = found === undefined ? tried.length : tried.indexOf(found);
  for (const [position, directory] of tried.entries()) {
    const note = position < index ? "does not exist" : position === index ? "**exists, and is used**" : "not looked at";
    lines.push(`${position + 1}. ${code(directory)} — ${note}`);
  }
  if (tried.length === 0) lines.push("None is configured.");
  return [...lines, ""];
}

function sourceLines({ found, source, fault }: LoadedHosts): readonly string[] {
  if (fault !== undefined) {
    return [
      `**${code(`${found}/hosts.toml`)} is ignored as a whole:** ${markdownProse(fault.message)}`,
      source === "certificates" ? "The certificate files beside it are used instead." : "Nothing takes its place.",
      "",
    ];
  }
  if (source === "certificates")
    return ["There is no hosts.toml: the certificate files in the directory are used (`*.crt`, `*.cert`, `*.key`).", ""];
  return source === "defaults" ? ["No settings are found: the registry itself is asked.", ""] : [];
}

/** One certificate or key that cannot be read leaves containerd without any host. */
function stopLines(causes: readonly string[]): readonly string[] {
  if (causes.length === 0) return [];
  const intro =
    "**No host of this registry is tried, neither a mirror nor the registry itself: every pull fails.** containerd cannot read these:";
  return [intro, "", ...causes.map((cause) => `- ${markdownProse(cause)}`), ""];
}

function hostLines(hosts: readonly PlacedHost[], isTried: boolean, image: Image, request: ExplainRequest): readonly string[] {
  const lines = [isTried ? "## Hosts, in the order in which they are tried" : "## Hosts that would be tried, in this order", ""];
  for (const [index, host] of hosts.entries()) {
    lines.push(`### ${index + 1}. ${code(apiUrl(host))}`, "", ...oneHost(host, image, request), "");
  }
  return lines;
}

function oneHost(host: PlacedHost, { registry, repository, tag }: Image, { version, client }: ExplainRequest): readonly string[] {
  const query = sendsNamespace(host.host, registry) ? `?ns=${encodeURIComponent(registry)}` : "";
  const base = `${apiUrl(host)}/${repository}`;
  const can = (name: PlacedHost["capabilities"][number]): boolean => host.capabilities.includes(name);
  const headers = Object.keys(host.header);
  const schemes = triedSchemes(host);
  return [
    // containerd resolves a tag only with hosts that can pull too.
    can("resolve") && can("pull")
      ? `- resolves the tag: ${code(`HEAD ${base}/manifests/${tag}${query}`)}`
      : "- does not resolve tags: only asked by digest",
    // containerd looks whether any host may pull, and then asks all of them.
    `- fetches: ${code(`GET ${base}/manifests/…${query}`)} and ${code(`GET ${base}/blobs/…${query}`)}${can("pull") ? "" : ", although it may not pull"}`,
    `- capabilities: ${host.capabilities.join(", ")}`,
    schemes.length > 1 ? "- TLS: HTTPS is tried first, then plain HTTP" : `- TLS: ${tlsText(host)}`,
    ...host.client.map(
      ([certificate, key]) => `- client certificate: ${pathText(certificate)}${key === "" ? "" : ` with ${pathText(key)}`}`,
    ),
    ...(headers.length === 0
      ? []
      : [
          `- headers: ${headers.map(code).join(", ")}${isAtLeast(version, "2.1") ? ", sent to its token server too" : ", not sent to its token server"}`,
        ]),
    ...(host.dialTimeout === null ? [] : [`- connection timeout: ${host.dialTimeout}`]),
    `- credentials, if this host asks for any: ${credentialsText(host.host, registry, client)}`,
  ];
}

/** Where a client looks for what it sends to a host that answers 401. */
function credentialsText(host: string, registry: string, client: PullClient): string {
  // nerdctl's own resolver refuses to look for those of any other host.
  if (client === "nerdctl" && sendsNamespace(host, registry))
    return `none; nerdctl offers those of ${code(registry)} to the registry itself only, and so this host fails`;
  if (client === "ctr") return "those given with --user, the same for every host";
  if (client === "kubernetes") return `those of the pull secret, if its server address is ${code(host)} or it has none`;
  return `those stored for ${code(host)}`;
}

/** A key may have been pasted where its path belongs. */
function pathText(path: string): string {
  return holdsPem(path) ? "a pasted text, which is not a path" : code(path);
}

function tlsText({ scheme, ca, skipVerify }: PlacedHost): string {
  if (scheme === "http") return "none, plain HTTP";
  const trust =
    ca.length === 0 ? "the system's certificate authorities" : `the system's certificate authorities and ${ca.map(pathText).join(", ")}`;
  return skipVerify === true ? "certificate not verified" : `verified with ${trust}`;
}
