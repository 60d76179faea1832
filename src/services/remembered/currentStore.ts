import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { Emitter, type Event } from "../../core/event.ts";

/** The credential store in use. Where config.json lies can change while the extension runs; then another store takes over. */
export class CurrentStore implements Disposable {
  readonly #open: () => CredentialStore;
  readonly #didChange: Emitter<void>;
  #store: CredentialStore;
  #resources = new DisposableStore();

  constructor(open: () => CredentialStore, onError: (error: unknown) => void) {
    this.#open = open;
    this.#didChange = new Emitter(onError);
    this.#store = this.#connect();
  }

  get value(): CredentialStore {
    return this.#store;
  }

  /** Its file has changed, or it is another file now. */
  get onDidChange(): Event<void> {
    return this.#didChange.event;
  }

  /** Opens a store at the place where config.json lies by now. */
  reopen(): void {
    this.#resources.dispose();
    this.#resources = new DisposableStore();
    this.#store = this.#connect();
    this.#didChange.fire();
  }

  dispose(): void {
    this.#resources.dispose();
    this.#didChange.dispose();
  }

  #connect(): CredentialStore {
    const store = this.#resources.add(this.#open());
    this.#resources.add(store.onDidChange(() => this.#didChange.fire()));
    return store;
  }
}
