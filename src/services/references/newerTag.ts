import { compareNaturally } from "../../core/naturalOrder.ts";
import {
  compareVersionKeys,
  compareVersionNumbers,
  isBeforeRelease,
  isVersion,
  type VersionKey,
  versionKey,
} from "../../core/versionOrder.ts";

/** What a tag says besides its numbers. */
interface Make {
  readonly key: VersionKey;
  /** What stands around the numbers: `v#.#`. */
  readonly form: string;
  /** The digits of the first number, of which years and days have more than other versions; up to three are alike. */
  readonly digits: number;
  /** What is built: `-alpine#`. */
  readonly variant: string;
  /** The word for what came before a release: `rc`; empty for a release. */
  readonly stage: string;
}

/** So far is a word for what came before a release from that release; for other words (`nightly`) nobody can say. */
const stages: readonly (readonly string[])[] = [["a", "alpha", "ea", "m", "milestone", "pre", "preview"], ["b", "beta"], ["rc"]];

const stagePattern = /^[._+-]?([a-z]+)(?:[.-]?\d+)*/i;

/**
 * The newest tag of the same make: numbers of the same form, and the same variant (`-alpine`, `-jdk21`) behind them, so that `1.2-alpine` is
 * followed by `1.3-alpine`, and by neither `1.3` nor `1.3.1-alpine`. What came before a release (`-rc1`) is followed by its like, by what came
 * later before a release, and by releases; a release by releases alone. Undefined where there is none, or where the tag is no version. Yields,
 * since there may be very many.
 */
export function* newerTag(tag: string, names: Iterable<string>): Generator<undefined, string | undefined> {
  const current = makeOf(tag);
  if (current === undefined) return undefined;
  let newest = current.key;
  let count = 0;
  for (const name of names) {
    if (++count % 128 === 0) yield;
    const candidate = makeOf(name);
    if (candidate !== undefined && mayFollow(candidate, current) && isNewer(candidate.key, newest)) newest = candidate.key;
  }
  return newest === current.key ? undefined : newest.name;
}

function makeOf(name: string): Make | undefined {
  const key = versionKey(name);
  if (!isVersion(key)) return undefined;
  const { numbers, suffix } = key;
  const form = name.slice(0, name.length - suffix.length).replaceAll(/\d+/g, "#");
  const digits = Math.max(3, String(numbers[0]).length);
  const [written = "", stage = ""] = isBeforeRelease(key) ? (stagePattern.exec(suffix) ?? []) : [];
  return { key, form, digits, variant: variantOf(suffix.slice(written.length)), stage: stage.toLowerCase() };
}

/** Alpine's version, and the revision of a build, go on with that of what is built; another one of Java or Windows is something else. */
function variantOf(suffix: string): string {
  return suffix.replaceAll(/(?<=-alpine|-r)\d+(?:\.\d+)*/g, "#");
}

function mayFollow(candidate: Make, current: Make): boolean {
  const isAlike = candidate.form === current.form && candidate.digits === current.digits && candidate.variant === current.variant;
  return isAlike && (candidate.stage === current.stage || (current.stage !== "" && isLater(candidate.stage, current.stage)));
}

function isLater(stage: string, other: string): boolean {
  if (stage === "") return true;
  const place = stages.findIndex((words) => words.includes(other));
  return place >= 0 && stages.findIndex((words) => words.includes(stage)) > place;
}

function isNewer(candidate: VersionKey, other: VersionKey): boolean {
  if (isBeforeRelease(candidate) || isBeforeRelease(other)) return compareVersionKeys(candidate, other) < 0;
  return (compareVersionNumbers(candidate, other) || compareNaturally(other.suffix, candidate.suffix)) < 0;
}
