import { compareNaturally } from "../../core/naturalOrder.ts";
import {
  compareVersionKeys,
  compareVersionNumbers,
  isBeforeRelease,
  isVersion,
  type VersionKey,
  versionKey,
} from "../../core/versionOrder.ts";

/** A first number of so many digits is a date. */
const dateFrom = 100_000;

/**
 * The newest tag of the same make: as many numbers, and the same variant (`-alpine`) behind them, so that `1.2-alpine` is followed by
 * `1.3-alpine`, and by neither `1.3` nor `1.3.1-alpine`. What came before a release (`-rc1`) is followed by its like and by releases, a release
 * by releases alone. Undefined where there is none, or where the tag is no version.
 */
export function newerTag(tag: string, names: Iterable<string>): string | undefined {
  const current = versionKey(tag);
  if (!isVersion(current)) return undefined;
  let newest = current;
  for (const name of names) {
    const candidate = versionKey(name);
    if (isOfSameMake(candidate, current) && isNewer(candidate, newest)) newest = candidate;
  }
  return newest === current ? undefined : newest.name;
}

function isOfSameMake(candidate: VersionKey, current: VersionKey): boolean {
  if (!isVersion(candidate) || candidate.numbers.length !== current.numbers.length) return false;
  if (isDate(candidate) !== isDate(current) || /^v/i.test(candidate.name) !== /^v/i.test(current.name)) return false;
  if (isBeforeRelease(current)) return candidate.suffix === "" || isBeforeRelease(candidate);
  return !isBeforeRelease(candidate) && makeOf(candidate) === makeOf(current);
}

function isDate({ numbers: [first = 0] }: VersionKey): boolean {
  return first >= dateFrom;
}

/** A variant may have a version of its own: `-alpine3.20` is followed by `-alpine3.21`. */
function makeOf({ suffix }: VersionKey): string {
  return suffix.replaceAll(/\d+/g, "#");
}

function isNewer(candidate: VersionKey, other: VersionKey): boolean {
  if (isBeforeRelease(candidate) || isBeforeRelease(other)) return compareVersionKeys(candidate, other) < 0;
  return (compareVersionNumbers(candidate, other) || compareNaturally(other.suffix, candidate.suffix)) < 0;
}
