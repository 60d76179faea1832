import { say } from "../../platform/say.ts";

/** A size in bytes for people, in decimal units as docker and registries' pages count: `512 bytes`, `1.2 KB`, `34.5 MB`. */
export function sizeSentence(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? say("1 byte") : say("{0} bytes", bytes);
  if (bytes < 999_950) return say("{0} KB", (bytes / 1e3).toFixed(1));
  if (bytes < 999_950_000) return say("{0} MB", (bytes / 1e6).toFixed(1));
  return say("{0} GB", (bytes / 1e9).toFixed(1));
}
