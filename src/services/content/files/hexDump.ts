/** So much of a file that is no text is shown. */
export const maxDumpedBytes = 64 * 1024;
const perLine = 16;

/** The bytes in hexadecimal, with the characters that ASCII has for them, as `hexdump -C` prints them. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = [...bytes.subarray(at, at + perLine)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, "0"));
    const columns = [hex.slice(0, 8).join(" "), hex.slice(8).join(" ")].map((half) => half.padEnd(23)).join("  ");
    const characters = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : ".")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${columns}  |${characters}|\n`);
  }
  return lines.join("");
}
