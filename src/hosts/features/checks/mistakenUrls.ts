import { withoutDefaultPort } from "../../../core/referenceHost.ts";
import { dockerHub, dockerHubIndex, dockerHubRegistry, isDockerHubSite } from "../../../core/dockerHub.ts";
import { effects, type FindingMessage } from "../../effects.ts";
import type { FindingCode, Severity } from "../../findings.ts";
import { nearest } from "../../nearest.ts";
import type { GoUrl } from "../../resolve/goUrl.ts";
import type { ActiveSection } from "./context.ts";

/** A URL that containerd reads, and that people write by mistake. */
export interface UrlMistake {
  readonly code: FindingCode;
  readonly message: FindingMessage;
  readonly severity?: Severity;
  /** What takes its place, where that leaves no doubt. */
  readonly meant?: string;
}

/** What is mistaken about the URL as a whole, so that there is nothing to say about its parts. */
export function urlMistake({ name, url, isRoot }: ActiveSection): UrlMistake | undefined {
  if (url === undefined) return undefined;
  return wildcard(url, isRoot) ?? dockerHubAddress(url) ?? misspelled(name, url, isRoot);
}

function wildcard({ host }: GoUrl, isRoot: boolean): UrlMistake | undefined {
  if (!host.includes("*")) return undefined;
  const advice = isRoot ? "Without `server`, each registry is asked itself." : "What is meant for every registry belongs at the root.";
  const cause = `containerd does not know wildcards. The file for all registries lies in the directory \`_default\`. ${advice}`;
  return { code: "wildcard-host", message: `${effects.host}: ${cause}` };
}

/** The paths of a login and of the API, whichever version. */
const apiPath = /^\/?(?:v[12]\/?)?$/;

function dockerHubAddress(url: GoUrl): UrlMistake | undefined {
  const name = withoutDefaultPort(url).toLowerCase();
  const isLogin = name === dockerHubIndex && /^\/v1(?:\/|$)/.test(url.path);
  if (name !== dockerHub && !isDockerHubSite(name) && !isLogin) return undefined;
  const what = isLogin ? `${name}/v1 is only the name that logins go by` : `${name} is a web site`;
  return {
    code: "docker-hub-address",
    message: `${effects.host}: ${what}. Docker Hub's registry is https://${dockerHubRegistry}.`,
    ...(apiPath.test(url.path) ? { meant: `https://${dockerHubRegistry}` } : {}),
  };
}

/** `https//h`, `https:\\h`, `https;//h`, `https:://h`. Where only slashes after the colon are missing, invalid-url says so. */
const brokenSeparator = /^(https?)(?:[/\\]{2,3}|[;,.]:?[/\\]{1,2}|:[:;,.][/\\]{1,2}|:[/\\]?\\)(?![/\\])(?=.)/;
const doubledScheme = /^https?:\/\/(?=https?:\/\/.)/;
const someScheme = /^([A-Za-z]{2,7}):\/\/(?=[^/])/;

function misspelled(name: string, url: GoUrl, isRoot: boolean): UrlMistake | undefined {
  const found = misspelling(name, url);
  if (found === undefined) return undefined;
  const replaced = isRoot && url.host === "";
  const effect = replaced ? effects.server : effects.host;
  return {
    code: "misspelled-url",
    message: `${effect}: ${found.cause}`,
    ...(replaced ? { severity: "warning" } : {}),
    ...(found.meant === undefined ? {} : { meant: found.meant }),
  };
}

function misspelling(name: string, url: GoUrl): { readonly cause: string; readonly meant?: string } | undefined {
  const doubled = doubledScheme.exec(name)?.[0];
  if (doubled !== undefined) return { cause: "this URL begins twice.", meant: name.slice(doubled.length) };
  const [broken, scheme] = brokenSeparator.exec(name) ?? [];
  if (broken !== undefined) return { cause: `a URL begins with \`${scheme}://\`.`, meant: `${scheme}://${name.slice(broken.length)}` };
  const [written, word = ""] = someScheme.exec(name) ?? [];
  const near = written === undefined || /^https?$/i.test(word) ? undefined : nearest(word, ["https", "http"]);
  if (near !== undefined) return { cause: `\`${word}://\` is not \`${near}://\`.`, meant: `${near}://${name.slice(written?.length)}` };
  return url.host.endsWith(":") && url.path.startsWith("//") && /^https?:\/\//.test(name)
    ? { cause: "there is a second `://` in this URL." }
    : undefined;
}
