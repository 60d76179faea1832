import { Secret } from "../../../core/secret.ts";
import { type Text, text } from "../../../core/text.ts";
import type { LoginMethod, LoginMethods, Obtained } from "../../loginMethod.ts";
import type { LoginAnswers } from "../../question.ts";
import { docsPage, portalPage } from "../helpPages.ts";
import { mapToHelper } from "../mapToHelper.ts";
import { obtainTyped } from "../obtainTyped.ts";
import { secretQuestion } from "../questions.ts";
import { tokenOfDefaultCredentials } from "./defaultCredentials.ts";
import { tokenOfGcloud } from "./gcloud.ts";
import { googleTokenUser } from "./tokenUser.ts";
import { encodedKeyProblem, keyFileProblem, maxKeyBytes, projectOf, serviceAccountKeyIn } from "./keyFile.ts";

const keyAdvice: LoginMethod["advice"] = {
  unauthorized: text("Google does not accept this key: it may have been deleted or disabled, or its service account."),
  denied: text("The service account lacks a role for this: Artifact Registry Reader to pull, Artifact Registry Writer to push."),
};
const tokenAdvice: LoginMethod["advice"] = {
  unauthorized: text("Access tokens are valid for an hour: get a new one."),
  denied: text("The account lacks a role for this: Artifact Registry Reader to pull, Artifact Registry Writer to push."),
};
const keyPages: LoginMethod["pages"] = [
  portalPage(text("Service accounts in the console"), "https://console.cloud.google.com/iam-admin/serviceaccounts"),
  docsPage(text("About service accounts"), "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating"),
];

const sdkPage = docsPage(text("About installing the Google Cloud SDK"), "https://cloud.google.com/sdk/docs/quickstart");

/** As a shell hands a file to `docker login --password-stdin`: without the end of its last line. */
function keyLogin(username: string, key: string, content: string, repository: string | undefined): Obtained {
  const ifDenied = otherProject(content, repository);
  return {
    kind: "credential",
    credential: { kind: "basic", username, password: new Secret(key) },
    ifDenied,
    hint: hintAtProject(content, repository),
  };
}

/** The same before the key is refused, or once it is not: said where the image's project is known. */
function hintAtProject(content: string, repository: string | undefined): Text | undefined {
  const other = projectsOf(content, repository);
  return other && text("The key belongs to the project {0}, not to {1}: is it the one that you meant?", other.own, other.wanted);
}

/** A service account may be let in by other projects, so that only a refusal makes that worth a word. */
function otherProject(content: string, repository: string | undefined): Text | undefined {
  const other = projectsOf(content, repository);
  if (other === undefined) return undefined;
  const { own, wanted } = other;
  return text(
    "The key belongs to the project {0}, and the image is in the project {1}: the service account needs a role there.",
    own,
    wanted,
  );
}

/** The project of the key and that of the image, where they are two. */
function projectsOf(content: string, repository = ""): { readonly own: string; readonly wanted: string } | undefined {
  const own = serviceAccountKeyIn(content)?.project;
  const wanted = projectOf(repository);
  return own === undefined || wanted === undefined || own === wanted ? undefined : { own, wanted };
}

function hintAtEncoded(encoded: string, _host?: string, repository?: string): Text | undefined {
  return encodedKeyProblem(encoded) === undefined ? hintAtProject(decodedKey(encoded), repository) : undefined;
}

function decodedKey(encoded: string): string {
  return Buffer.from(encoded.replaceAll(/\s/g, ""), "base64").toString("utf8");
}

export const keyFileMethod: LoginMethod = {
  id: "key",
  label: text("Service Account's Key File"),
  detail: text("A JSON file; roles Artifact Registry Reader (pull) and Writer (push)"),
  username: "_json_key",
  questions: [{ kind: "file", id: "secret", prompt: text("The key file (JSON)"), maxBytes: maxKeyBytes, check: keyFileProblem }],
  obtain: (answers, { repository }) => {
    const key = answers
      .secret("secret")
      .reveal()
      .replace(/\r?\n$/, "");
    return Promise.resolve(keyLogin("_json_key", key, key, repository));
  },
  pages: keyPages,
  advice: keyAdvice,
};

export const encodedKeyMethod: LoginMethod = {
  id: "encoded-key",
  label: text("Service Account's Key as Base64"),
  detail: text("On one line, as it is kept in variables of CI systems"),
  username: "_json_key_base64",
  questions: [secretQuestion({ prompt: text("Base64 of the key file"), check: encodedKeyProblem, hint: hintAtEncoded })],
  obtain: (answers, { repository }) => {
    const key = answers.secret("secret").reveal().replaceAll(/\s/g, "");
    return Promise.resolve(keyLogin("_json_key_base64", key, decodedKey(key), repository));
  },
  pages: keyPages,
  advice: keyAdvice,
};

const gcloudTokenMethod: LoginMethod = {
  id: "gcloud-token",
  label: text("Google Account of gcloud"),
  detail: text("Valid for an hour at most; log in again then"),
  username: googleTokenUser,
  questions: [],
  obtain: (_, context, signal) => tokenOfGcloud(context, signal),
  programs: ["gcloud"],
  isBorrowed: true,
  pages: [sdkPage],
  advice: tokenAdvice,
};

const defaultCredentialsMethod: LoginMethod = {
  id: "default-credentials",
  label: text("Application Default Credentials"),
  detail: text("Of “gcloud auth application-default login”; a token for an hour"),
  username: googleTokenUser,
  questions: [],
  obtain: (_, context, signal) => tokenOfDefaultCredentials(context, signal),
  isBorrowed: true,
  pages: [
    docsPage(text("About Application Default Credentials"), "https://cloud.google.com/docs/authentication/application-default-credentials"),
  ],
  advice: tokenAdvice,
};

const typedTokenMethod: LoginMethod = {
  id: "token",
  label: text("Access Token"),
  detail: text("Output of “gcloud auth print-access-token”, valid for an hour"),
  username: googleTokenUser,
  questions: [
    secretQuestion({
      prompt: text("Output of “gcloud auth print-access-token”"),
      placeholder: text("ya29.…"),
      check: (value) =>
        value.trimStart().startsWith("{") ? text("This is a key file's text: go back and choose the key file.") : undefined,
      hint: (value) => (value.startsWith("ya29.") ? undefined : text("Google's access tokens begin with “ya29.”.")),
    }),
  ],
  obtain: obtainTyped(googleTokenUser),
  pages: [sdkPage],
  advice: tokenAdvice,
};

const missingGcloud = text(
  "docker-credential-gcloud is not on VS Code's PATH: it comes with the Google Cloud SDK. Tools in a virtual machine need it in there.",
);

/** What one of Google's registries has of its own. */
interface GoogleProduct {
  /** Google's own names: what gcloud and the machine have is for those alone. */
  readonly hosts: RegExp;
  /** What is asked before the helper of gcloud is named for hosts; `helpedHosts` are those. */
  readonly questions: LoginMethod["questions"];
  readonly helpedHosts: (answers: LoginAnswers, host: string) => readonly string[];
  readonly keyDetail?: Text;
  /** What a login means that may not. */
  readonly denied?: Text;
}

/** The ways to log in to a product of Google's, the seed's first. */
export function googleMethods({ hosts, questions, helpedHosts, keyDetail = keyFileMethod.detail, denied }: GoogleProduct): LoginMethods {
  const own = (method: LoginMethod): LoginMethod => (denied === undefined ? method : { ...method, advice: { ...method.advice, denied } });
  return [
    own({ ...keyFileMethod, detail: keyDetail }),
    {
      id: "helper",
      label: text("Credential Helper of gcloud"),
      detail: text("As “gcloud auth configure-docker” writes it: no secret in config.json"),
      questions,
      obtain: (answers, context) => mapToHelper("gcloud", missingGcloud, helpedHosts(answers, context.host), context),
      onlyAt: hosts,
      pages: [sdkPage],
    },
    own({ ...gcloudTokenMethod, onlyAt: hosts }),
    own({ ...defaultCredentialsMethod, onlyAt: hosts }),
    own(typedTokenMethod),
    own(encodedKeyMethod),
  ];
}
