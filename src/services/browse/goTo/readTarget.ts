import { isDigest } from "../../../core/digest.ts";
import { dockerHub } from "../../../core/dockerHub.ts";
import { parseReference } from "../../../core/reference.ts";
import { isRegistryHost } from "../../../core/referenceHost.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { canonicalHost, imageOfPage } from "../../../providers/catalog.ts";
import { imageOfCommand } from "../../../providers/imageCommand.ts";
import { parseLoginCommand } from "../../../providers/loginCommand.ts";
import { recogniseInput, withoutSecret } from "../../../providers/recogniseInput.ts";
import type { ImageTarget } from "../../remembered/imageTarget.ts";
import { displayOf } from "../../remembered/rememberedLogins.ts";

/** What is looked for among the names that are known, while a text is not whole yet. */
export interface WantedNames {
  /** The name as it is typed, without what stands around it. */
  readonly name: string;
  /** In lower case; undefined where none is written: any. */
  readonly host: string | undefined;
  /** Part of a repository's name, or of a registry's where no host is written. */
  readonly repository: string;
  /** What stands behind the colon, which may be a pattern; undefined without one. */
  readonly tag: string | undefined;
  /** A digest alone, or its beginning. */
  readonly digest?: string;
}

/** What a text says of where to go. */
export interface TargetReading {
  /** Where it leads in whole; undefined where it is no name, or none yet. */
  readonly exact: ImageTarget | undefined;
  /** No registry is written, and docker takes Docker Hub for that. */
  readonly isHubImplied: boolean;
  /** Of a command line, which means it as docker reads it. */
  readonly isCommand?: boolean;
  readonly wanted: WantedNames;
  /** `invalid-reference`, where the text cannot become a name by what is typed next. */
  readonly error: RegistryError | undefined;
  /** What to put in the place of a text with a password in it: the field is seen by everybody. */
  readonly withoutSecret?: string;
}

/** A name with its host has 255 characters, and the longest page's address is not much longer. */
const maxLength = 4096;

/**
 * Reads a reference that may still be typed, a web page of a registry, or a command line of a container tool: never throws. A name is
 * read as docker reads it, so that `nginx` is `docker.io/library/nginx`; a host alone is a registry.
 */
export function readTarget(typed: string): TargetReading {
  const text = typed.trim().slice(0, maxLength);
  // `name:tag@digest` without a scheme is no account.
  const rest = /:\/\/|\s/.test(text) ? withoutPassword(text) : undefined;
  if (rest !== undefined) return { ...readReference(rest), withoutSecret: rest };
  if (parseLoginCommand(text) !== undefined) return readHost(recogniseInput(text).host);
  const command = imageOfCommand(text);
  if (command !== undefined) return { ...readReference(command), isCommand: true };
  return readReference(text);
}

/** Of an address all but its account, of a command the registry; undefined where there is no password in it. */
function withoutPassword(text: string): string | undefined {
  const host = withoutSecret(text);
  return host === undefined || /\s/.test(text) ? host : text.replace(/^(\w+:\/\/)\S*@/, "$1");
}

function readReference(text: string): TargetReading {
  const bare = text.replace(/^(?:https?|docker|oci):\/\//i, "");
  if (/^sha(?:256|512):[a-f0-9]*$/.test(bare)) return readDigest(bare);
  const page = bare.includes("/") ? imageOfPage(bare) : undefined;
  if (page?.name !== undefined) return readName(`${page.host}/${page.name}`);
  if (page !== undefined) return readHost(page.host, page.part);
  // A host needs no dot behind a scheme; behind docker's own it is left out as elsewhere.
  if (/^https?:/i.test(text)) return readAddress(bare.replace(/[?#].*$/s, ""));
  return isHostAlone(bare) ? readHost(bare.replace(/\/$/, "")) : readName(bare);
}

/** It is looked for among the tags that are known. */
function readDigest(digest: string): TargetReading {
  const problem = "a digest alone does not say which repository it is in: REGISTRY/REPOSITORY@DIGEST does";
  const error = isDigest(digest) ? new RegistryError("invalid-reference", problem, { params: { problem: "digest" } }) : undefined;
  return { exact: undefined, isHubImplied: false, wanted: { ...nothing, name: digest, digest }, error };
}

const nothing: WantedNames = { name: "", host: undefined, repository: "", tag: undefined };

function readAddress(address: string): TargetReading {
  const [host = "", ...path] = address.split("/");
  const name = path.join("/").replace(/^v2\/?/, "");
  if (name === "") return readHost(host);
  // Its first part is a host, whatever it looks like.
  return /[.:]|^localhost$/.test(host) ? readName(`${host}/${name}`) : readName(`${host.toUpperCase()}/${name}`);
}

/** `reg.example`, `localhost:5000`, `reg.example:5000/`; `redis:7` is an image. */
function isHostAlone(text: string): boolean {
  const host = text.replace(/\/$/, "");
  if (host.includes("/") || host.includes("@")) return false;
  return /^(?:localhost|\[[^\]]*\]|[^:]*\.[^:]*)(?::\d*)?$/.test(host);
}

function readHost(written: string, part = ""): TargetReading {
  const host = shownHost(written);
  if (!isRegistryHost(written)) return { exact: undefined, isHubImplied: false, wanted: { ...nothing, name: written }, error: undefined };
  return { exact: { host }, isHubImplied: false, wanted: { name: host, host, repository: part, tag: undefined }, error: undefined };
}

function readName(name: string): TargetReading {
  const { exact, error } = parse(name.replace(/[:@]$/, ""));
  const at = name.indexOf("@");
  const path = at < 0 ? name : name.slice(0, at);
  const colon = path.lastIndexOf(":");
  const end = colon > path.lastIndexOf("/") ? colon : path.length;
  const slash = path.indexOf("/");
  const first = slash < 0 ? "" : path.slice(0, slash);
  const hasHost = slash >= 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  const repository = path.slice(hasHost ? slash + 1 : 0, end);
  const tag = end === path.length ? undefined : path.slice(end + 1);
  return {
    exact,
    isHubImplied: exact !== undefined && !hasHost,
    wanted: { name, host: hasHost ? shownHost(first) : undefined, repository, tag },
    error: error === undefined || mayBecomeOne(name, error) ? undefined : error,
  };
}

function parse(name: string): { readonly exact?: ImageTarget; readonly error?: RegistryError } {
  try {
    const { host, ...image } = parseReference(name);
    return { exact: { host: shownHost(host), ...image } };
  } catch (error) {
    if (RegistryError.is(error, "invalid-reference")) return { error };
    throw error;
  }
}

/** What is missing at the end may still be typed, and so may the rest of a digest; a pattern is to find a name. */
function mayBecomeOne(name: string, error: RegistryError): boolean {
  if (name === "" || /[*?]/.test(name)) return true;
  if (error.params["problem"] === "digest") return /@(?:s(?:h(?:a(?:\d{0,3}(?::[a-f0-9]{0,128})?)?)?)?)?$/.test(name);
  const end = name.replace(/[._:@/-]+$/, "").length;
  return Number(error.params["at"]) >= end;
}

/** The name that the tree has for a registry, but for its case. */
function shownHost(host: string): string {
  const canonical = canonicalHost(host);
  return canonical === dockerHub ? dockerHub : displayOf(canonical).toLowerCase();
}
