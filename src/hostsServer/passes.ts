import { type Disposable, DisposableStore } from "../core/disposable.ts";
import type { Watch } from "../core/watch.ts";

/** After the last change of a text, or of a file that it is judged by. */
const delayMs = 200;
/** Of one document; those that come first count most. */
const maxWatched = 64;

interface Pass {
  watched: DisposableStore;
  timer: NodeJS.Timeout | undefined;
}

/** A pass over each document soon after a change of its own, or of the files that the last pass read. */
export class Passes implements Disposable {
  readonly #watch: Watch;
  readonly #check: (uri: string) => Promise<void>;
  readonly #passes = new Map<string, Pass>();

  /** `check` never rejects: nobody waits for it. */
  constructor(watch: Watch, check: (uri: string) => Promise<void>) {
    this.#watch = watch;
    this.#check = check;
  }

  /** The documents that had a pass, or have one on the way. */
  get uris(): readonly string[] {
    return [...this.#passes.keys()];
  }

  has(uri: string): boolean {
    return this.#passes.has(uri);
  }

  soon(uri: string): void {
    const pass = this.#passes.get(uri) ?? { watched: new DisposableStore(), timer: undefined };
    this.#passes.set(uri, pass);
    clearTimeout(pass.timer);
    pass.timer = setTimeout(() => void this.#check(uri), delayMs);
  }

  /** A change of these files, and of no others, leads to another pass. Absolute paths. */
  watch(uri: string, paths: readonly string[]): void {
    const pass = this.#passes.get(uri);
    if (pass === undefined) return;
    pass.watched.dispose();
    pass.watched = new DisposableStore();
    for (const path of paths.slice(0, maxWatched)) pass.watched.add(this.#watch.watchFile(path, () => this.soon(uri)));
  }

  drop(uri: string): void {
    const pass = this.#passes.get(uri);
    clearTimeout(pass?.timer);
    pass?.watched.dispose();
    this.#passes.delete(uri);
  }

  dispose(): void {
    for (const uri of this.uris) this.drop(uri);
  }
}
