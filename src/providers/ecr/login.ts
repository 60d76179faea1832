import { text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { notTheOutput, twelveHours } from "./refusal.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion } from "../shared/questions.ts";

const publicHosts = /^(?:public\.ecr\.aws|ecr-public\.aws\.com)$/;
const privateHosts = /^(?!public\.ecr\.aws$|ecr-public\.aws\.com$)/;
const advice: LoginMethod["advice"] = { unauthorized: twelveHours, "request-rejected": notTheOutput };

export const methods: LoginMethods = [
  {
    id: "password",
    label: text("Password of “aws ecr get-login-password”"),
    detail: text("The user name is always AWS; the password is valid for 12 hours"),
    username: "AWS",
    questions: [secretQuestion({ prompt: text("Output of “aws ecr get-login-password --region …”") })],
    obtain: obtainTyped("AWS"),
    onlyAt: privateHosts,
    advice,
  },
  {
    id: "public",
    label: text("Password of “aws ecr-public get-login-password”"),
    detail: text("The user name is always AWS; the region is always us-east-1"),
    username: "AWS",
    questions: [secretQuestion({ prompt: text("Output of “aws ecr-public get-login-password --region us-east-1”") })],
    obtain: obtainTyped("AWS"),
    onlyAt: publicHosts,
    advice,
  },
];
