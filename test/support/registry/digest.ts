import { createHash } from "node:crypto";

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** The only algorithm that this registry stores by. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}

export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
