import { type Text, text } from "../../../core/text.ts";
import type { TrustDraft } from "../draft.ts";

export function trustTitle({ target }: Pick<TrustDraft, "target">): Text {
  return text("Connect to {0}", target.url.host);
}
