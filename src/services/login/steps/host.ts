import { text } from "../../../core/text.ts";
import { whyNoHost } from "../../../providers/recogniseInput.ts";
import { arriveAndReach } from "../arrival.ts";
import { arriveAsNobodyOrAsk } from "../asNobody.ts";
import { anyTitle } from "./frame.ts";
import type { LoginStep } from "./step.ts";
import { absorb, hintAtCase, inputOf, repositoryIn } from "./typedHost.ts";

/** The host of a provider that has several. */
export const providerHostStep: LoginStep = {
  id: "host",
  async ask(draft, position, ports) {
    const { example, hostPrompt } = draft.chosen?.row ?? {};
    const arriveAt = draft.isAnonymous ? arriveAsNobodyOrAsk : arriveAndReach;
    return ports.prompter.input({
      ...position,
      title: draft.isAnonymous ? text("Browse a Registry Without a Login") : anyTitle,
      prompt: hostPrompt ?? text("Host of the registry, with its port if it has one"),
      placeholder: example === undefined ? undefined : text("{0}", example),
      value: draft.typedHost,
      secret: false,
      check: whyNoHost,
      hint: hintAtCase,
      absorb: (pasted) => absorb(pasted, draft),
      submit: async (value, signal) => {
        await arriveAt(inputOf(value, draft), draft, ports, signal);
        draft.repository = repositoryIn(value, draft.site?.host ?? "");
      },
    });
  },
};
