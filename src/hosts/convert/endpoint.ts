import { referenceHostOf, registryHostOf } from "../../core/dockerHub.ts";
import { type Text, text } from "../../core/text.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import { cleanPath } from "../resolve/goPath.ts";
import { parseGoUrl } from "../resolve/goUrl.ts";

/** Where requests go. */
export interface Endpoint {
  readonly scheme: "http" | "https";
  /** With its port, if it has one. */
  readonly host: string;
  /** The root of the registry's API, cleaned: `/v2`. */
  readonly root: string;
}

/** A URL as it is written, before a format says where in it the API is. */
export interface WrittenEndpoint {
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Cleaned; empty where there is none, `/` where that is all there is. */
  readonly path: string;
  /** Whether a user stands in it, with or without a password. */
  readonly hasUser: boolean;
}

export type Scheme = Endpoint["scheme"];

/** The path as it stands in a URL: nothing that has to be encoded. */
const plainPath = /^[\w.~!$&'()*+,;=:@/-]*$/;

/**
 * An endpoint as containerd, k3s and Docker write it: a URL, or a host with a path, to which `schemeOf` gives a scheme. A
 * query and a fragment are dropped, as each of them does. Every name of Docker Hub becomes its registry's.
 */
export function readEndpoint(written: string, schemeOf: (host: string) => Scheme): WrittenEndpoint | Text {
  const isUrl = written.includes("://");
  const parsed = parseGoUrl(isUrl ? written : `//${written}`);
  if ("error" in parsed) return text("not a URL");
  const { scheme, host } = parsed.url;
  if (isUrl && scheme !== "http" && scheme !== "https") return text("not a URL with http:// or https://");
  if (!isRegistryHost(host)) return text("not the URL of a host");
  const path = pathOf(written);
  if (!plainPath.test(path)) return text("a path with characters that a registry's path does not have");
  const authority = /^(?:[^:/?#]*:)?\/\/([^/?#]*)/.exec(isUrl ? written : `//${written}`)?.[1] ?? "";
  return {
    scheme: scheme === "http" || scheme === "https" ? scheme : schemeOf(host),
    host: registryHostOf(referenceHostOf(host)),
    path: path === "" ? "" : cleanPath(path),
    hasUser: authority.includes("@"),
  };
}

function pathOf(written: string): string {
  return /^(?:[^:/?#]*:\/\/)?[^/?#]*([^?#]*)/.exec(written)?.[1] ?? "";
}

/** Whether a path would lead upwards. */
export function hasDots(path: string): boolean {
  return path.split("/").some((part) => part === "." || part === "..");
}

/** The URL of an endpoint in hosts.toml; `overridePath` where containerd would append `/v2` to its path. */
export function addressOf({ scheme, host, root }: Endpoint): { readonly url: string; readonly overridePath?: true } {
  const url = `${scheme}://${host}${root === "/v2" ? "" : root}`;
  return root.endsWith("/v2") ? { url } : { url, overridePath: true };
}
