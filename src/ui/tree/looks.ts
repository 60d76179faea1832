import { isAbort } from "../../core/errors.ts";

/** What came of looking: undefined where it was left before it came. */
export type Look<T> = { readonly value: T } | { readonly error: unknown } | undefined;

interface UnderWay {
  readonly controller: AbortController;
  readonly look: Promise<Look<unknown>>;
}

/** What unfolded rows load, by the ids of the rows: once, however often the tree is drawn meanwhile. A failure stays until it is forgotten. */
export class Looks {
  readonly #looks = new Map<string, UnderWay>();

  /** Never rejects. The one who answers keeps what came; here only what is under way or has failed is known. */
  look<T>(id: string, load: (signal: AbortSignal) => Promise<T>): Promise<Look<T>> {
    const known = this.#looks.get(id);
    // A row's id says what it loads.
    if (known !== undefined) return known.look as Promise<Look<T>>;
    const controller = new AbortController();
    const look = outcomeOf(load(controller.signal), controller.signal);
    const entry = { controller, look };
    this.#looks.set(id, entry);
    void this.#clear(id, entry);
    return look;
  }

  /** What came, or will come, of a look that is under way or has failed. */
  kept(id: string): Promise<Look<unknown>> | undefined {
    return this.#looks.get(id)?.look;
  }

  async #clear(id: string, entry: UnderWay): Promise<void> {
    const outcome = await entry.look;
    const hasFailed = outcome !== undefined && "error" in outcome;
    if (!hasFailed && this.#looks.get(id) === entry) this.#looks.delete(id);
  }

  /**
   * Ends what is under way for a row and those below it, and forgets what has failed, so that the next look begins anew.
   * @returns what resolves when all of that has ended; undefined where there was none
   */
  leave(id: string): Promise<unknown> | undefined {
    return this.#leaveThose((each) => isAt(each, id));
  }

  /** The same for all rows whose ids begin so. */
  leaveAll(prefix: string): Promise<unknown> | undefined {
    return this.#leaveThose((each) => each.startsWith(prefix));
  }

  #leaveThose(isLeft: (id: string) => boolean): Promise<unknown> | undefined {
    const left = [...this.#looks].filter(([each]) => isLeft(each));
    if (left.length === 0) return undefined;
    for (const [each, { controller }] of left) {
      controller.abort();
      this.#looks.delete(each);
    }
    return Promise.all(left.map(([, { look }]) => look));
  }
}

async function outcomeOf<T>(loading: Promise<T>, signal: AbortSignal): Promise<Look<T>> {
  try {
    return { value: await loading };
  } catch (error) {
    return isAbort(error) || signal.aborted ? undefined : { error };
  }
}

/** Whether an id is that of the row, or of one below it. */
function isAt(id: string, row: string): boolean {
  return id === row || id.startsWith(`${row} > `);
}
