import { text } from "../../../core/text.ts";
import { decide } from "../arrival.ts";
import type { LoginStep } from "./step.ts";

/** A login is checked by the host that it is saved for: where containerd pulls from another one, the person says which is meant. */
export const pullHostStep: LoginStep = {
  id: "pullHost",
  async ask(draft, position, ports) {
    const { pulls } = draft;
    if (pulls === undefined) return { kind: "next", value: undefined };
    const { registry, from } = pulls;
    const answer = await ports.prompter.pick<string>({
      ...position,
      title: text("Log In to {0}", registry),
      placeholder: text("Choose the host that the login is for"),
      notes: [text("containerd pulls images of {0} from {1}:", registry, from.host), text("{0}/hosts.toml says so.", from.directory)],
      choices: [
        { label: text("{0}", registry), detail: text("docker, podman and all others that do not read hosts.toml ask it"), value: registry },
        { label: text("{0}", from.host), detail: text("containerd asks it for images of {0}", registry), value: from.host },
      ],
    });
    if (answer.kind === "next") await decide(answer.value, draft, ports);
    return answer;
  },
};
