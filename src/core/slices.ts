/** How long work may keep the event loop from everything else, in milliseconds. */
const sliceMs = 8;

/**
 * Does work that yields where it may be interrupted, and lets the event loop have a turn whenever the work has taken a few
 * milliseconds. Rejects with what the work throws, or with the signal's reason.
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal?: AbortSignal): Promise<T> {
  let began = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** Does work that yields without an interruption. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}
