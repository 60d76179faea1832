import { type Text, text } from "../../../core/text.ts";
import type { NamedNote } from "../../prompts/prompter.ts";
import type { TrustDraft } from "../draft.ts";

/** What hosts.toml has sent along, which may be a login: said where nobody makes sure who gets it. */
export function headerNotes({ target: { headers } }: Pick<TrustDraft, "target">): readonly NamedNote[] {
  if (headers.length === 0) return [];
  return [
    {
      name: text("hosts.toml has headers sent along: {0}", headers.join(", ")),
      reason: text("Anyone on the network path can read them, and a login that is in them"),
    },
  ];
}

export function trustTitle({ target }: Pick<TrustDraft, "target">): Text {
  return text("Connect to {0}", target.url.host);
}
