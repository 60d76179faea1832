import { type Text, text } from "../../../core/text.ts";
import type { HostsRootChoice } from "../../hostsFiles/draft.ts";
import type { TrustPorts, TrustStep } from "../draft.ts";
import { trustTitle } from "./frame.ts";

/** Asks whose hosts.toml is written. */
export const trustPlaceStep: TrustStep = {
  id: "place",
  async ask(draft, position, ports) {
    const answer = await ports.prompter.pick<string>({
      ...position,
      title: trustTitle(draft),
      placeholder: text("Choose which hosts.toml to write it to"),
      choices: ports.places.map((place) => ({ label: text("{0}", place.root), detail: readersOf(place, ports), value: place.root })),
      active: draft.root,
    });
    if (answer.kind === "next") draft.root = answer.value;
    return answer;
  },
};

/** This window connects by the directories that nerdctl of this user reads. */
function readersOf({ root, readBy }: HostsRootChoice, { roots }: TrustPorts): Text {
  return roots.includes(root)
    ? readBy
    : { text: `${readBy.text}. This window does not read it`, ...(readBy.args && { args: readBy.args }) };
}
