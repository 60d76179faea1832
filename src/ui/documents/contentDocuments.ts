import { type Uri, workspace } from "vscode";
import { BoundedCache } from "../../core/boundedCache.ts";
import { say } from "../../platform/say.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import { maxDocumentBytes, readDocument } from "../../services/content/documentContent.ts";
import { hexDump, maxDumpedBytes } from "../../services/content/files/hexDump.ts";
import type { LayerReader } from "../../services/content/files/layerReader.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import { standingAt } from "../../services/references/standing.ts";
import { errorLine } from "../sentences/errorSentence.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import { unaskedSentence } from "../sentences/standingSentence.ts";
import { contentOfUri, type FilePartContent, filePartOfUri } from "./contentUri.ts";

export interface ContentDocumentsPorts {
  readonly known: Pick<KnownRegistries, "overview">;
  readonly sessions: Pick<Sessions, "accessTo" | "isOpen">;
  readonly reportError: (error: unknown) => void;
  readonly layers: () => Promise<Pick<LayerReader, "readPart">>;
}

/** Documents are read more than once: for their size, and for each editor. Of blobs of the greatest size, 48 MB. */
const mostKept = 3;

/** What registries have, as the bytes that they sent. */
export class ContentDocuments {
  readonly #ports: ContentDocumentsPorts;
  readonly #kept = new BoundedCache<string, Promise<Uint8Array>>(mostKept, Date.now);

  constructor(ports: ContentDocumentsPorts) {
    this.#ports = ports;
  }

  /** Rejects with an Error whose message is a sentence. */
  async read(uri: Uri): Promise<Uint8Array> {
    const key = uri.toString();
    const reading = this.#kept.get(key) ?? this.#read(uri);
    this.#kept.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  async #read(uri: Uri): Promise<Uint8Array> {
    const content = contentOfUri(uri);
    if (content === undefined) throw new Error(say("This address names nothing of a registry."));
    // VS Code opens at its start what was open at its end.
    const standing = await standingAt(content, this.#ports, workspace.isTrusted);
    if (standing.kind !== "asked") throw new Error(unaskedSentence(standing, content.host));
    try {
      const part = filePartOfUri(uri);
      if (part !== undefined) return await this.#readPart(part);
      return await readDocument(content, (...asked) => this.#ports.sessions.accessTo(...asked), new AbortController().signal);
    } catch (error) {
      this.#ports.reportError(error);
      throw new Error(errorLine(error), { cause: error });
    }
  }

  async #readPart({ layer, offset, length, isShownAsBytes, ...place }: FilePartContent): Promise<Uint8Array> {
    const reader = await this.#ports.layers();
    const wanted = { offset, length: isShownAsBytes ? Math.min(length, maxDumpedBytes) : length };
    if (wanted.length > maxDocumentBytes) throw new Error(say("The file is too large to be opened."));
    const bytes = await reader.readPart(place, { ...layer, mediaType: "" }, wanted, new AbortController().signal);
    if (!isShownAsBytes) return bytes;
    const rest = length > bytes.length ? say("… and {0} more", sizeSentence(length - bytes.length)) : "";
    return Buffer.from(`${hexDump(bytes)}${rest}\n`);
  }
}
