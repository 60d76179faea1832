import { type Text, text } from "../../core/text.ts";
import type { LoginMethod } from "../loginMethod.ts";
import type { LoginAnswers } from "../question.ts";
import { portalPage } from "../shared/helpPages.ts";
import { secretQuestion } from "../shared/questions.ts";
import { type AwsKeys, isAccessKeyId, isTemporaryKey, looksLikeSecretAccessKey } from "./awsKeys.ts";
import { passwordByKeys } from "./obtainPassword.ts";
import { ecrHosts } from "./hosts.ts";
import { lacksRight } from "./refusal.ts";

function idProblem(value: string): Text | undefined {
  if (isAccessKeyId(value.trim())) return undefined;
  return looksLikeSecretAccessKey(value.trim())
    ? text("This looks like the secret access key, which is asked for next. Its ID begins with AKIA or ASIA.")
    : text("An access key ID begins with AKIA or ASIA and consists of capital letters and digits.");
}

/** The keys that were answered. */
export function typedKeys(answers: LoginAnswers): AwsKeys {
  const accessKeyId = answers.text("accessKeyId");
  const session = isTemporaryKey(accessKeyId) ? { sessionToken: answers.secret("sessionToken") } : {};
  return { accessKeyId, secretAccessKey: answers.secret("secretAccessKey"), ...session };
}

/** Keys that are typed for this login: they sign one request, and are kept nowhere. */
export const accessKeyMethod: LoginMethod = {
  id: "access-key",
  label: text("Access Key, for This Login Only"),
  detail: text("Exchanged for a password, valid for 12 hours; the key itself is not kept"),
  username: "AWS",
  questions: [
    {
      kind: "text",
      id: "accessKeyId",
      prompt: text("Access key ID"),
      placeholder: text("AKIA…"),
      check: idProblem,
      clean: (value) => value.trim(),
    },
    {
      ...secretQuestion({
        prompt: text("Secret access key"),
        check: (value) =>
          isAccessKeyId(value.trim()) ? text("This is the ID of an access key: enter its secret access key here.") : undefined,
      }),
      id: "secretAccessKey",
    },
    {
      ...secretQuestion({ prompt: text("Session token of the temporary key") }),
      id: "sessionToken",
      isAsked: (answers) => isTemporaryKey(answers.text("accessKeyId")),
    },
  ],
  obtain: (answers, context, signal) => passwordByKeys(() => Promise.resolve(typedKeys(answers)), undefined, context, signal),
  onlyAt: ecrHosts,
  pages: [portalPage(text("Security credentials in the AWS console"), "https://console.aws.amazon.com/iam/home#/security_credentials")],
  advice: { denied: lacksRight },
};
