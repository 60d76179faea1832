import { atOnce } from "../../src/core/slices.ts";
import * as changes from "../../src/credentials/configChange.ts";
import * as credentials from "../../src/credentials/configDocument.ts";

/** Decodes a config.json without an interruption. */
export function parseConfig(content: Uint8Array, path: string): credentials.ConfigDocument {
  return atOnce(credentials.parseConfig(content, path));
}

/** Its text. */
export function printConfig(document: credentials.ConfigDocument): string {
  return atOnce(changes.printConfig(document));
}
