import { text } from "../../core/text.ts";
import { openPage } from "../../platform/openPage.ts";
import { findPage } from "../../services/images/findPage.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import type { TreeNode } from "../tree/node.ts";

export interface OpenInBrowserPorts {
  readonly sessions: Pick<Sessions, "connectDirectly" | "speaksPlainHttp">;
  readonly prompter: Pick<Prompter, "wait">;
}

/** Shows the row's registry, repository or tag on its provider's web site. */
export async function openInBrowserCommand({ sessions, prompter }: OpenInBrowserPorts, node: TreeNode): Promise<void> {
  if (node.kind !== "registry" && node.kind !== "repository" && node.kind !== "tag") return;
  const target = {
    host: node.host,
    ...(node.kind !== "registry" && { repository: node.repository }),
    ...(node.kind === "tag" && { tag: node.tag }),
  };
  const page = await prompter.wait(text("Asking {0} what it is…", node.host), (signal) => findPage(target, sessions, signal));
  await openPage(page);
}
