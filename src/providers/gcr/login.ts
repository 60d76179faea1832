import { text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { gcrHosts } from "./hosts.ts";
import {
  defaultCredentialsMethod,
  encodedKeyMethod,
  gcloudTokenMethod,
  keyFileMethod,
  missingGcloud,
  sdkPage,
  typedTokenMethod,
} from "../shared/google/methods.ts";
import { notMoved } from "./refusal.ts";
import { mapToHelper } from "../shared/mapToHelper.ts";

/** What `gcloud auth configure-docker` without a host writes. */
const allHosts = ["gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io", "staging-k8s.gcr.io", "marketplace.gcr.io"];

function atClosed(method: LoginMethod): LoginMethod {
  return { ...method, advice: { ...method.advice, denied: notMoved } };
}

export const methods: LoginMethods = [
  atClosed({ ...keyFileMethod, detail: text("A JSON file; roles of Artifact Registry: Storage Object Admin is obsolete") }),
  {
    id: "helper",
    label: text("Credential Helper of gcloud"),
    detail: text("As “gcloud auth configure-docker” writes it: no secret in config.json"),
    questions: [
      {
        kind: "choice",
        id: "hosts",
        prompt: text("Hosts to use the helper for"),
        options: [
          { value: "one", label: text("Only this registry"), detail: text("Recommended by Google") },
          {
            value: "all",
            label: text("All six hosts of Container Registry"),
            detail: text("As gcloud writes them without a host: a long list of helpers may slow builds"),
          },
        ],
      },
    ],
    obtain: (answers, context) =>
      mapToHelper("gcloud", missingGcloud, answers.text("hosts") === "all" ? allHosts : [context.host], context),
    onlyAt: gcrHosts,
    pages: [sdkPage],
  },
  atClosed({ ...gcloudTokenMethod, onlyAt: gcrHosts }),
  atClosed({ ...defaultCredentialsMethod, onlyAt: gcrHosts }),
  atClosed(typedTokenMethod),
  atClosed(encodedKeyMethod),
];
