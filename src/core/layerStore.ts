/** Port: keeps layers for the time of a window, as they are stored in the registry, so that each is fetched once. */
export interface LayerStore {
  /**
   * Passes a layer's bytes on, and keeps them once they have come to their end: what does not (an error, somebody who leaves) is not kept.
   * Where there is no room, they are passed on all the same.
   */
  keep(digest: string, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** The bytes that were kept; undefined where they are not there (any more). */
  open(digest: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}
