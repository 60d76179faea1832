import { cleanPath } from "../../resolve/goPath.ts";
import { type HostsModel, modelOf } from "../../resolve/model.ts";
import { type PlacedHost, resolveModel, soundHosts } from "../../resolve/resolveHosts.ts";
import type { HostsDocument } from "../../syntax/document.ts";
import type { ContainerdVersion } from "../../versions.ts";
import type { CheckOptions } from "../checks/context.ts";
import { countFindings, type FindingCounts } from "../validate.ts";

/** Older and newer containerds, one of each reader in use, that a fix must not harm whichever is selected. */
const otherVersions: readonly ContainerdVersion[] = ["1.7", "2.3"];

/** What one containerd makes of a text. */
export interface Reading {
  readonly model: HostsModel;
  readonly isDropped: boolean;
  /** The hosts that it tries, the root last; of a dropped file those in which nothing is wrong. */
  readonly hosts: readonly HostReading[];
  readonly found: FindingCounts;
}

export interface HostReading extends Omit<PlacedHost, "at"> {
  /** As written; undefined for the root. */
  readonly name: string | undefined;
}

/** What the selected containerd makes of a text, first, and what 1.7 and 2.3 do. */
export function readingsOf(document: HostsDocument, options: CheckOptions): readonly Reading[] {
  const versions = new Set([options.version, ...otherVersions]);
  return [...versions].map((version) => readingOf(modelOf(document, version), { ...options, version }));
}

function readingOf(model: HostsModel, options: CheckOptions): Reading {
  const resolution = resolveModel(model, options);
  const isDropped = "error" in resolution;
  const hosts = isDropped ? soundHosts(model, options) : resolution.hosts;
  const names = new Map(model.order.map(({ start, name }) => [start, name]));
  const named = hosts.map((host) => withName(host, host.at.end > host.at.start ? names.get(host.at.start) : undefined));
  return { model, isDropped, hosts: named, found: countFindings(model, options) };
}

/** The requests to `//v2` and `/v2` are the same. */
function withName(host: PlacedHost, name: string | undefined): HostReading {
  return { ...host, path: host.path === "" ? "" : cleanPath(host.path), name };
}
