import { text } from "../../../core/text.ts";
import type { TrustStep } from "../draft.ts";
import { headerNotes, trustTitle } from "./frame.ts";

/** Says what plain HTTP means for whom, before anything is written. */
export const plainHttpStep: TrustStep = {
  id: "plainHttp",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.pick({
      ...position,
      title: trustTitle(draft),
      placeholder: text("Anyone on the network path can read and change what is sent, your password too"),
      namedNotes: [
        ...headerNotes(draft),
        {
          name: text("nerdctl and containerd read it from hosts.toml"),
          reason: text("Without that, nerdctl needs --insecure-registry, and since 2.3 leaves hosts.toml unread"),
        },
        {
          name: text("docker and podman do not read hosts.toml"),
          reason: text("They go on refusing {0} until their own files list it as insecure", draft.target.registry),
        },
      ],
      choices: [{ label: text("Connect over plain HTTP"), detail: text("An http:// URL in hosts.toml"), value: "plain-http" }],
    });
    if (answer.kind === "next") draft.change = { kind: "plain-http" };
    return answer;
  },
};
