import type { Clock } from "../../core/clock.ts";
import type { Disposable } from "../../core/disposable.ts";
import { loginEndOf, type RememberedLogins } from "../remembered/rememberedLogins.ts";

const periodMs = 60_000;
/** A login is better made anew before a build that it would end during. */
export const dueMs = 3_600_000;

export interface ExpiryPorts {
  readonly remembered: RememberedLogins;
  readonly clock: Clock;
  /** A login has ended, or ends within the hour, since it was last looked. */
  readonly onDue: () => void;
  readonly onError: (error: unknown) => void;
}

/** Looks every minute whether what is shown of logins is still true. It asks no registry, and tells nobody but the tree. */
export function watchExpiry({ remembered, clock, onDue, onError }: ExpiryPorts): Disposable {
  const stopped = new AbortController();
  void watch(stopped.signal).catch(onError);
  return { dispose: () => stopped.abort() };

  async function watch(signal: AbortSignal): Promise<void> {
    for (let before = clock.now(); ; before = clock.now()) {
      await clock.sleep(periodMs, signal);
      const now = clock.now();
      const moments = remembered.all().flatMap(([, login]) => momentsOf(loginEndOf(login)));
      if (moments.some((moment) => moment > before && moment <= now)) onDue();
    }
  }
}

function momentsOf(end: Date | undefined): readonly number[] {
  return end === undefined ? [] : [end.getTime() - dueMs, end.getTime()];
}
