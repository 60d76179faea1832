import type { Clock } from "../../core/clock.ts";
import type { Disposable } from "../../core/disposable.ts";

const periodMs = 60_000;
/** A login is better made anew before a build that it would end during. */
export const dueMs = 3_600_000;

export interface ExpiryPorts {
  /** When logins end, as the tree tells it: those of other tools, too, whose secrets tell their own end. */
  readonly ends: () => Promise<readonly Date[]>;
  readonly clock: Clock;
  /** A login has ended, or ends within the hour, since it was last looked. */
  readonly onDue: () => void;
  readonly onError: (error: unknown) => void;
}

/** Looks every minute whether what is shown of logins is still true. It asks no registry, and tells nobody but the tree. */
export function watchExpiry({ ends, clock, onDue, onError }: ExpiryPorts): Disposable {
  const stopped = new AbortController();
  void watch(stopped.signal).catch(onError);
  return { dispose: () => stopped.abort() };

  async function watch(signal: AbortSignal): Promise<void> {
    for (let before = clock.now(); ;) {
      await clock.sleep(periodMs, signal);
      const now = clock.now();
      // A file that cannot be read now may be read in a minute; what is wrong with it stands in the tree.
      const known = await ends().catch(() => undefined);
      if (signal.aborted) return;
      if (known === undefined) continue;
      if (known.flatMap(momentsOf).some((moment) => moment > before && moment <= now)) onDue();
      before = now;
    }
  }
}

function momentsOf(end: Date): readonly number[] {
  return [end.getTime() - dueMs, end.getTime()];
}
