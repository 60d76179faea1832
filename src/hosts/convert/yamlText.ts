import { LineCounter, parseDocument } from "yaml";
import type { Parsed } from "./sourceFault.ts";

/**
 * What the library takes a while for, or more than the process has: it was measured with texts of one kind of character.
 * The figures are far beyond any registries.yaml.
 */
const maxLength = 65_536;
const maxLines = 2_000;
const maxMarks = 1_000;
const maxDepth = 64;
const maxAliases = 100;
const marks = /[&*!"'%{}[\],?]/g;
const deepLine = /^[ \t\-?:]{200}/m;

/** A document of YAML 1.1, as Go's libraries read it: anchors, aliases and merged maps are followed. */
export function parseYaml(source: string): Parsed {
  if (isTooComplex(source)) return { fault: { kind: "too-complex" } };
  try {
    const lineCounter = new LineCounter();
    const document = parseDocument(source, { version: "1.1", prettyErrors: false, stringKeys: true, logLevel: "silent", lineCounter });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line } = lineCounter.linePos(error.pos[0]);
      return { fault: { kind: "syntax", line, ...(error.code === "TAB_AS_INDENT" ? { isTab: true } : {}) } };
    }
    return { value: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch (error) {
    // More aliases than anybody writes, or a stack that is too deep; else an alias that leads nowhere.
    const isTooMuch = error instanceof RangeError || (error instanceof ReferenceError && error.message.startsWith("Excessive"));
    return { fault: { kind: isTooMuch ? "too-complex" : "syntax" } };
  }
}

function isTooComplex(source: string): boolean {
  const isLong = source.length > maxLength || source.split("\n", maxLines + 1).length > maxLines;
  return isLong || [...source.matchAll(marks)].length > maxMarks || deepLine.test(source) || flowDepth(source) > maxDepth;
}

function flowDepth(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [mark] of source.matchAll(/[{}[\]]/g)) {
    depth = mark === "{" || mark === "[" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
