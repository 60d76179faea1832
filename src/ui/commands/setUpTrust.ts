import type { RegistryError } from "../../core/registryError.ts";
import { showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { isTrustFault } from "../../services/reach/trustFault.ts";
import type { TrustOutcome } from "../../services/trust/draft.ts";
import type { Decided } from "../../services/trust/otherTools.ts";
import type { TreeNode } from "../tree/node.ts";

/** Of an error row; the list is asked for anew once its registry is trusted. */
export async function setUpTrustCommand(
  node: TreeNode,
  setUp: (host: string, fault: RegistryError) => Promise<boolean>,
  refresh: (host: string) => void,
): Promise<void> {
  if (node.kind !== "error" || node.list === undefined || !isTrustFault(node.error)) return;
  if (await setUp(node.list.host, node.error)) refresh(node.list.host);
}

/** Says for whom something was written, and offers what the others need. */
export async function tellTrust(host: string, outcome: TrustOutcome, askOtherTools: (decided: Decided) => Promise<void>): Promise<void> {
  if (outcome.kind === "written") {
    const others = say("For Other Tools…");
    const written = outcome.isRead
      ? say("nerdctl, containerd and this window connect to {0} by {1} now. docker and podman do not read it.", host, outcome.path)
      : say(
          "{1} was written, but this window does not read it: it connects to {0} as before. docker and podman do not read it either.",
          host,
          outcome.path,
        );
    if ((await showInformation(written, others)) === others) await askOtherTools(outcome.decided);
  }
  if (outcome.kind === "command") void showInformation(say("Once the command has run, try {0} again.", host));
}
