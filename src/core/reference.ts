import { isIP } from "node:net";
import { isDigest } from "./digest.ts";
import { dockerHub, dockerHubIndex } from "./dockerHub.ts";
import { hostParts } from "./referenceHost.ts";
import { RegistryError } from "./registryError.ts";

/** An image's name as a person writes it, taken apart. */
export interface Reference {
  /** With port where it has one, in lower case; `docker.io` where none is written, or for Docker Hub's other name. */
  readonly host: string;
  /** Path of the repository in the registry: `library/alpine`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A repository, and the registry that has it. */
export type RepositoryName = Pick<Reference, "host" | "repository">;

/** The whole name with its host, which docker and containerd limit (github.com/distribution/reference, NameTotalLengthMax). */
const maxNameLength = 255;
const hostLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const pathComponent = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** docker reads such a name as an image's id. */
const imageId = /^[a-f0-9]{64}$/;
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

export function isTag(text: string): boolean {
  return tagGrammar.test(text);
}

/**
 * Parses `[host[:port]/]path[:tag][@digest]` as docker and containerd do: a first component is a host when it has a
 * dot, a colon or an upper-case letter, or is `localhost`; a name of one component on Docker Hub gets `library/`.
 * Throws RegistryError `invalid-reference`, whose params are `text`, `at` (index of the character that is wrong),
 * and `problem`.
 */
export function parseReference(text: string): Reference {
  if (text === "") throw invalid(text, 0, "empty");
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const colon = name.lastIndexOf(":");
  const end = colon > name.lastIndexOf("/") ? colon : name.length;
  const suffixes = { ...parseTag(text, name, end), ...parseDigest(text, at) };
  const { host, path, offset } = splitHost(name.slice(0, end));
  checkHostOf(text, host ?? dockerHub);
  checkPath(text, path, offset);
  if (host === undefined && imageId.test(path)) throw invalid(text, 0, "imageId");
  const registry = normalizeHost(host ?? dockerHub);
  const repository = registry === dockerHub && !path.includes("/") ? `library/${path}` : path;
  if (registry.length + 1 + repository.length > maxNameLength) throw invalid(text, Math.min(maxNameLength, end - 1), "length");
  return { host: registry, repository, ...suffixes };
}

function parseTag(text: string, name: string, end: number): { tag?: string } {
  if (end === name.length) return {};
  const tag = name.slice(end + 1);
  if (!isTag(tag)) throw invalid(text, end + 1 + firstBad(tag, /[A-Za-z0-9_.-]/, /[A-Za-z0-9_]/, 128), "tag");
  return { tag };
}

function parseDigest(text: string, at: number): { digest?: string } {
  if (at < 0) return {};
  const digest = text.slice(at + 1);
  if (!isDigest(digest)) throw invalid(text, at + 1, "digest");
  return { digest };
}

/** The image as a person sees it: by its tag, and by its digest where it has none. */
export function withoutDigest({ digest, ...reference }: Reference): Reference {
  return reference.tag === undefined && digest !== undefined ? { ...reference, digest } : reference;
}

/** The reference in full: `docker.io/library/alpine:3@sha256:…`. Parses back to the same. */
export function printReference(reference: Reference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  const { host, repository } = reference;
  const path = `${repository}${tag}${digest}`;
  // A name of one label is a host to docker and containerd in upper case only: `registry/app` is on Docker Hub.
  return splitHost(`${host}/`).host === undefined ? `${host.toUpperCase()}/${path}` : `${host}/${path}`;
}

/**
 * The host of a reference in the letters in which it is written, after which containerd names its directories; `docker.io`
 * for Docker Hub. Throws as `parseReference` does.
 */
export function writtenHost(text: string): string {
  const { host } = parseReference(text);
  return host === dockerHub ? host : text.slice(0, host.length);
}

function splitHost(name: string): { host: string | undefined; path: string; offset: number } {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const isHost = slash >= 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  return isHost ? { host: first, path: name.slice(slash + 1), offset: slash + 1 } : { host: undefined, path: name, offset: 0 };
}

function normalizeHost(host: string): string {
  const lower = host.toLowerCase();
  return lower === dockerHubIndex ? dockerHub : lower;
}

function checkHostOf(text: string, host: string): void {
  const { name, port } = hostParts(host);
  if (port !== undefined && (port === "" || Number(port) > 65_535)) throw invalid(text, name.length + 1, "port");
  if (name.startsWith("[")) {
    if (!name.endsWith("]") || isIP(name.slice(1, -1)) !== 6) throw invalid(text, 0, "host");
    return;
  }
  const labels = name.split(".");
  const bad = labels.findIndex((label) => !hostLabel.test(label));
  if (bad < 0) return;
  const offset = labels.slice(0, bad).reduce((sum, label) => sum + label.length + 1, 0);
  const label = labels[bad] ?? "";
  throw invalid(text, offset + firstBad(label, /[A-Za-z0-9-]/, /[A-Za-z0-9]/, Infinity), "host");
}

function checkPath(text: string, path: string, start: number): void {
  let offset = start;
  for (const component of path.split("/")) {
    if (!pathComponent.test(component)) throw invalid(text, offset + firstBad(component, /[a-z0-9._-]/, /[a-z0-9]/, Infinity), "path");
    offset += component.length + 1;
  }
}

/** Index of the first character that cannot stand there; past the end where something is missing. */
function firstBad(part: string, allowed: RegExp, allowedFirst: RegExp, limit: number): number {
  for (const [index, character] of Array.from(part).entries()) {
    if (index >= limit || !(index === 0 ? allowedFirst : allowed).test(character)) return index;
  }
  // Every character is legal by itself: a separator is doubled, or the part ends in one.
  const doubled = /[._-](?![a-z0-9])/i.exec(part)?.index;
  return doubled ?? part.length;
}

type Problem = "empty" | "host" | "port" | "path" | "tag" | "digest" | "imageId" | "length";

const sentences: Readonly<Record<Problem, string>> = {
  empty: "an image's name is missing",
  host: "this is not a host name",
  port: "a port is a number up to 65535",
  path: "a repository's name has lower-case letters, digits and single separators (. _ __ -) between them",
  tag: "a tag has up to 128 letters, digits, '_', '.' and '-', and does not start with '.' or '-'",
  digest: "a digest is sha256: and 64 hexadecimal digits, or sha512: and 128",
  imageId: "64 hexadecimal digits alone are an image's id, not a name",
  length: "a name with its host has at most 255 characters",
};

function invalid(text: string, at: number, problem: Problem): RegistryError {
  return new RegistryError("invalid-reference", `"${text}", character ${at + 1}: ${sentences[problem]}`, { params: { text, at, problem } });
}
