/** Either the decoded bytes, or the offset at which Go's decoder reports `illegal base64 data at input byte N`. */
export type Decoded = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly offset: number };

const alphabet = /^[A-Za-z0-9+/]$/;
/** What encoders write; everything else is looked at byte by byte. */
const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes as Go's `base64.StdEncoding` does, which docker, nerdctl, BuildKit and podman use: padding is required, the
 * URL-safe alphabet is refused, CR and LF are skipped, and bits left over in the last digit are ignored.
 * Node's own decoder accepts far more, so that a file which it reads could lock docker out.
 */
export function decodeGoBase64(text: string): Decoded {
  if (canonical.test(text)) return { ok: true, bytes: Buffer.from(text, "base64") };
  const offset = firstIllegalOffset(Buffer.from(text, "utf8").toString("latin1"));
  return offset === undefined ? { ok: true, bytes: Buffer.from(text, "base64") } : { ok: false, offset };
}

/** Padded standard base64, the form that every reader of config.json takes. */
export function encodeGoBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** `source` has one character a byte. The offsets are those of `decodeQuantum` in Go's encoding/base64. */
function firstIllegalOffset(source: string): number | undefined {
  let digits = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "\n" || character === "\r") continue;
    if (character === "=") return digits < 2 ? at : illegalPadding(source, at, digits);
    if (!alphabet.test(character)) return at;
    digits = (digits + 1) % 4;
  }
  return digits === 0 ? undefined : source.length - digits;
}

/** Checks from the first `=` to the end, with two or three digits of the last group before it. */
function illegalPadding(source: string, first: number, digits: number): number | undefined {
  let next = skipLineBreaks(source, first + 1);
  if (digits === 2) {
    if (next === source.length) return source.length;
    if (source.charAt(next) !== "=") return next - 1;
    next = skipLineBreaks(source, next + 1);
  }
  return next < source.length ? next : undefined;
}

function skipLineBreaks(source: string, from: number): number {
  let at = from;
  while (at < source.length && (source.charAt(at) === "\n" || source.charAt(at) === "\r")) at++;
  return at;
}
