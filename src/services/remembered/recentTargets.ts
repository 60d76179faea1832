import type { Memory } from "../../core/memory.ts";
import { type ImageTarget, printTarget } from "./imageTarget.ts";

/** So many are kept: more than anybody looks through. */
const most = 50;

/** Where a person has gone in the tree, the last place first. */
export class RecentTargets {
  readonly #memory: Memory<readonly ImageTarget[]>;

  constructor(memory: Memory<readonly ImageTarget[]>) {
    this.#memory = memory;
  }

  all(): readonly ImageTarget[] {
    return this.#memory.read();
  }

  async add(target: ImageTarget): Promise<void> {
    const name = printTarget(target);
    await this.#memory.write([target, ...this.all().filter((each) => printTarget(each) !== name)].slice(0, most));
  }
}
