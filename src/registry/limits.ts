/** Everything that bounds a client in time and memory. */
export interface RegistryLimits {
  /** Requests in flight for each origin. */
  readonly inFlight: number;
  /** Repetitions of a request that failed in passing. */
  readonly retries: number;
  /** A `Retry-After` above this fails at once instead of keeping a person waiting. Milliseconds. */
  readonly longestWaitMs: number;
  /** One operation's request with its retries and redirects; for a streamed body, until its headers. Waiting for a free place does not count. */
  readonly deadlineMs: number;
  readonly headersTimeoutMs: number;
  /** Silence within a body. */
  readonly bodyTimeoutMs: number;
  readonly redirects: number;
  /** Pages of one list. */
  readonly pages: number;
  /** Bytes, after decompression. */
  readonly listBytes: number;
  /** Bytes. The specification asks registries for at least 4 MiB. */
  readonly manifestBytes: number;
  readonly configBytes: number;
  /** Indexes within indexes. */
  readonly indexDepth: number;
  /** Indexes that are fetched for what is in one index. */
  readonly nestedIndexes: number;
}

export const defaultLimits: RegistryLimits = {
  inFlight: 6,
  retries: 2,
  longestWaitMs: 10_000,
  deadlineMs: 60_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  redirects: 5,
  pages: 1000,
  listBytes: 32 * 1024 * 1024,
  manifestBytes: 8 * 1024 * 1024,
  configBytes: 8 * 1024 * 1024,
  indexDepth: 4,
  nestedIndexes: 100,
};
