import { Semaphore } from "./semaphore.ts";

/** At most `limit` requests in flight for each origin. */
export class HostLeases {
  readonly #semaphores = new Map<string, Semaphore>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Waits for a place at `origin`. */
  async take(origin: string, signal: AbortSignal | undefined): Promise<HostLease> {
    return new HostLease(this, origin, await this.semaphore(origin).acquire(signal));
  }

  semaphore(origin: string): Semaphore {
    const known = this.#semaphores.get(origin) ?? new Semaphore(this.#limit);
    this.#semaphores.set(origin, known);
    return known;
  }
}

/** A place at one origin at a time, kept through the repetitions of a request, so that a struggling host is asked less. */
export class HostLease {
  readonly #leases: HostLeases;
  #origin: string;
  #release: () => void;

  constructor(leases: HostLeases, origin: string, release: () => void) {
    this.#leases = leases;
    this.#origin = origin;
    this.#release = release;
  }

  /** Gives up the place and waits for one at another origin: never two at once, so nobody waits in a circle. */
  async move(origin: string, signal: AbortSignal | undefined): Promise<void> {
    if (origin === this.#origin) return;
    this.#release();
    this.#release = await this.#leases.semaphore(origin).acquire(signal);
    this.#origin = origin;
  }

  release(): void {
    this.#release();
  }
}
