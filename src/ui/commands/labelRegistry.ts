import { text } from "../../core/text.ts";
import { type LabelColor, labelColors, registryLabel, writeRegistryLabel } from "../../platform/settings.ts";
import type { Choice, Prompter } from "../../services/prompts/prompter.ts";
import { runSteps, type WizardStep } from "../../services/prompts/runSteps.ts";
import type { TreeNode } from "../tree/node.ts";

/** Asks under which name, and in which color, the registry is to be shown, and keeps both in the settings. */
export async function labelRegistryCommand(prompter: Prompter, node: TreeNode): Promise<void> {
  if (node.kind !== "registry") return;
  const { name = "", color = "none" } = registryLabel(node.host);
  const draft: LabelDraft = { host: node.host, name, color };
  if ((await runSteps(draft, prompter, () => [nameStep, colorStep])) === "cancelled") return;
  await writeRegistryLabel(node.host, {
    ...(draft.name !== "" && { name: draft.name }),
    ...(draft.color !== "none" && { color: draft.color }),
  });
}

const colorTexts: Readonly<Record<LabelColor, Choice<LabelColor>>> = {
  red: { value: "red", label: text("Red"), detail: text("Production, say: where a mistake counts") },
  orange: { value: "orange", label: text("Orange"), detail: text("The icon of its row is orange") },
  yellow: { value: "yellow", label: text("Yellow"), detail: text("The icon of its row is yellow") },
  green: { value: "green", label: text("Green"), detail: text("The icon of its row is green") },
  blue: { value: "blue", label: text("Blue"), detail: text("The icon of its row is blue") },
  purple: { value: "purple", label: text("Purple"), detail: text("The icon of its row is purple") },
};

interface LabelDraft {
  readonly host: string;
  name: string;
  color: LabelColor | "none";
}

type LabelStep = WizardStep<LabelDraft, Prompter>;

const nameStep: LabelStep = {
  id: "name",
  async ask(draft, position, prompter) {
    const answer = await prompter.input({
      ...position,
      title: text("Name and Color of {0}", draft.host),
      prompt: text("Name in the tree; leave it empty to see {0}", draft.host),
      value: draft.name,
      secret: false,
      check: () => undefined,
    });
    if (answer.kind === "next") draft.name = answer.value.trim();
    return answer;
  },
};

const colorStep: LabelStep = {
  id: "color",
  async ask(draft, position, prompter) {
    const answer = await prompter.pick<LabelDraft["color"]>({
      ...position,
      title: text("Name and Color of {0}", draft.host),
      placeholder: text("Color"),
      active: draft.color,
      choices: [
        { value: "none", label: text("No Color"), detail: text("The icon of its row is like the others") },
        ...labelColors.map((color) => colorTexts[color]),
      ],
    });
    if (answer.kind === "next") draft.color = answer.value;
    return answer;
  },
};
