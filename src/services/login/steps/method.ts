import { hostnameOf } from "../../../core/referenceHost.ts";
import { type Text, text } from "../../../core/text.ts";
import type { LoginMethod } from "../../../providers/loginMethod.ts";
import type { LoginDraft } from "../draft.ts";
import { frameOf } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** The way to log in, where there are several or there is something to know before. */
export const methodStep: LoginStep = {
  id: "method",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.pick<LoginMethod>({
      ...frameOf(draft, position),
      placeholder: text("How to log in"),
      notes: notesOf(draft),
      choices: draft.methods.map((method) => ({ label: method.label, detail: method.detail, value: method })),
      active: draft.method,
    });
    if (answer.kind === "next") draft.method = answer.value;
    return answer;
  },
};

function notesOf({ provider: { notice, methodNotes = [] }, site }: LoginDraft): readonly Text[] {
  const here = methodNotes.filter(({ hosts }) => hosts.test(hostnameOf(site?.host ?? "")));
  return [...(notice === undefined ? [] : [notice]), ...here.map((note) => note.text)];
}
