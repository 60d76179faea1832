import { LineCounter, parseDocument } from "yaml";
import type { Parsed } from "./sourceFault.ts";
import { isTooComplex } from "./yamlBounds.ts";

/** More than anybody writes. */
const maxAliases = 100;

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
