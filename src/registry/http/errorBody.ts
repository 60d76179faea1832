import { isJsonObject, type JsonObject } from "./json.ts";
import { type JsonBounds, measureJson } from "./jsonBounds.ts";
import { RegistryError } from "../../core/registryError.ts";
import { atOnce } from "../../core/slices.ts";

/** As much of a failed answer is read. */
export const maxErrorBytes = 64 * 1024;
const maxEntries = 20;
const maxMessageLength = 500;
/** As much as fits into so many bytes. */
const bounds: JsonBounds = { depth: 20, values: maxErrorBytes, keyBytes: maxErrorBytes };

/** An entry of an error body as it stands there. */
export interface SaidError {
  readonly code: string;
  readonly message: string;
  readonly detail?: unknown;
}

/**
 * What an error body says, in the shape of distribution's `errors[]`. The specification lets a 4xx body have any form,
 * and registries use that: `{message}`, `{detail}`, `{details}`, Google's `{error: {status, message}}`, OAuth's
 * `{error, error_description}`, Amazon's `{__type, Message}`, plain text. An empty list where it says nothing, or too much.
 * @param purge takes out what must not be shown, before anything is cut off or put together
 */
export function parseErrorBody(
  bytes: Uint8Array,
  contentType: string | undefined,
  purge: (text: string) => string = (text) => text,
): readonly SaidError[] {
  const clean: Clean = (said) => toLine(purge(said));
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") return [];
  let value: unknown;
  try {
    atOnce(measureJson(bytes, bounds, ""));
    value = JSON.parse(text);
  } catch (error) {
    const isPage = /html/i.test(contentType ?? "") || text.startsWith("<");
    const isTooDeep = error instanceof RegistryError;
    const isCutOff = bytes.length >= maxErrorBytes && /^[[{]/.test(text);
    return isPage || isTooDeep || isCutOff ? [] : [{ code: "", message: clean(text) }];
  }
  if (!isJsonObject(value)) return typeof value === "string" ? [{ code: "", message: clean(value) }] : [];
  const errors = value["errors"];
  if (Array.isArray(errors))
    return errors
      .slice(0, maxEntries)
      .filter(isJsonObject)
      .map((each) => toDetail(each, clean));
  const nested = value["error"];
  return [toDetail(isJsonObject(nested) ? nested : value, clean)].filter((detail) => detail.code !== "" || detail.message !== "");
}

/** Names under which bodies hold a code and a message, the most telling first. */
const codeKeys = ["code", "status", "error", "error_type", "__type"];
const messageKeys = ["message", "Message", "error_description", "error_message", "detail", "details", "title"];

type Clean = (said: string) => string;

function toDetail(entry: JsonObject, clean: Clean): SaidError {
  // Google writes the HTTP status as `code` and the name as `status`.
  const codes = codeKeys.map((key) => entry[key]);
  const code = codes.find((value) => typeof value === "string") ?? codes.find((value) => typeof value === "number");
  const message = messageKeys.map((key) => entry[key]).find((value) => typeof value === "string" && value !== "");
  const detail = entry["detail"];
  return {
    code: clean(code === undefined ? "" : String(code)),
    message: clean(typeof message === "string" ? message : ""),
    ...(detail === undefined || detail === message ? {} : { detail }),
  };
}

/** A server's words are shown to people and logged: on one line, without control characters, of bounded length. */
function toLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, maxMessageLength);
}
