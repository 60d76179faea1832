import { dockerHub, dockerHubRegistry } from "../core/dockerHub.ts";
import type { ContainerdVersion } from "./versions.ts";

export type FieldName = "server" | "capabilities" | "ca" | "client" | "skip_verify" | "header" | "override_path" | "dial_timeout";

export type FieldType = "string" | "boolean" | "capabilities" | "paths" | "clients" | "headers" | "duration";

/** A field of hosts.toml: the source of validation, completion, hover and the JSON schema. */
export interface Field {
  readonly name: FieldName;
  readonly type: FieldType;
  /** Whether it means something only above the first table. */
  readonly rootOnly: boolean;
  /** The first containerd release that reads it, where that is not all of them. */
  readonly since?: ContainerdVersion;
  readonly title: string;
  /** What it does, in Markdown. */
  readonly description: string;
  /** What containerd does without it. */
  readonly fallback: string;
  readonly examples: readonly unknown[];
}

export const allFields: readonly Field[] = [
  {
    name: "server",
    type: "string",
    rootOnly: true,
    title: "Fallback registry",
    description:
      "The registry that is tried last, after all `[host]` tables. Without `http://` or `https://`, containerd puts `https://` before it.",
    fallback: `the registry that the directory is named after (\`${dockerHub}\` becomes \`${dockerHubRegistry}\`)`,
    examples: [`https://${dockerHubRegistry}`],
  },
  {
    name: "capabilities",
    type: "capabilities",
    rootOnly: false,
    title: "What the host is used for",
    description:
      "`pull` fetches manifests and layers by digest, `resolve` turns a tag into a digest, `push` uploads, `referrers` lists what refers to an image. An empty list means **all** of them.",
    fallback: "all capabilities",
    examples: [["pull", "resolve"]],
  },
  {
    name: "ca",
    type: "paths",
    rootOnly: false,
    title: "Certificate authorities",
    description:
      "PEM files whose certificates are trusted in addition to the system's. A relative path starts at the directory of this file; `~` is not expanded.",
    fallback: "the system's certificate authorities only",
    examples: ["/etc/certs/ca.pem", ["ca.crt", "/etc/certs/second.pem"]],
  },
  {
    name: "client",
    type: "clients",
    rootOnly: false,
    title: "Client certificates",
    description:
      "A PEM file with certificate and key, a list of such files, or a list of `[certificate, key]` pairs. Relative paths start at the directory of this file.",
    fallback: "no client certificate",
    examples: ["client.pem", [["client.cert", "client.key"]]],
  },
  {
    name: "skip_verify",
    type: "boolean",
    rootOnly: false,
    title: "Do not verify TLS",
    description: "Accepts any certificate, for any name. At the root it reaches only `server`, not the `[host]` tables.",
    fallback: "`false`",
    examples: [true],
  },
  {
    name: "header",
    type: "headers",
    rootOnly: false,
    title: "Additional HTTP headers",
    description:
      "Sent with each request to this host, and since containerd 2.1 with requests to its token server too. Values stand here in clear text.",
    fallback: "no additional header",
    examples: [{ "x-mirror": "1", "x-list": ["a", "b"] }],
  },
  {
    name: "override_path",
    type: "boolean",
    rootOnly: false,
    title: "The path is the API root",
    description: "Takes the path of the URL as the root of the registry API. Otherwise `/v2` is appended, unless the path ends in it.",
    fallback: "`false`",
    examples: [true],
  },
  {
    name: "dial_timeout",
    type: "duration",
    rootOnly: false,
    since: "2.1",
    title: "Connection timeout",
    description: 'How long connecting may take, as a Go duration: `"100ms"`, `"5s"`, `"1m30s"`. `0` means no limit.',
    fallback: "30 seconds",
    examples: ["5s", "1m30s"],
  },
];

export interface Capability {
  readonly name: "pull" | "resolve" | "push" | "referrers";
  readonly since?: ContainerdVersion;
  readonly description: string;
}

export const allCapabilities: readonly Capability[] = [
  { name: "pull", description: "Fetch manifests and layers by digest." },
  {
    name: "resolve",
    description:
      "Turn a tag into a digest, together with `pull`. A host that resolves decides what a tag means: give it only to a mirror that you trust.",
  },
  { name: "push", description: "Upload manifests and layers." },
  { name: "referrers", since: "2.2", description: "List what refers to an image: signatures, bills of materials." },
];

const byName: ReadonlyMap<string, Field> = new Map(allFields.map((field) => [field.name, field]));

/** The field that containerd 2.x takes `name` for: it ignores letter case. */
export function fieldOf(name: string): Field | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}
