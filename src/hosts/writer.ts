import type { Capability } from "./schema.ts";
import { writeKey, writeString } from "./features/fixes/edits.ts";

/** A host of a new hosts.toml; fields that are left out are not written. */
export interface NewHost {
  /** With its scheme. */
  readonly url: string;
  readonly capabilities?: readonly Capability["name"][];
  /** Absolute, or relative to the directory of the file. */
  readonly ca?: readonly string[];
  /** Pairs of certificate and key; an empty key means that the certificate's file holds it. */
  readonly client?: readonly (readonly [certificate: string, key: string])[];
  readonly skipVerify?: boolean;
  readonly overridePath?: boolean;
  /** A Go duration. */
  readonly dialTimeout?: string;
  readonly header?: Readonly<Record<string, string | readonly string[]>>;
}

export interface NewHostsFile {
  /** The registry that is tried last, with its scheme. */
  readonly server?: string;
  readonly hosts: readonly NewHost[];
}

/** A hosts.toml in the style of containerd's documentation. Reads the same in every containerd. */
export function writeHostsToml({ server, hosts }: NewHostsFile): string {
  const root = server === undefined ? [] : [`server = ${writeString(server)}\n`];
  return [...root, ...hosts.map(writeHost)].join("\n");
}

function writeHost({ url, capabilities, ca, client, skipVerify, overridePath, dialTimeout, header }: NewHost): string {
  const fields = [
    field("capabilities", capabilities === undefined ? undefined : writeArray(capabilities)),
    field("ca", ca === undefined ? undefined : writeOneOrMore(ca)),
    field("client", client === undefined ? undefined : `[${client.map(writePair).join(", ")}]`),
    field("skip_verify", skipVerify?.toString()),
    field("override_path", overridePath?.toString()),
    field("dial_timeout", dialTimeout === undefined ? undefined : writeString(dialTimeout)),
  ];
  const name = `host.${writeKey(url)}`;
  const table = `[${name}]\n${fields.join("")}`;
  if (header === undefined) return table;
  const lines = Object.entries(header).map(([key, value]) => `  ${writeKey(key, "")} = ${typeof value === "string" ? writeString(value) : writeArray(value)}\n`);
  return `${table}[${name}.header]\n${lines.join("")}`;
}

function field(name: string, value: string | undefined): string {
  return value === undefined ? "" : `  ${name} = ${value}\n`;
}

function writeArray(values: readonly string[]): string {
  return `[${values.map(writeString).join(", ")}]`;
}

function writeOneOrMore(values: readonly string[]): string {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? writeString(only) : writeArray(values);
}

function writePair([certificate, key]: readonly [string, string]): string {
  return key === "" ? writeString(certificate) : writeArray([certificate, key]);
}
