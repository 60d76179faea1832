import { say } from "../../platform/say.ts";
import { localized } from "./localized.ts";
import { durationSentence } from "./timeSentences.ts";

/** How long ago it was; a clock that is behind makes it the same as now. */
export function ageSentence(date: Date): string {
  return say("{0} ago", durationSentence(Date.now() - date.getTime()));
}

/** How long ago it was, and the time itself. */
export function dateSentence(date: Date): string {
  return `${ageSentence(date)} (${localized(date)})`;
}
