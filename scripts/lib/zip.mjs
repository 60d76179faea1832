import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Reads the list of files of a zip archive (APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16, without zip64).
 * @param {string} file
 * @returns {{ name: string, compressed: number, read: () => string }[]} sizes in bytes
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
    const compressed = bytes.readUInt32LE(offset + 20);
    const isDeflated = bytes.readUInt16LE(offset + 10) === 8;
    const local = bytes.readUInt32LE(offset + 42);
    const read = () => {
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const data = bytes.subarray(from, from + compressed);
      return (isDeflated ? inflateRawSync(data) : data).toString("utf8");
    };
    const entry = { name: bytes.toString("utf8", start, start + (name ?? 0)), compressed, read };
    offset = start + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    return entry;
  });
}
