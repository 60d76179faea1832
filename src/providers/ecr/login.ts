import { type Text, text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion } from "../shared/questions.ts";
import { accessKeyMethod } from "./accessKeyMethod.ts";
import { isAccessKeyId, looksLikeSecretAccessKey } from "./awsKeys.ts";
import { passwordOfAws, profilesOf } from "./awsCli.ts";
import { helperMethod } from "./helperMethod.ts";
import { profileMethod } from "./profileMethod.ts";
import { lacksRight, notTheOutput, twelveHours } from "./refusal.ts";
import { ecrHosts, ecrPublicHosts } from "./hosts.ts";

const privateHosts = /^(?!public\.ecr\.aws$|ecr-public\.aws\.com$)/;
const advice: LoginMethod["advice"] = { unauthorized: twelveHours, "request-rejected": notTheOutput };

/** An access key, which people paste for the password that is made with it. */
function accessKeyProblem(value: string): Text | undefined {
  if (isAccessKeyId(value.trim())) return text("This is an access key, not a password: run the command and paste its output.");
  return looksLikeSecretAccessKey(value.trim())
    ? text("This looks like a secret access key, not a password: run the command and paste its output.")
    : undefined;
}

export const methods: LoginMethods = [
  profileMethod,
  {
    id: "aws",
    label: text("AWS Command Line (aws)"),
    detail: text("Runs “aws ecr get-login-password” with a profile; valid for 12 hours"),
    username: "AWS",
    questions: [
      {
        kind: "choice",
        id: "profile",
        prompt: text("Profile of the AWS command line"),
        options: (_, context, signal) => profilesOf(context, signal),
      },
    ],
    obtain: (answers, context, signal) => passwordOfAws(answers.text("profile"), context, signal),
    programs: ["aws"],
    isBorrowed: true,
    onlyAt: ecrHosts,
    advice: {
      unauthorized: text(
        "The profile's account may have no access to this registry: the number in the registry's name is the account it belongs to.",
      ),
      denied: lacksRight,
    },
  },
  accessKeyMethod,
  helperMethod,
  {
    id: "password",
    label: text("Password of “aws ecr get-login-password”"),
    detail: text("The user name is always AWS; the password is valid for 12 hours"),
    username: "AWS",
    questions: [secretQuestion({ prompt: text("Output of “aws ecr get-login-password --region …”"), check: accessKeyProblem })],
    obtain: obtainTyped("AWS"),
    onlyAt: privateHosts,
    advice,
  },
  {
    id: "public",
    label: text("Password of “aws ecr-public get-login-password”"),
    detail: text("The user name is always AWS; the region is always us-east-1"),
    username: "AWS",
    questions: [
      secretQuestion({ prompt: text("Output of “aws ecr-public get-login-password --region us-east-1”"), check: accessKeyProblem }),
    ],
    obtain: obtainTyped("AWS"),
    onlyAt: ecrPublicHosts,
    advice,
  },
];
