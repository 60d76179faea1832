import { text } from "../../../core/text.ts";
import { titleOf } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** Says on which side a login is written where the person decided before what it is written to. */
export const sideStep: LoginStep = {
  id: "side",
  ask(draft, position, { prompter }) {
    const { side = [], path = "" } = draft.plan ?? {};
    return prompter.pick({
      ...position,
      title: titleOf(draft),
      placeholder: text("The registry accepts the login. It is written on this window's side"),
      notes: side,
      choices: [{ label: text("Write it there"), detail: text("Into {0}", path), value: undefined }],
    });
  },
};
