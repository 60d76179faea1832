import { text } from "../../core/text.ts";
import { pullSecretCommand } from "../../credentials/pullSecret.ts";
import type { Choice } from "../prompts/prompter.ts";
import type { TrustPorts } from "./draft.ts";
import { type Decided, needsOfOtherTools, type ToolNeed } from "./otherTools.ts";

type Wanted = ToolNeed | "command" | "manifest";

/** Says what the tools need that do not read hosts.toml, and copies what the person picks, until they leave. */
export async function askOtherTools(
  decided: Decided,
  configPath: string,
  {
    prompter,
    copy,
    copyPullSecret,
    terminalLine,
    typeIntoTerminal,
  }: Pick<TrustPorts, "prompter" | "copy" | "copyPullSecret" | "terminalLine" | "typeIntoTerminal">,
): Promise<void> {
  const needs = needsOfOtherTools(decided);
  const kubernetes: readonly Choice<Wanted>[] = [
    {
      label: text("Put the command for a pull secret into a terminal"),
      detail: text("For all logins in config.json, but none that a credential helper keeps"),
      value: "command",
    },
    {
      label: text("Copy the manifest of a pull secret…"),
      detail: text("YAML with the one login; asks before a password goes into the clipboard"),
      value: "manifest",
    },
  ];
  for (let copied: ToolNeed | undefined; ;) {
    const answer = await prompter.pick<Wanted>({
      title: text("{0} for Other Tools", decided.registry),
      step: 1,
      totalSteps: 1,
      canGoBack: false,
      placeholder:
        copied === undefined ? text("docker and podman have files of their own") : text("Copied. Press Escape when you are done"),
      namedNotes: [
        {
          name: text("Kubernetes reads neither config.json nor, by default, this hosts.toml"),
          reason: text("Its containerd wants config_path in config.toml, and its pods an imagePullSecret"),
        },
      ],
      choices: [...needs.map((need): Choice<Wanted> => ({ label: need.label, detail: need.detail, value: need })), ...kubernetes],
    });
    if (answer.kind !== "next") return;
    if (answer.value === "command") return typeIntoTerminal([pullSecretCommand(configPath)]);
    if (answer.value === "manifest") return copyPullSecret(decided.registry);
    copied = answer.value;
    await copy("commands" in copied.copied ? terminalLine(copied.copied.commands) : copied.copied.content);
  }
}
