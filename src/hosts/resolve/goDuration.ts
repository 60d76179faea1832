/** Nanoseconds by unit. `µs` is written with the micro sign or with the Greek letter. */
const nanosecondsByUnit: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["\u00B5s", 1_000n],
  ["\u03BCs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

const limit = 2n ** 63n;
const partPattern = /(?<all>(?<zeros>0*)(?<digits>\d*)(?:\.(?<fraction>\d*))?(?<name>[^.\d]*))/y;
const maxDigits = limit.toString().length;

export type DurationResult = { readonly nanoseconds: bigint } | { readonly error: string };

/** Go's time.ParseDuration. The error is Go's own text. */
export function parseGoDuration(text: string): DurationResult {
  const negative = text.startsWith("-");
  const rest = text.replace(/^[+-]/, "");
  if (rest === "0") return { nanoseconds: 0n };
  const total = sumParts(rest);
  if (typeof total === "string") return { error: `time: ${total} ${JSON.stringify(text)}` };
  if (rest === "" || total > limit || (!negative && total === limit)) return { error: `time: invalid duration ${JSON.stringify(text)}` };
  return { nanoseconds: negative ? -total : total };
}

/** The sum of `1h30m`, `1.5s` and so on in nanoseconds, or the beginning of Go's error text. */
function sumParts(text: string): bigint | string {
  let total = 0n;
  for (let at = 0; at < text.length && total <= limit;) {
    partPattern.lastIndex = at;
    const { all = "", zeros = "", digits = "", fraction = "", name = "" } = partPattern.exec(text)?.groups ?? {};
    if (zeros + digits + fraction === "" || digits.length > maxDigits) return "invalid duration";
    if (name === "") return "missing unit in duration";
    const unit = nanosecondsByUnit.get(name);
    if (unit === undefined) return `unknown unit ${JSON.stringify(name)} in duration`;
    total += BigInt(digits === "" ? "0" : digits) * unit + fractionOf(fraction, unit);
    at += all.length;
  }
  return total;
}

/** Go computes the part behind the point in floating point, and so does this. */
function fractionOf(digits: string, unit: bigint): bigint {
  const kept = digits.slice(0, 18);
  if (kept === "") return 0n;
  return BigInt(Math.trunc(Number(kept) * (Number(unit) / 10 ** kept.length)));
}

/** Go's Duration.String: `1m30s`, `1.5µs`, `0s`. */
export function formatGoDuration(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? "-" : "";
  const value = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (value === 0n) return "0s";
  if (value < 1_000n) return `${sign}${value}ns`;
  if (value < 1_000_000n) return `${sign}${decimal(value, 3)}\u00B5s`;
  if (value < 1_000_000_000n) return `${sign}${decimal(value, 6)}ms`;
  const minutes = value / 60_000_000_000n;
  const seconds = `${decimal(value % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return `${sign}${seconds}`;
  const hours = minutes / 60n;
  return hours === 0n ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60n}m${seconds}`;
}

/** `value` with its last `places` digits behind a point, without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return digits.slice(0, -places) + (fraction === "" ? "" : `.${fraction}`);
}
