import { say } from "../../platform/say.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;
const year = 365 * day;

/** How long it is, in the largest unit that it fills: “1 minute” at least. */
export function durationSentence(milliseconds: number): string {
  const length = Math.max(milliseconds, minute);
  if (length >= 2 * year) return say("{0} years", Math.floor(length / year));
  if (length >= 2 * month) return say("{0} months", Math.floor(length / month));
  if (length >= 2 * day) return say("{0} days", Math.floor(length / day));
  if (length >= 2 * hour) return say("{0} hours", Math.floor(length / hour));
  if (length >= hour) return say("1 hour");
  const minutes = Math.floor(length / minute);
  return minutes === 1 ? say("1 minute") : say("{0} minutes", minutes);
}
