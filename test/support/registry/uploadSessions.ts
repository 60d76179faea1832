import { createHash, type Hash, randomUUID } from "node:crypto";
import { Fault } from "./fault.ts";

export interface UploadSession {
  readonly id: string;
  readonly repository: string;
  readonly chunks: Buffer[];
  readonly hash: Hash;
  size: number;
}

const maxOpenSessions = 100;

/** The uploads that have begun and not ended. Bytes that arrived stay when a connection breaks, so that a client can resume. */
export class UploadSessions {
  readonly #sessions = new Map<string, UploadSession>();
  readonly #maxBlobBytes: number;

  constructor(maxBlobBytes: number) {
    this.#maxBlobBytes = maxBlobBytes;
  }

  begin(repository: string): UploadSession {
    if (this.#sessions.size >= maxOpenSessions) throw new Fault(429, "TOOMANYREQUESTS", "too many uploads are open");
    const session: UploadSession = { id: randomUUID(), repository, chunks: [], hash: createHash("sha256"), size: 0 };
    this.#sessions.set(session.id, session);
    return session;
  }

  get(repository: string, id: string): UploadSession {
    const session = this.#sessions.get(id);
    if (session?.repository !== repository) throw new Fault(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    return session;
  }

  async append(session: UploadSession, body: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of body) {
      if (session.size + chunk.length > this.#maxBlobBytes) {
        this.end(session);
        throw new Fault(413, "SIZE_INVALID", `blob is larger than ${this.#maxBlobBytes} bytes`);
      }
      session.chunks.push(chunk);
      session.hash.update(chunk);
      session.size += chunk.length;
    }
  }

  /** The uploaded bytes, once they are known to have `digest`. The session is over either way. */
  finish(session: UploadSession, digest: string): Buffer {
    this.end(session);
    if (`sha256:${session.hash.digest("hex")}` !== digest) {
      throw new Fault(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    return Buffer.concat(session.chunks, session.size);
  }

  end(session: UploadSession): void {
    this.#sessions.delete(session.id);
  }
}
