import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** One quantity, of the extension's own code and of what does the same work. */
export interface Measurement {
  readonly unit: "ms" | "MB" | "requests";
  readonly ours: number;
  /** Measured in the same run, in the same unit. */
  readonly peers: Readonly<Record<string, number>>;
  readonly goals?: readonly Goal[];
}

/** At most `atMost` in the measurement's unit, or as a multiple of the peer `of`, where that was measured. */
export interface Goal {
  readonly atMost: number;
  readonly of?: string;
}

/** By the name of what was measured. */
export type Measurements = Readonly<Record<string, Measurement>>;

/** What a module of `bench` exports. */
export interface Benchmark {
  /** Programs without which there is nothing to measure. */
  readonly needs?: readonly string[];
  /** Makes ready what the runs share, such as a registry. */
  start(): Promise<RunningBenchmark>;
}

export interface RunningBenchmark {
  /** Measures once, ours and the peers in turns, so that a busy machine slows all of them. */
  run(): Promise<Measurements>;
  close(): Promise<void>;
}

/** @returns the time that `work` took, in milliseconds, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

type Work = () => Promise<unknown>;

/**
 * Does our work and that of each peer in turns, in an order that changes so that each begins, and each follows each other one,
 * as often as the rest: a program that ran before has filled the caches with its own. @returns the medians in milliseconds.
 */
export async function inTurns(
  turns: number,
  ours: Work,
  peers: Readonly<Record<string, Work>>,
): Promise<Pick<Measurement, "unit" | "ours" | "peers">> {
  const times = Object.entries({ ours, ...peers }).map(([name, work]) => ({ name, work, ms: [] as number[] }));
  for (let turn = 0; turn < turns; turn++) {
    const first = turn % times.length;
    const rotated = [...times.slice(first), ...times.slice(0, first)];
    const isBackwards = Math.floor(turn / times.length) % 2 === 1;
    for (const { work, ms } of isBackwards ? rotated.toReversed() : rotated) ms.push((await timed(work)).ms);
  }
  const medians = Object.fromEntries(times.map(({ name, ms }) => [name, median(ms)]));
  const { ours: ourMs = Number.NaN, ...peerMs } = medians;
  return { unit: "ms", ours: ourMs, peers: peerMs };
}

/** The smallest of `values` that at least `share` (0 to 1) of them do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** A full garbage collection, without asking for a command-line option. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
