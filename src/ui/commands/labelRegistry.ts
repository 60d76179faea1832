import { text } from "../../core/text.ts";
import { type LabelColor, labelColors, type RegistryLabel, registryLabel, writeRegistryLabel } from "../../platform/settings.ts";
import type { Choice, Prompter } from "../../services/prompts/prompter.ts";
import type { TreeNode } from "../tree/node.ts";

/** Asks under which name, and in which colour, the registry is to be shown, and keeps both in the settings. */
export async function labelRegistryCommand(prompter: Prompter, node: TreeNode): Promise<void> {
  if (node.kind !== "registry") return;
  const { host } = node;
  const label = await askForLabel(host, registryLabel(host), prompter);
  if (label !== undefined) await writeRegistryLabel(host, label);
}

const colorTexts: Readonly<Record<LabelColor, Choice<LabelColor>>> = {
  red: { value: "red", label: text("Red"), detail: text("Production, say: where a mistake counts") },
  orange: { value: "orange", label: text("Orange"), detail: text("The icon of its row is orange") },
  yellow: { value: "yellow", label: text("Yellow"), detail: text("The icon of its row is yellow") },
  green: { value: "green", label: text("Green"), detail: text("The icon of its row is green") },
  blue: { value: "blue", label: text("Blue"), detail: text("The icon of its row is blue") },
  purple: { value: "purple", label: text("Purple"), detail: text("The icon of its row is purple") },
};

async function askForLabel(host: string, current: RegistryLabel, prompter: Prompter): Promise<RegistryLabel | undefined> {
  const title = text("Name and Color of {0}", host);
  const frame = { title, totalSteps: 2 };
  let name = current.name ?? "";
  for (;;) {
    const named = await prompter.input({
      ...frame,
      step: 1,
      canGoBack: false,
      prompt: text("Name in the tree; leave it empty to see {0}", host),
      value: name,
      secret: false,
      check: () => undefined,
    });
    if (named.kind !== "next") return undefined;
    name = named.value.trim();
    const picked = await prompter.pick<LabelColor | "none">({
      ...frame,
      step: 2,
      canGoBack: true,
      placeholder: text("Color"),
      active: current.color ?? "none",
      choices: [
        { value: "none", label: text("No Color"), detail: text("The icon of its row is like the others") },
        ...labelColors.map((color) => colorTexts[color]),
      ],
    });
    if (picked.kind === "cancel") return undefined;
    if (picked.kind === "next") return { ...(name !== "" && { name }), ...(picked.value !== "none" && { color: picked.value }) };
  }
}
