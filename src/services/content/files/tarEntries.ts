import { isUtf8 } from "node:buffer";
import { promises as streams } from "node:stream";
import { extract, type Header } from "tar-stream";
import { LayerError } from "./layerError.ts";

/** What stands in a tar archive, one after the other. */
export interface TarEntry {
  /** As it stands there; bytes that are no UTF-8 as `\xNN`. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink" | "hardlink" | "device" | "fifo";
  /** Bytes of a file's content. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since the Unix epoch. */
  readonly mtime: number;
  /** Where a symbolic or a hard link leads to. */
  readonly target: string | undefined;
  /** Where its content begins in the archive; undefined where that is not simply its bytes (a sparse file). */
  readonly offset: number | undefined;
}

const kinds: Readonly<Record<string, TarEntry["kind"]>> = {
  file: "file",
  "contiguous-file": "file",
  directory: "directory",
  symlink: "symlink",
  link: "hardlink",
  "block-device": "device",
  "character-device": "device",
  fifo: "fifo",
};

/** Chunks are cut to this, so that the many small files in one do not keep the event loop. Bytes: 64 empty files. */
const stepBytes = 32 * 1024;

/**
 * Reads the headers of a tar archive (POSIX pax, GNU, ustar, and older); the contents are passed over. Rejects with LayerError where it is none,
 * with what `chunks` or `take` throws, or with the signal's reason.
 */
export async function readTar(chunks: AsyncIterable<Uint8Array>, take: (entry: TarEntry) => void, signal: AbortSignal): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const archive = extract({ filenameEncoding: "latin1", allowUnknownFormat: true } as object);
  // Both tell of what went wrong once more when nobody listens any longer, which would end the process; the pipeline has heard of it.
  archive.on("error", () => undefined);
  archive.on("entry", (header, content, next) => {
    content.on("error", () => undefined);
    // A directory has no content, whatever its header says; the library would wait for it.
    if (header.type === "directory") header.size = 0;
    try {
      take(entryOf(header));
    } catch (error) {
      failure = { error };
      next(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    content.on("end", () => next());
    content.resume();
  });
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        for (let start = 0; start < chunk.length; start += stepBytes) yield chunk.subarray(start, start + stepBytes);
      }
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  try {
    await streams.pipeline(source, archive as unknown as NodeJS.WritableStream, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (failure !== undefined) throw failure.error;
    throw LayerError.damaged(error instanceof Error ? error.message : String(error), error);
  }
}

type TarHeader = Header & { readonly byteOffset?: number; readonly linkname: string | null };
type Pax = Readonly<Record<string, string | undefined>>;

function entryOf(header: TarHeader): TarEntry {
  const pax = (header.pax ?? {}) as Pax;
  const kind = kinds[(header.type as string | null) ?? ""];
  const path = pax["GNU.sparse.name"] ?? nameOf(header.name, pax["path"]);
  if (kind === undefined) throw new LayerError("file-not-readable", `an entry of an unknown type: ${path}`, { params: { path } });
  // Go's readers, and so all runtimes, take no content for it, and the library does: what follows would be read as something else.
  if (kind !== "file" && header.size > 0) throw LayerError.damaged(`${path} is not a file, and has content`);
  const isLink = kind === "symlink" || kind === "hardlink";
  return {
    path,
    kind,
    mode: header.mode & 0o7777,
    uid: numberOf(pax["uid"], header.uid),
    gid: numberOf(pax["gid"], header.gid),
    mtime: Math.min(numberOf(pax["mtime"], header.mtime.getTime() / 1000), latestTime),
    target: isLink ? nameOf(header.linkname ?? "", pax["linkpath"]) : undefined,
    ...(kind === "file" ? contentOf(header, pax) : { size: 0, offset: undefined }),
  };
}

/** Of a sparse file only the parts that are not empty stand there (GNU tar, "Storing Sparse Files"). */
function contentOf({ size, byteOffset }: TarHeader, pax: Pax): Pick<TarEntry, "size" | "offset"> {
  const sparseSize = pax["GNU.sparse.realsize"] ?? pax["GNU.sparse.size"];
  return sparseSize === undefined ? { size, offset: byteOffset } : { size: numberOf(sparseSize, 0), offset: undefined };
}

/** In seconds: JavaScript has no later one (ECMAScript, "Time Values"). */
const latestTime = 8.64e12;

/** A whole number from 0 on; what is none is 0, as what is before 1970 is. */
function numberOf(pax: string | undefined, header: number): number {
  const value = Math.trunc(Number(pax ?? header));
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** A header's names are bytes (`filenameEncoding`); what pax says stands in UTF-8, and is decoded already. */
function nameOf(bytes: string, pax: string | undefined): string {
  return pax === undefined || pax === "" ? fromBytes(bytes) : pax;
}

function fromBytes(latin1: string): string {
  const bytes = Buffer.from(latin1, "latin1");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  // Whole characters where they are, and each byte that belongs to none by its number.
  const text = new TextDecoder("utf-8", { fatal: true });
  let shown = "";
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(at, at + count)) && at + count <= bytes.length);
    shown +=
      length === undefined ? String.raw`\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}` : text.decode(bytes.subarray(at, at + length));
    at += length ?? 1;
  }
  return shown;
}
