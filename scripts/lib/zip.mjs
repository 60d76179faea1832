import { readFileSync } from "node:fs";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Reads the list of files of a zip archive (APPNOTE.TXT 4.3.12 and 4.3.16, without zip64).
 * @param {string} file
 * @returns {{ name: string, compressed: number }[]} sizes in bytes
 */
export function listZip(file) {
  const bytes = readFileSync(file);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error(`${file} is no zip archive.`);
  let offset = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    if (bytes.readUInt32LE(offset) !== entrySignature) throw new Error(`${file} has a broken list of files.`);
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(offset + field));
    const start = offset + 46;
    const entry = { name: bytes.toString("utf8", start, start + (name ?? 0)), compressed: bytes.readUInt32LE(offset + 20) };
    offset = start + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    return entry;
  });
}
