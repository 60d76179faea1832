import { absolutePath } from "../resolve/goPath.ts";
import { stringValuesOf, withScheme } from "../resolve/hostConfig.ts";
import type { HostsModel } from "../resolve/model.ts";
import type { Span, StringValue, Value } from "../syntax/document.ts";
import { insideQuotes } from "./locate.ts";

export interface TextLink extends Span {
  /** An absolute path, or an http(s) URL. */
  readonly target: { readonly path: string } | { readonly url: string };
}

/** Far beyond any use: an answer is bounded. */
const maxLinks = 10_000;

/** The files of `ca` and `client`, and the URLs of hosts and server. */
export function links(model: HostsModel, directory: string): readonly TextLink[] {
  const found: TextLink[] = [];
  for (const section of [model.root, ...model.hosts.values()]) {
    const files = [section.settings.get("ca")?.value, section.settings.get("client")?.value].flatMap(filesOf);
    for (const file of files)
      if (file.value !== "" && directory !== "") found.push({ ...textOf(file), target: { path: absolutePath(file.value, directory) } });
  }
  const server = model.root.settings.get("server")?.value;
  if (server?.kind === "string") addUrl(found, server.value, textOf(server));
  for (const part of model.order) addUrl(found, part.name, part.quote === "" ? part : insideQuotes(part));
  return found.toSorted((a, b) => a.start - b.start).slice(0, maxLinks);
}

function filesOf(value: Value | undefined): readonly StringValue[] {
  return value?.kind === "array" ? value.items.flatMap(stringValuesOf) : stringValuesOf(value);
}

function textOf(value: StringValue): Span {
  return insideQuotes(value, value.form.length);
}

/** Only URLs that a browser takes as containerd does, without what may be a password. */
function addUrl(found: TextLink[], name: string, span: Span): void {
  const url = withScheme(name);
  if (/^https?:\/\/[^@\s/?#]+(?:[/?#][^@\s]*)?$/.test(url) && URL.canParse(url))
    found.push({ start: span.start, end: span.end, target: { url } });
}
