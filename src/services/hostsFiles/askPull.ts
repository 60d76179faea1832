import { type Text, text } from "../../core/text.ts";
import type { PullClient } from "../../hosts/resolve/lookup.ts";
import { parseReference } from "../../core/reference.ts";
import type { Choice, Prompter } from "../prompts/prompter.ts";
import { runSteps, type WizardStep } from "../prompts/runSteps.ts";

export interface PullQuestion {
  /** What stands in the field at first. */
  readonly reference: string;
  /** How the nerdctl of this machine pulls: it is offered first. */
  readonly nerdctl: Extract<PullClient, "nerdctl" | "nerdctl-daemon">;
}

export interface Pull {
  readonly reference: string;
  readonly client: PullClient;
}

interface PullDraft {
  reference: string;
  client: PullClient;
}

type PullStep = WizardStep<PullDraft, { readonly prompter: Prompter; readonly nerdctl: PullQuestion["nerdctl"] }>;

const title = text("Explain Pull Path");

const imageStep: PullStep = {
  id: "image",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.input({
      ...position,
      title,
      prompt: text("Image, as it is named in the pull"),
      placeholder: text("alpine, ghcr.io/owner/app:v1, registry.example.com:5000/app@sha256:…"),
      value: draft.reference,
      secret: false,
      check: checkReference,
    });
    if (answer.kind === "next") draft.reference = answer.value.trim();
    return answer;
  },
};

const clientStep: PullStep = {
  id: "client",
  async ask(draft, position, { prompter, nerdctl }) {
    const answer = await prompter.pick({ ...position, title, placeholder: text("Who pulls it"), choices: clientChoices(nerdctl) });
    if (answer.kind === "next") draft.client = answer.value;
    return answer;
  },
};

/** Asks which image is pulled and by whom; undefined where the person gives up. */
export async function askPull(prompter: Prompter, { reference, nerdctl }: PullQuestion): Promise<Pull | undefined> {
  const draft: PullDraft = { reference, client: nerdctl };
  return (await runSteps(draft, { prompter, nerdctl }, () => [imageStep, clientStep])) === "finished" ? draft : undefined;
}

function checkReference(value: string): Text | undefined {
  try {
    parseReference(value.trim());
    return undefined;
  } catch {
    return text("This is not an image reference: [HOST[:PORT]/]PATH[:TAG][@DIGEST], the path in lower case.");
  }
}

const own: Choice<PullClient> = {
  label: text("nerdctl, with its own lookup"),
  detail: text("nerdctl before 2.3, any nerdctl with containerd before 2.0, and nerdctl login"),
  value: "nerdctl",
};

const daemon: Choice<PullClient> = {
  label: text("nerdctl, which asks containerd"),
  detail: text("nerdctl 2.3 or later with containerd 2.0 or later"),
  value: "nerdctl-daemon",
};

function clientChoices(nerdctl: PullQuestion["nerdctl"]): readonly Choice<PullClient>[] {
  return [
    ...(nerdctl === "nerdctl" ? [own, daemon] : [daemon, own]),
    { label: text("Kubernetes"), detail: text("containerd's CRI plugin"), value: "kubernetes" },
    { label: text("ctr"), detail: text("with --hosts-dir"), value: "ctr" },
  ];
}
