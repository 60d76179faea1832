/** One run: what the extension's own code took, and what each peer took for the same work. */
export interface Measurement {
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
}

/** What a module of this folder exports. */
export interface Benchmark {
  readonly name: string;
  /** Of every number in a measurement, for example "ms". */
  readonly unit: string;
  /** Measures once, ours and the peers side by side, so that a busy machine slows all of them. */
  run(): Promise<Measurement>;
  /** Ends what the runs shared, such as a registry. */
  close?(): Promise<void>;
}
