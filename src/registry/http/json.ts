import { atOnce } from "../../core/slices.ts";
import { documentBounds, measureJson } from "./jsonBounds.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text, or undefined for anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The entries whose value is text. */
export function asTexts(value: unknown): Readonly<Record<string, string>> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** What the bytes say as JSON; undefined where they are none, or have more in them than is parsed in one go. */
export function tryJson(bytes: Uint8Array): unknown {
  try {
    atOnce(measureJson(bytes, documentBounds, ""));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
