import { commands } from "vscode";
import { showInformation } from "../../platform/messages.ts";
import { say, translate } from "../../platform/say.ts";
import { createRepository, type CreatePorts } from "../../services/images/create/wizard.ts";
import { listAt, type TreeNode } from "../tree/node.ts";
import type { CommandId } from "./ids.ts";

export interface CreateDependencies {
  readonly ports: CreatePorts;
  /** Shows the repository in the tree. */
  readonly show: (host: string, repository: string) => Promise<void>;
  readonly refresh: (host: string) => void;
}

/** Creates a repository, or leads to where one is created. */
export async function createRepositoryCommand({ ports, show, refresh }: CreateDependencies, target?: TreeNode): Promise<void> {
  const outcome = await createRepository(target === undefined ? undefined : listAt(target)?.host, ports);
  const pushId: CommandId = "containerRegistries.image.push";
  if (outcome.kind === "push") await commands.executeCommand(pushId, { host: outcome.host });
  if (outcome.kind === "opened" && outcome.host !== undefined) {
    const { host } = outcome;
    const again = say("Refresh");
    const answer = await showInformation(say("Once the repository is there, refresh {0} in the tree.", host), again);
    if (answer === again) refresh(host);
  }
  if (outcome.kind !== "created") return;
  const { repository, note } = outcome.created;
  if (repository === undefined) refresh(outcome.host);
  else await show(outcome.host, repository);
  void showInformation(translate(note));
}
