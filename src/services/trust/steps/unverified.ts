import { text } from "../../../core/text.ts";
import type { TrustStep } from "../draft.ts";
import { headerNotes, trustTitle } from "./frame.ts";

/** Says what it means that a certificate is not verified, before anything is written. */
export const unverifiedStep: TrustStep = {
  id: "unverified",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.pick({
      ...position,
      title: trustTitle(draft),
      placeholder: text("For tests only: anyone on the network path can read passwords and change images"),
      namedNotes: [
        ...headerNotes(draft),
        {
          name: text("nerdctl and containerd read it from hosts.toml"),
          reason: text("nerdctl --insecure-registry does the same for one command, and takes plain HTTP as well"),
        },
        {
          name: text("docker and podman do not read hosts.toml"),
          reason: text("They go on refusing {0} until their own files list it as insecure", draft.target.registry),
        },
      ],
      choices: [
        {
          label: text("Connect without verifying the certificate"),
          detail: text("skip_verify = true in hosts.toml"),
          value: "skip-verify",
        },
      ],
    });
    if (answer.kind === "next") draft.change = { kind: "skip-verify" };
    return answer;
  },
};
