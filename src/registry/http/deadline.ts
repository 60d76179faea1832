import type { Clock } from "../../core/clock.ts";
import type { Disposable } from "../../core/disposable.ts";
import { RegistryError } from "../../core/registryError.ts";

/** A signal that fires with `timed-out` after a while, unless disposed before, and whenever one of `others` fires. */
export class Deadline implements Disposable {
  readonly signal: AbortSignal;
  readonly #stopped = new AbortController();

  constructor(ms: number, clock: Clock, host: string, others: readonly (AbortSignal | undefined)[]) {
    const over = new AbortController();
    this.signal = AbortSignal.any([over.signal, ...others.filter((signal) => signal !== undefined)]);
    clock.sleep(ms, this.#stopped.signal).then(
      () =>
        over.abort(
          new RegistryError("timed-out", `${host} did not answer within ${ms / 1000} s`, { params: { host, seconds: ms / 1000 } }),
        ),
      () => {},
    );
  }

  dispose(): void {
    // Without a reason, an error with its stack would be made for each request.
    this.#stopped.abort("answered");
  }
}
