import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { isTooComplex } from "../convert/yamlBounds.ts";
import type { Span } from "../syntax/document.ts";

export interface YamlScalar extends Span {
  readonly kind: "scalar";
  /** What a text field is given: as it is written, without quotation marks. */
  readonly text: string;
  readonly type: "text" | "number" | "boolean" | "null";
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export type YamlNode = (
  | YamlScalar
  | (Span & { readonly kind: "list"; readonly items: readonly YamlNode[] })
  /** A key that stands twice is there twice; what is merged into the map stands at the end. */
  | (Span & { readonly kind: "map"; readonly entries: readonly YamlEntry[] })
) & {
  /** Aliases may lead here, so that it has a use wherever it stands. */
  readonly isAnchored: boolean;
};

export interface YamlFault extends Span {
  readonly reason: "control" | "tab" | "alias" | "asterisk" | "version" | "other";
}

export type YamlTree =
  | { readonly root: YamlNode; /** Where a second document begins, which is not read. */ readonly rest: number | undefined }
  | { readonly faults: readonly YamlFault[] }
  | "too-complex";

/** What Go's library refuses wherever it stands. */
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\0-\x08\v\f\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/;

const maxDepth = 64;
const maxNodes = 20_000;

class TooComplex extends Error {}

/** A text of YAML 1.1 as Go's library reads it, with the place of everything; bounded as `parseYaml` is. Never throws. */
export function readYamlTree(source: string): YamlTree {
  if (isTooComplex(source)) return "too-complex";
  const control = controlCharacter.exec(source);
  if (control !== null) return { faults: [{ start: control.index, end: control.index + 1, reason: "control" }] };
  try {
    const options = { version: "1.1", prettyErrors: false, stringKeys: false, uniqueKeys: false, merge: true, logLevel: "error" } as const;
    const document = parseDocument(source, options);
    const further = document.errors.find(({ code }) => code === "MULTIPLE_DOCS");
    const rest = further?.pos[0];
    const faults = document.errors.filter(({ code, pos }) => code !== "MULTIPLE_DOCS" && (rest === undefined || pos[0] < rest));
    if (faults.length > 0) return { faults: faults.map(({ code, pos: [start, end] }) => faultOf(code, start, end, source)) };
    const version = /^%YAML[ \t]+(?!1\.1\b)[^\r\n]*/m.exec(source.slice(0, document.contents?.range?.[0] ?? 0));
    if (version !== null) return { faults: [{ start: version.index, end: version.index + version[0].length, reason: "version" }] };
    return { root: new TreeBuilder(document, source).node(document.contents, source.length, 0), rest };
  } catch (error) {
    if (error instanceof TreeFault) return { faults: [error.fault] };
    if (error instanceof TooComplex || error instanceof RangeError) return "too-complex";
    return { faults: [{ start: 0, end: 0, reason: "other" }] };
  }
}

function faultOf(code: string, start: number, end: number, source: string): YamlFault {
  const asterisk = /^[ \t]*\*(?=[ \t]*:)/m.exec(source);
  if (asterisk !== null && asterisk.index <= start) {
    const after = asterisk.index + asterisk[0].length;
    return { start: after - 1, end: after, reason: "asterisk" };
  }
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1).split("\n", 1)[0] ?? "";
  if (code === "TAB_AS_INDENT" || /^ *\t/.test(line)) return { start, end, reason: "tab" };
  return { start, end, reason: code === "BAD_ALIAS" ? "alias" : "other" };
}

/** What only shows where aliases are followed and keys are read. */
class TreeFault extends Error {
  readonly fault: YamlFault;

  constructor(fault: YamlFault) {
    super(fault.reason);
    this.fault = fault;
  }
}

/** Follows aliases and merges maps. */
class TreeBuilder {
  readonly #document: Document;
  readonly #source: string;
  #left = maxNodes;

  constructor(document: Document, source: string) {
    this.#document = document;
    this.#source = source;
  }

  /** `at` is where a value would stand that is not written. */
  node(node: unknown, at: number, depth: number): YamlNode {
    if (--this.#left < 0 || depth > maxDepth) throw new TooComplex();
    if (isAlias(node)) {
      const [start, end] = spanOf(node, at);
      const target = node.resolve(this.#document);
      if (target === undefined) throw new TreeFault({ start, end, reason: "alias" });
      // A map within itself says nothing.
      return depth > maxDepth / 2 ? this.#nothing(at) : this.node(target, at, depth + 1);
    }
    if (isMap(node)) return this.#map(node, at, depth);
    const [start, end] = spanOf(node as Node, at);
    const isAnchored = (node as { readonly anchor?: string } | null)?.anchor !== undefined;
    if (isSeq(node)) {
      const items = node.items.map((item) => this.node(item, end, depth + 1));
      return { kind: "list", start, end: this.#trimmed(end), isAnchored, items };
    }
    return isScalar(node) ? { ...this.#scalar(node, at), isAnchored } : this.#nothing(at);
  }

  #nothing(at: number): YamlNode {
    return { kind: "scalar", start: at, end: at, text: "", type: "null", isAnchored: false };
  }

  #map(map: YAMLMap, at: number, depth: number): YamlNode {
    const [start, end] = spanOf(map, at);
    const entries: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const pair of map.items) {
      const key = this.#key(pair, at);
      const value = this.node(pair.value, key.end, depth + 1);
      if (key.text !== "<<") entries.push({ key, value });
      else for (const each of value.kind === "list" ? value.items : [value]) merged.push(...(each.kind === "map" ? each.entries : []));
    }
    const own = new Set(entries.map(({ key }) => key.text));
    return {
      kind: "map",
      start,
      end: this.#trimmed(end),
      isAnchored: map.anchor !== undefined,
      entries: [...entries, ...merged.filter(({ key }) => !own.has(key.text))],
    };
  }

  /** The library counts the line end to a block. */
  #trimmed(end: number): number {
    let last = end;
    while (last > 0 && /\s/.test(this.#source.charAt(last - 1))) last--;
    return last;
  }

  #key({ key }: Pair, at: number): YamlScalar {
    const followed = isAlias(key) ? (key.resolve(this.#document) ?? key) : key;
    if (isScalar(followed)) return this.#scalar(followed, at);
    const [start, end] = spanOf(key as Node, at);
    throw new TreeFault({ start, end, reason: "other" });
  }

  #scalar(node: { readonly value?: unknown; readonly source?: string; readonly type?: string }, at: number): YamlScalar {
    const [start, end] = spanOf(node as Node, at);
    const { value } = node;
    const type =
      value === null || value === undefined ? "null" : typeof value === "boolean" || typeof value === "number" ? typeof value : "text";
    const text = type === "null" ? "" : typeof value === "string" ? value : (node.source ?? String(value));
    return { kind: "scalar", start, end, text, type: type as YamlScalar["type"] };
  }
}

function spanOf(node: Node | null | undefined, at: number): readonly [start: number, end: number] {
  const range = node?.range;
  return range === null || range === undefined ? [at, at] : [range[0], range[1]];
}
