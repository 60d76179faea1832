import { text } from "../../../core/text.ts";
import type { Choice } from "../../prompts/prompter.ts";
import { explain } from "../diagnosisTexts.ts";
import type { TrustDraft, TrustStep, TrustWay } from "../draft.ts";
import { trustTitle } from "./frame.ts";

/** Says what is wrong, and asks how to go on. */
export const wayStep: TrustStep = {
  id: "way",
  async ask(draft, position, { prompter }) {
    const { what, why } = explain(draft);
    const answer = await prompter.pick<TrustWay>({
      ...position,
      title: trustTitle(draft),
      placeholder: text("Choose how to go on"),
      namedNotes: [{ name: what, reason: why }],
      choices: choicesFor(draft),
      active: draft.way,
    });
    if (answer.kind === "next") {
      draft.way = answer.value;
      draft.change = undefined;
      draft.fingerprint = undefined;
    }
    return answer;
  },
};

function choicesFor({ diagnosis }: TrustDraft): readonly Choice<TrustWay>[] {
  const offered = "chain" in diagnosis ? diagnosis.offered : undefined;
  // No authority makes a certificate good that is for another name or out of date.
  const isHopeless = "chain" in diagnosis && offered === undefined && ["expired", "not-yet-valid", "wrong-name"].includes(diagnosis.kind);
  const presented: Choice<TrustWay> = {
    label: text("Trust what the server presents…"),
    detail: text("After you have compared its fingerprint"),
    value: "presented",
  };
  const file: Choice<TrustWay> = {
    label: text("Name the authority's certificate…"),
    detail: text("A file on this machine, PEM or DER: ask the people who run the registry for it"),
    value: "file",
  };
  const unverified: Choice<TrustWay> = {
    label: text("Connect without verifying it…"),
    detail: text("Whoever is on the way can pretend to be the registry"),
    value: "skip-verify",
  };
  return [...(offered === undefined ? [] : [presented]), ...(isHopeless ? [] : [file]), unverified];
}
