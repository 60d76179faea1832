import type { AnsweredLogin, LoginDraft } from "./draft.ts";

/** What is to be written, once the registry has accepted it. */
export function answeredOf({
  site,
  credential,
  check,
  keep,
  isPlaceShown,
  remove,
  signIn,
  helper,
  source,
}: LoginDraft): AnsweredLogin | undefined {
  if (site === undefined || credential === undefined || check === undefined) return undefined;
  return { host: site.host, credential, check, keep, isPlaceShown, remove, signIn, helper, source };
}
