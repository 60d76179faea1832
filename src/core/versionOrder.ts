import { isAttachedTag } from "./attachedTag.ts";
import { compareNaturally } from "./naturalOrder.ts";

/** What a tag is, in the order in which kinds of tags stand. */
const floating = 0;
const version = 1;
const commit = 2;
const attached = 3;

/** What follows the numbers of a version: nothing, a variant of the release (`-alpine`), or what came before the release (`-rc1`). */
const release = 0;
const variant = 1;
const before = 2;

/** A tag as it is sorted. */
export interface VersionKey {
  readonly name: string;
  readonly kind: number;
  /** The numbers of a version; what no number holds exactly is told apart by the name. */
  readonly numbers: readonly number[];
  /** The numbers that it is sorted by. */
  readonly places: readonly number[];
  readonly suffixKind: number;
  readonly suffix: string;
}

const versionPattern = /^[vV]?(\d+(?:[._-]\d+)*)(.*)$/;
/** Words of versions that come before the release of that number; `-devel` is a variant of it. */
const beforePattern =
  /^[._+-]?(?:(?:alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary|milestone|ea|next|unstable|testing)(?![a-z])|[abm]\d)/i;
const commitPattern = /^(?:sha-|git-)?(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,64}$/;

export function versionKey(name: string): VersionKey {
  const plain = { name, numbers: [], places: [], suffixKind: release, suffix: "" };
  if (isAttachedTag(name)) return { ...plain, kind: attached };
  if (commitPattern.test(name)) return { ...plain, kind: commit };
  const [, written, suffix = ""] = versionPattern.exec(name) ?? [];
  if (written === undefined) return { ...plain, kind: floating };
  const suffixKind = suffix === "" ? release : beforePattern.test(suffix) ? before : variant;
  const numbers = written.split(/[._-]/).map(Number);
  return { name, kind: version, numbers, places: suffixKind === before ? placesBefore(numbers) : numbers, suffixKind, suffix };
}

/** Behind all that has these numbers: `1.22rc1` came before `1.22.0`, and so did `1.22.0-rc1`. */
function placesBefore(numbers: readonly number[]): readonly number[] {
  return [...numbers.slice(0, numbers.findLastIndex((number) => number > 0) + 1), -1];
}

export function isVersion({ kind }: VersionKey): boolean {
  return kind === version;
}

/** Of a version: whether it came before the release of its numbers. */
export function isBeforeRelease({ suffixKind }: VersionKey): boolean {
  return suffixKind === before;
}

/**
 * The newest version first. Above the versions stand the tags that move from one to the next (`latest` before all); a version with fewer
 * numbers moves as well, so `1.2` stands above `1.2.9`. Below a release come its variants (`1.2.9-alpine`), then what came before it
 * (`-rc2`, `-rc1`, `-beta`): below all of `1.2`, if it is `1.2-rc1`. At the end stand commits, which have no order, and what signing attaches.
 */
export function compareVersionKeys(a: VersionKey, b: VersionKey): number {
  if (a.kind !== b.kind) return a.kind - b.kind;
  if (a.kind === version) {
    const numbers = compareVersionNumbers(a, b);
    if (numbers !== 0) return numbers;
    if (a.suffixKind !== b.suffixKind) return a.suffixKind - b.suffixKind;
    const suffix = compareNaturally(a.suffix, b.suffix);
    if (suffix !== 0) return a.suffixKind === before ? -suffix : suffix;
  }
  if (a.name === "latest" || b.name === "latest") return Number(b.name === "latest") - Number(a.name === "latest");
  return compareNaturally(a.name, b.name);
}

/** By their numbers alone; the newer of two versions first. */
export function compareVersionNumbers({ places: a }: VersionKey, { places: b }: VersionKey): number {
  const common = Math.min(a.length, b.length);
  for (let index = 0; index < common; index++) {
    const [left = 0, right = 0] = [a[index], b[index]];
    if (left !== right) return right > left ? 1 : -1;
  }
  return a.length - b.length;
}
