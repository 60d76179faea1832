import type { DoctorContext } from "./context.ts";
import type { LoginFinding } from "./finding.ts";

/** One thing to look at. Rejects where it cannot be looked at, or with the signal's reason. */
export interface DoctorCheck {
  /** For the line of a check that fails or hangs. */
  readonly id: string;
  /** After which it is given up. */
  readonly limitMs: number;
  readonly run: (context: DoctorContext, signal: AbortSignal) => Promise<readonly LoginFinding[]>;
}
