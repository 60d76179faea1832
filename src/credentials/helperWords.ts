import { ForeignText } from "../core/foreignText.ts";
import type { SpawnResult } from "../core/spawn.ts";
import { holdsTokenLike } from "../core/tokenLike.ts";

/** Longer texts are traces, which help nobody in a sentence. */
const maxWords = 300;
/** So many bytes are looked at; a secret that comes later is not shown either. */
const maxRead = 4096;
/** In characters, more than any store or registry takes for a password; to look for so much in every form would take long. */
const maxSecret = 8192;
/** A piece of a secret that is this long counts as the secret. */
const pieceLength = 6;

/**
 * What a helper printed about its failure, on one line: its standard output, as the protocol has it, else its standard error.
 * Undefined where it printed nothing, or anything of the secrets, as they are or in base64: its words may quote what it was given, and are
 * not looked at where that is very long. So are words that look like a secret where it was given none.
 */
export function helperWords({ stdout, stderr }: SpawnResult, secrets: readonly string[]): ForeignText | undefined {
  if (secrets.some((secret) => secret.length > maxSecret)) return undefined;
  const printed = [stdout, stderr].map((text) => text.slice(0, maxRead));
  if (printed.some((text) => holdsSecret(text, secrets))) return undefined;
  const words = printed.map((text) => text.replace(/\s+/g, " ").trim()).find((text) => text !== "");
  if (words === undefined || (secrets.length === 0 && holdsTokenLike(words))) return undefined;
  return new ForeignText(words.length <= maxWords ? words : `${words.slice(0, maxWords)}…`);
}

function holdsSecret(text: string, secrets: readonly string[]): boolean {
  // Spaces and line ends may have been put in between.
  const dense = text.replace(/\s+/g, "");
  if (dense === "") return false;
  // Of the text, which is short; the forms of the secret are only gone through.
  const pieces = piecesOf(dense);
  return secrets.flatMap(formsOf).some((secret) => {
    if (secret.length <= pieceLength) return secret !== "" && (text.includes(secret) || dense.includes(secret.replace(/\s+/g, "")));
    return hasPiece(secret.replace(/\s+/g, ""), pieces);
  });
}

/** As it is, as JSON writes it, and in base64 and in an URL. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  // Within a longer text, base64 may begin at any of three bytes.
  const encoded = [0, 1, 2].map((skipped) => bytes.subarray(skipped).toString("base64").replace(/=+$/, ""));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    ...encoded,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
}

function hasPiece(text: string, pieces: ReadonlySet<string>): boolean {
  for (let start = 0; start + pieceLength <= text.length; start++) if (pieces.has(text.slice(start, start + pieceLength))) return true;
  return false;
}

function piecesOf(text: string): ReadonlySet<string> {
  const count = Math.max(0, text.length - pieceLength + 1);
  return new Set(Array.from({ length: count }, (_, start) => text.slice(start, start + pieceLength)));
}
