import { stringify } from "smol-toml";
import { applyEdits } from "./syntax/edits.ts";
import { format } from "./features/format.ts";
import { modelOf } from "./resolve/model.ts";
import type { Capability } from "./schema.ts";
import { scanDocument } from "./syntax/scan.ts";
import { defaultVersion } from "./versions.ts";

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
  /** Whether the path of `server` is the root of the API. */
  readonly overridePath?: boolean;
  readonly hosts: readonly NewHost[];
}

/**
 * A hosts.toml in the style of containerd's documentation, which is that of our formatter too. Reads the same in every
 * containerd; hosts of the same URL become one. Throws a RangeError for a URL or a header's name with half a character.
 */
export function writeHostsToml({ server, overridePath, hosts }: NewHostsFile): string {
  const text = stringify({
    server,
    override_path: overridePath,
    host: hosts.length === 0 ? undefined : Object.fromEntries(hosts.map((host) => [host.url, hostTableOf(host)])),
  });
  return applyEdits(text, format(modelOf(scanDocument(text), defaultVersion), "  "));
}

/** What is undefined is not written. */
function hostTableOf({ capabilities, ca, client, skipVerify, overridePath, dialTimeout, header }: NewHost): object {
  return {
    capabilities,
    ca: ca?.length === 1 ? ca[0] : ca,
    client: client?.map(([certificate, key]) => (key === "" ? certificate : [certificate, key])),
    skip_verify: skipVerify,
    override_path: overridePath,
    dial_timeout: dialTimeout,
    header,
  };
}
