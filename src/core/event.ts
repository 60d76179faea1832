import { type Disposable, toDisposable } from "./disposable.ts";

/** Subscribes a listener; dispose the result to unsubscribe. The shape of VS Code's own events. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The firing side of an Event. A listener's error reaches `onError` and does not stop the other listeners. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    // A wrapper for each subscription: the same function may subscribe twice and leave once.
    const entry = (value: T): void => listener(value);
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  fire(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
