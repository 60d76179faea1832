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

/** Of an object that has other values, too, so many keys are looked at: a copy of many costs more than to parse them. */
const mostMixedKeys = 1_000;

/** The entries whose value is text: the object itself where that is all of them. */
export function asTexts(value: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return isTexts(value)
    ? value
    : Object.fromEntries(
        Object.keys(value)
          .slice(0, mostMixedKeys)
          .flatMap((key) => textEntry(key, value[key])),
      );
}

function textEntry(key: string, value: unknown): readonly (readonly [string, string])[] {
  return typeof value === "string" ? [[key, value]] : [];
}

function isTexts(value: JsonObject): value is Readonly<Record<string, string>> {
  for (const key in value) if (typeof value[key] !== "string") return false;
  return true;
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
