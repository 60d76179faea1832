import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import type { ChoiceQuestion } from "../question.ts";
import { googleMethods } from "../shared/google/methods.ts";
import { gcrHosts } from "./hosts.ts";
import { notMoved } from "./refusal.ts";

/** What `gcloud auth configure-docker` without a host writes. */
const allHosts = ["gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io", "staging-k8s.gcr.io", "marketplace.gcr.io"];

const hostsQuestion: ChoiceQuestion = {
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
};

export const methods: LoginMethods = googleMethods({
  hosts: gcrHosts,
  questions: [hostsQuestion],
  helpedHosts: (answers, host) => (answers.text("hosts") === "all" ? allHosts : [host]),
  keyDetail: text("A JSON file; Artifact Registry's roles count now, not Storage Object Admin"),
  denied: notMoved,
});
