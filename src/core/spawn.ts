import { CodedError } from "./errors.ts";

export type SpawnErrorCode =
  "program-not-trusted" | "program-not-found" | "program-timed-out" | "program-output-too-large" | "program-failed-to-start";

export class SpawnError extends CodedError<SpawnErrorCode> {}

export interface SpawnRequest {
  /** A program name looked up on PATH, or an absolute path. There is never a shell. */
  readonly program: string;
  /** Never holds a secret: arguments of a process can be read by every other process. */
  readonly args: readonly string[];
  /** Written to standard input, which is then closed. */
  readonly input?: string;
  /** Added to this process's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * What the program starts ends with it when it is stopped, and neither has a terminal to ask at. Not for what asks people there.
   * Windows knows no such groups.
   */
  readonly isGroup?: boolean;
  /** On Windows the arguments stand on the command line as they are: whoever gives them has quoted them. */
  readonly isVerbatim?: boolean;
  readonly timeoutMs: number;
  /** Limit for each of standard output and standard error. */
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal;
}

export interface SpawnResult {
  /** 128 + signal number where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process, as a lock file names the one that holds it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly hostName: string;
}

/** Port: other processes. `run` rejects with SpawnError, or the signal's reason when aborted. */
export interface Spawn {
  run(request: SpawnRequest): Promise<SpawnResult>;
  /** The absolute path of a program on PATH, or undefined. */
  find(program: string): Promise<string | undefined>;
  /** This process. */
  readonly self: ProcessIdentity;
  /** Whether a process of this machine is alive; true where that cannot be told. */
  isRunning(pid: number): boolean;
}
