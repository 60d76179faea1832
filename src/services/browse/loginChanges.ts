import { inSlices } from "../../core/slices.ts";
import type { OverviewSources } from "../../credentials/configOverview.ts";
import { changedRegistries, type LoginRevisions, revisionsOf } from "./loginRevisions.ts";

/** Tells whose logins have changed since one looked last, so that the lists of all others can stay. */
export class LoginChanges {
  readonly #read: () => Promise<LoginRevisions>;
  #before: Promise<LoginRevisions> | undefined;

  /** `read`: what the files say now. */
  constructor(read: () => Promise<OverviewSources>) {
    this.#read = async () => inSlices(revisionsOf(await read()));
  }

  /** Looks for the first time. A login that is used before that may change unnoticed. */
  async begin(): Promise<void> {
    this.#before ??= this.#read();
    await this.#before;
  }

  /** The registries whose login may be another one since the last look; undefined: any. */
  async next(): Promise<ReadonlySet<string> | undefined> {
    const before = this.#before;
    if (before === undefined) return undefined;
    const after = this.#read();
    this.#before = after;
    return changedRegistries(await before, await after);
  }
}
