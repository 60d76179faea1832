import { openPage } from "../../platform/openPage.ts";
import { showInformation, showWarning } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { runInShell } from "../../platform/terminal.ts";
import type { PushPlan, PushPorts } from "../../services/images/push/draft.ts";
import { askPush, type PushRequest } from "../../services/images/push/wizard.ts";
import { listAt } from "../tree/node.ts";
import { copyCommands } from "./copyCommands.ts";
import type { NodeOrHost } from "./targets.ts";

export interface PushDependencies {
  readonly ports: PushPorts;
  /** Shows what the registry has by now, the repository in any case. */
  readonly show: (host: string, repository: string) => Promise<void>;
  /** Asks the registry anew. */
  readonly refresh: (host: string) => void;
}

/** Asks what goes where, has the engine push it in a terminal, and shows it in the tree. */
export async function pushImageCommand(dependencies: PushDependencies, target?: NodeOrHost): Promise<void> {
  const outcome = await askPush(pushRequestOf(target), dependencies.ports);
  if (outcome.kind === "no-registry") void showInformation(say("There is no registry yet: “Log In…” adds one, even without a login."));
  if (outcome.kind === "copy") await copyCommands(outcome.plan.commands);
  if (outcome.kind === "run") await run(outcome.plan, dependencies);
}

function pushRequestOf(target: NodeOrHost | undefined): PushRequest {
  if (target === undefined) return {};
  if (!("kind" in target)) return { host: target.host };
  const list = listAt(target);
  if (list === undefined) return {};
  return list.kind === "repository" ? { host: list.host, repository: list.repository } : { host: list.host };
}

async function run(plan: PushPlan, { show, refresh }: PushDependencies): Promise<void> {
  const { engine, commands, host, repository, tag, appears } = plan;
  const image = `${host}/${repository}:${tag}`;
  const { isTold, ended } = await runInShell(`${engine} push`, commands);
  const again = say("Refresh");
  const tellLater = async (): Promise<void> => {
    const answer = await showInformation(say("The terminal shows when {0} has been pushed: refresh the tree then.", image), again);
    if (answer === again) await show(host, repository);
  };
  // A shell without VS Code's integration never tells; one that was slow to start still does.
  if (!isTold) void tellLater();
  const exitCode = await ended;
  if (exitCode === undefined) return isTold ? tellLater() : undefined;
  if (exitCode === 0) {
    await show(host, repository);
    const open = say("Open Its Page");
    const answer = await showInformation(say("{0} was pushed.", image), ...(appears?.url === undefined ? [] : [open]));
    if (answer === open && appears?.url !== undefined) await openPage(appears.url);
  } else if ((await showWarning(say("{0} was not pushed: the terminal shows why.", image), again)) === again) refresh(host);
}
