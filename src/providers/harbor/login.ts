import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

export const methods: LoginMethods = [
  {
    id: "robot",
    label: text("Robot Account"),
    detail: text("Named robot$… unless an administrator changed that; it can expire"),
    questions: [
      usernameQuestion({
        prompt: text("Name of the robot account, with its $"),
        placeholder: text("robot$project+name"),
        hint: (value) => (value.includes("$") ? undefined : text("A robot's full name has a $, such as robot$project+name.")),
      }),
      secretQuestion({ prompt: text("Secret of {0}") }),
    ],
    obtain: obtainTyped(),
    advice: { unauthorized: text("Has the robot expired, or been disabled? In a shell its name must be quoted, here it must not.") },
  },
  {
    id: "password",
    label: text("User Name and Password or CLI Secret"),
    detail: text("Who signs in with OpenID Connect has a CLI secret, in the user profile"),
    questions: [usernameQuestion(), secretQuestion({ prompt: text("Password or CLI secret of {0}") })],
    obtain: obtainTyped(),
    advice: { unauthorized: text("Who signs in with OpenID Connect needs the CLI secret of the user profile.") },
  },
];
