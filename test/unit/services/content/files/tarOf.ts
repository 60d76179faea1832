import type { Readable } from "node:stream";
import { type Header, pack } from "tar-stream";

/** An entry of a tar archive: its header, and what is in it. */
export type TarPart = Pick<Header, "name"> & Partial<Header> & { readonly text?: string };

/** An archive ends with two empty blocks (pax, "ustar Interchange Format"). */
const end = Buffer.alloc(1024);

/** The archive of those entries, in their order. */
export async function tarOf(parts: readonly TarPart[]): Promise<Buffer> {
  const written: Buffer[] = [];
  for (const part of parts) written.push(await entryOf(part));
  return Buffer.concat([...written, end]);
}

async function entryOf({ text, ...header }: TarPart): Promise<Buffer> {
  const archive = pack();
  archive.entry({ mtime: new Date(1_700_000_000_000), ...header }, text ?? "");
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as unknown as Readable) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).subarray(0, -end.length);
}
