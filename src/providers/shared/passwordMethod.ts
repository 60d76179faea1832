import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { obtainTyped } from "./obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "./questions.ts";

/** What works with every registry that has passwords. */
export const passwordMethods: LoginMethods = [
  {
    id: "password",
    label: text("User Name and Password or Token"),
    detail: text("Whatever the registry accepts in the password's place"),
    questions: [usernameQuestion(), secretQuestion()],
    obtain: obtainTyped(),
  },
];
