import { say } from "../../platform/say.ts";
import { localized } from "./localized.ts";

const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** A size in bytes for people, in decimal units as docker and registries' pages count: `512 bytes`, `1.2 KB`, `34.5 MB`. */
export function sizeSentence(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? say("1 byte") : say("{0} bytes", bytes);
  if (bytes < 999_950) return say("{0} KB", localized(bytes / 1e3, oneDigit));
  if (bytes < 999_950_000) return say("{0} MB", localized(bytes / 1e6, oneDigit));
  return say("{0} GB", localized(bytes / 1e9, oneDigit));
}
