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
    advice: { unauthorized: text("Has the robot expired, or been disabled? Its name must be quoted in a shell, but not here.") },
  },
  {
    id: "password",
    label: text("User Name and Password or CLI Secret"),
    detail: text("Those who sign in with OpenID Connect have a CLI secret in their user profile"),
    questions: [usernameQuestion(), secretQuestion({ prompt: text("Password or CLI secret of {0}") })],
    obtain: obtainTyped(),
    advice: { unauthorized: text("Those who sign in with OpenID Connect need the CLI secret of their user profile.") },
  },
];
