import { gzipSync } from "node:zlib";

const blockBytes = 512;

/** One file of an archive; its parent directories are added by themselves. */
export interface ArchiveFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** A POSIX `ustar` archive with fixed owners and times, so that the same files give the same bytes. */
export function tarArchive(files: readonly ArchiveFile[], modified: Date): Buffer {
  const seconds = Math.floor(modified.getTime() / 1000);
  const directories = new Set(files.flatMap((file) => parentsOf(file.path)));
  const blocks = [...directories].toSorted().map((path) => header(`${path}/`, 0o755, 0, seconds, "5"));
  for (const file of files) {
    const content = Buffer.from(file.text);
    blocks.push(header(file.path, file.executable === true ? 0o755 : 0o644, content.length, seconds, "0"));
    blocks.push(content, Buffer.alloc(-content.length & (blockBytes - 1)));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

/** gzip with an unspecified operating system in its header, which otherwise differs between machines (RFC 1952, section 2.3). */
export function gzip(bytes: Uint8Array): Buffer {
  const compressed = gzipSync(bytes, { level: 9 });
  compressed[9] = 255;
  return compressed;
}

function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function header(path: string, mode: number, size: number, seconds: number, type: "0" | "5"): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, offset: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, "ascii");
  };
  block.write(path, 0, 100, "utf8");
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(seconds, 136, 12);
  block.write(type, 156, "ascii");
  block.write("ustar\x0000", 257, "ascii");
  // The checksum is taken with spaces in its own place.
  block.fill(" ", 148, 156);
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}
