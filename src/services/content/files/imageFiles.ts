import { Emitter } from "../../../core/event.ts";
import { isAbort } from "../../../core/errors.ts";
import { inSlices } from "../../../core/slices.ts";
import type { RepositoryName } from "../../../core/reference.ts";
import { FileTree, isTooLong } from "./fileTree.ts";
import type { Layer, LayerReader } from "./layerReader.ts";
import { readTar, type TarEntry } from "./tarEntries.ts";

/** One platform's image, whose files are wanted. */
export interface LayeredImage extends RepositoryName {
  /** Of its manifest. */
  readonly digest: string;
  readonly layers: readonly ImageLayer[];
}

export interface ImageLayer extends Layer {
  /** The instruction that made it, where that is known. */
  readonly instruction: string | undefined;
}

/** How far a layer is. */
export interface LayerState {
  state: "waiting" | "reading" | "read" | "failed";
  /** Bytes that have come. */
  received: number;
  /** Its entries that cannot be told from others yet, since a lower layer is not whole. */
  readonly waiting: TarEntry[];
  error: unknown;
}

/** At a time: a registry gives so many connections to blobs. */
const layersAtATime = 3;
/** Of those that wait for a lower layer, so many are held, at some 400 bytes each: layers above wait with what has not come. */
const defaultMostWaiting = 60_000;

/**
 * The files of an image, while its layers are read: the lowest one's are there at once, those of the others as soon as all below are whole.
 */
export class ImageFiles {
  readonly image: LayeredImage;
  readonly tree = new FileTree();
  readonly layers: readonly LayerState[];
  readonly #reader: LayerReader;
  readonly #mostWaiting: number;
  readonly #changed: Emitter<undefined>;
  /** The layer whose entries go into the tree as they come; all below are whole. */
  #lowest = 0;
  #waiting = 0;
  /** What has waited is going into the tree. */
  #isSettling = false;
  #settling = Promise.resolve();
  /** Layers that wait for room, and are told when there may be some. */
  #askAgain: (() => void)[] = [];

  constructor(image: LayeredImage, reader: LayerReader, onError: (error: unknown) => void, mostWaiting = defaultMostWaiting) {
    this.image = image;
    this.#mostWaiting = mostWaiting;
    this.#reader = reader;
    this.#changed = new Emitter(onError);
    this.layers = image.layers.map(() => ({ state: "waiting", received: 0, waiting: [], error: undefined }));
  }

  /** There is more to show; at each step of each layer. */
  get onDidChange(): Emitter<undefined>["event"] {
    return this.#changed.event;
  }

  /** Whether all layers are read, and what the tree says is checked. */
  get isWhole(): boolean {
    return this.layers.every(({ state }) => state === "read");
  }

  /** Reads all layers. Rejects with what the first of them that fails says (its state has it, too), or with the signal's reason. */
  async load(signal: AbortSignal): Promise<void> {
    // One takes them from below, so that the one that all others wait for is always under way; the others take small ones, of which more are
    // there sooner.
    const left = new Set(this.image.layers.keys());
    const lowest = (): number | undefined => left.values().next().value;
    const smallest = (): number | undefined => [...left].toSorted((one, other) => this.#bytesOf(one) - this.#bytesOf(other))[0];
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const work = async (choose: () => number | undefined): Promise<void> => {
      for (let index = choose(); index !== undefined; index = choose()) {
        left.delete(index);
        await this.#readLayer(index, either);
      }
    };
    try {
      await Promise.all([lowest, ...Array.from({ length: layersAtATime - 1 }, () => smallest)].map(work));
    } catch (error) {
      stop.abort();
      throw error;
    }
  }

  #bytesOf(index: number): number {
    return this.image.layers[index]?.size ?? 0;
  }

  async #readLayer(index: number, signal: AbortSignal): Promise<void> {
    const [layer, state] = [this.image.layers[index], this.layers[index]];
    if (layer === undefined || state === undefined) return;
    state.state = "reading";
    const take = (entry: TarEntry): void => this.#take(index, state, entry);
    const received = (bytes: number): void => {
      state.received = bytes;
      this.#changed.fire(undefined);
    };
    const inTime = async function* (this: ImageFiles, archive: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of archive) {
        await this.#roomFor(index, signal);
        yield chunk;
      }
    }.bind(this);
    try {
      await this.#reader.read(this.image, layer, (archive) => readTar(inTime(archive), take, signal), signal, received);
      state.state = "read";
      await this.#settle(signal);
    } catch (error) {
      state.state = isAbort(error) ? "waiting" : "failed";
      state.error = error;
      throw error;
    } finally {
      this.#changed.fire(undefined);
    }
  }

  async #roomFor(index: number, signal: AbortSignal): Promise<void> {
    while (index !== this.#lowest && this.#waiting >= this.#mostWaiting) {
      signal.throwIfAborted();
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#askAgain.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
    }
  }

  #take(index: number, state: LayerState, entry: TarEntry): void {
    if (isTooLong(entry) || (index === this.#lowest && !this.#isSettling)) return this.tree.apply(index, entry);
    this.#waiting++;
    state.waiting.push(entry);
  }

  #settle(signal: AbortSignal): Promise<void> {
    if (!this.#isSettling) this.#settling = inSlices(this.#settled(), signal);
    return this.#settling;
  }

  /** The next layer that is not whole becomes the lowest, with what has come of it. */
  *#settled(): Generator<undefined, void> {
    this.#isSettling = true;
    try {
      for (let state = this.layers[this.#lowest]; state !== undefined; state = this.layers[this.#lowest]) {
        const batch = state.waiting.splice(0);
        for (const entry of batch) {
          this.tree.apply(this.#lowest, entry);
          yield;
        }
        this.#waiting -= batch.length;
        if (state.waiting.length > 0) continue;
        if (state.state !== "read") break;
        this.#lowest++;
      }
    } finally {
      this.#isSettling = false;
      for (const ask of this.#askAgain.splice(0)) ask();
    }
  }
}
