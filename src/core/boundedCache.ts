/** A map of at most `capacity` entries that forgets the least recently used one, and any that is older than its lifetime. */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, { readonly value: V; readonly expiresAt: number }>();
  readonly #capacity: number;
  readonly #now: () => number;

  constructor(capacity: number, now: () => number) {
    this.#capacity = capacity;
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.expiresAt <= this.#now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** `lifetimeMs` counts from now; Infinity keeps the entry until it is pushed out. */
  set(key: K, value: V, lifetimeMs = Infinity): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: this.#now() + lifetimeMs });
    if (this.#entries.size > this.#capacity) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest as K);
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  /** Forgets every entry that `matches`. */
  deleteWhere(matches: (key: K, value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (matches(key, value)) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
