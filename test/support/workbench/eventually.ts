import { setTimeout as delay } from "node:timers/promises";

/** Long enough for a machine that has much else to do: a test that passes does not wait for it. */
const timeoutMs = 30_000;
const pollMs = 50;

/**
 * Reads until a condition holds: a window changes when it is ready, and there is no event for it.
 * @throws Error that shows the last value after 30 s
 */
export async function eventually<T>(read: () => Promise<T>, isWanted: (value: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}; the last value was ${JSON.stringify(value)}.`);
    await delay(pollMs);
  }
}

/** How long a person waits for what an act brings about before doing it once more. */
const patienceMs = 10_000;

/**
 * Does something, and once more where it had no effect: VS Code draws rows and lenses anew at any time, and what is done with one that has
 * just gone has none.
 */
export async function actUntil(act: () => Promise<unknown>, holds: () => Promise<boolean>, what: string): Promise<void> {
  const tryOnce = async (): Promise<boolean> => {
    try {
      await act();
    } catch (error) {
      // The effect of the first time came late, and took away what the act needs.
      if (!(await holds())) throw error;
    }
    return eventuallyWithin(patienceMs, holds);
  };
  await eventually(tryOnce, Boolean, what);
}

/** A string must be contained, a pattern must match. */
export async function expectEventually(read: () => Promise<string>, wanted: string | RegExp, what: string): Promise<void> {
  const matches = (text: string) => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text));
  await eventually(read, matches, `${what} to match ${String(wanted)}`);
}

/** Whether a condition holds before so many milliseconds have passed. */
export async function eventuallyWithin(milliseconds: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
