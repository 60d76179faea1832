import { answeredOf } from "../answered.ts";
import type { LoginStep } from "./step.ts";

/** Writes the login. Where that fails, it and what was typed are kept until it is written or the person gives it up. */
export const saveStep: LoginStep = {
  id: "save",
  isSilent: true,
  isUncounted: true,
  async ask(draft, position, ports) {
    const answered = answeredOf(draft);
    if (answered === undefined) return { kind: "cancel" };
    const saved = await ports.save(answered, position);
    if (saved.kind === "next") draft.saved = saved.value;
    return saved;
  },
};
