import { text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { portalPage, tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";
import { applicationUser } from "./applicationUser.ts";

const robot = /^[a-z0-9_.-]+\+[a-z][a-z0-9_]{1,254}$/;
const passwordAdvice: LoginMethod["advice"] = {
  unauthorized: text("Accounts that sign in with Red Hat have no password of their own: use a robot account or an encrypted password."),
};
const account = tokenPage(text("Your account"), (site) => `https://${site.host}/user/`);

export const methods: LoginMethods = [
  {
    id: "robot",
    label: text("Robot Account"),
    detail: text("Its name is NAMESPACE+NAME; it sees the repositories that it was given"),
    questions: [
      usernameQuestion({
        prompt: text("Name of the robot account"),
        placeholder: text("acme+ci"),
        check: (value) => (robot.test(value) ? undefined : text("A robot account is named NAMESPACE+NAME, such as acme+ci.")),
      }),
      secretQuestion({ prompt: text("Token of {0}") }),
    ],
    obtain: obtainTyped(),
    pages: [portalPage(text("Your repositories"), (site) => `https://${site.host}/repository/`)],
    advice: { unauthorized: text("Is the robot's token the latest one? Creating another one revokes it.") },
  },
  {
    id: "password",
    label: text("User Name and Encrypted Password"),
    detail: text("Created with “Generate Encrypted Password” in the settings of your account"),
    questions: [
      usernameQuestion({
        hint: (value) => (robot.test(value.trim()) ? text("This is the name of a robot account: go back and choose that.") : undefined),
      }),
      secretQuestion({ prompt: text("Encrypted password of {0}") }),
    ],
    obtain: obtainTyped(),
    pages: [account],
    advice: passwordAdvice,
  },
  {
    id: "application",
    label: text("Application Token"),
    detail: text("An OAuth access token of an application of your organization"),
    username: applicationUser,
    questions: [secretQuestion({ prompt: text("Access token of the application") })],
    obtain: obtainTyped(applicationUser),
    advice: { unauthorized: text("Has the application's token expired, or been revoked? A token of another kind does not work here.") },
  },
  {
    id: "app",
    label: text("App-Specific Token"),
    detail: text("Created in the settings of your account, for one tool"),
    username: "$app",
    questions: [secretQuestion({ prompt: text("App-specific token") })],
    obtain: obtainTyped("$app"),
    pages: [account],
    advice: { unauthorized: text("Has the token expired, or been revoked? Administrators can also switch such tokens off.") },
  },
];
