import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

export const methods: LoginMethods = [
  {
    id: "password",
    label: text("User Name and Password or API Key"),
    detail: text("An API key begins with zak_"),
    questions: [usernameQuestion(), secretQuestion({ prompt: text("Password or API key of {0}") })],
    obtain: obtainTyped(),
    advice: { unauthorized: text("zot answers wrong passwords slowly on purpose.") },
  },
];
