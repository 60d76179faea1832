import { isTag } from "../../core/reference.ts";
import { text } from "../../core/text.ts";
import { confirm, showInStatusBar, showInformation, showWarning } from "../../platform/messages.ts";
import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import { openRetag, type RetagPlan, type RetagSession } from "../../services/images/move/retag.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import { shortDigest } from "../sentences/deletionSentences.ts";
import type { RepositoryNode, TreeNode } from "../tree/node.ts";
import type { TagChanges } from "../tree/tagChanges.ts";

export interface RetagDependencies {
  readonly sessions: Pick<Sessions, "connectDirectly">;
  readonly prompter: Pick<Prompter, "input" | "wait">;
  readonly changes: TagChanges;
}

/** How long a success is said in the status bar. */
const saidMs = 6000;

/** Gives what the row stands for another tag in its repository. A tag that points elsewhere is moved only after a yes to its name. */
export async function retagCommand({ sessions, prompter, changes }: RetagDependencies, node: TreeNode): Promise<void> {
  if (node.kind !== "tag" && node.kind !== "detail") return;
  const { list } = node;
  const from = node.kind === "tag" ? node.tag : node.detail.digest;
  if (from === undefined) return;
  const answer = await prompter.input({
    title: text("Re-tag {0}", node.kind === "tag" ? `${list.repository}:${from}` : `${list.repository}@${shortDigest(from)}`),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    prompt: text("Another tag for it in {0}/{1}", list.host, list.repository),
    value: "",
    secret: false,
    check: (value) =>
      isTag(value) ? undefined : text("A tag has up to 128 letters, digits, “_”, “.” and “-”, and does not begin with “.” or “-”."),
  });
  if (answer.kind !== "next") return;
  const opened: { session?: RetagSession } = {};
  try {
    const plan = await prompter.wait(text("Asking {0}…", list.host), async (signal) => {
      opened.session = await openRetag(list, sessions, signal);
      return opened.session.plan(from, answer.value, signal);
    });
    if (opened.session !== undefined && (await mayWrite(list, plan))) await write(opened.session, list, plan, changes);
  } finally {
    opened.session?.dispose();
  }
}

/** A new tag takes nothing from anybody. */
async function mayWrite({ host, repository }: RepositoryNode, { tag, manifest, before }: RetagPlan): Promise<boolean> {
  if (before === undefined) return true;
  if (before === manifest.digest) {
    void showInformation(say("{0} points to {1} already.", tag, shortDigest(before)));
    return false;
  }
  const detail = [
    say("Now it points to {0}, and then to {1}.", shortDigest(before), shortDigest(manifest.digest)),
    say("What it points to now stays stored, without a name where no other tag points to it."),
  ].join("\n");
  return confirm(say("Move the tag {0} of {1}?", tag, `${host}/${repository}`), detail, say("Move Tag"));
}

async function write(session: RetagSession, list: RepositoryNode, plan: RetagPlan, changes: TagChanges): Promise<void> {
  const { tag, manifest } = plan;
  const name = `${list.host}/${list.repository}:${tag}`;
  const outcome = await withCancel(say("Writing {0}…", name), (signal) => session.write(plan, signal));
  if (outcome.kind === "written") {
    await changes.written(list, tag, manifest.digest);
    showInStatusBar(say("{0} now points to {1}.", name, shortDigest(manifest.digest)), saidMs);
    return;
  }
  changes.changed(list, [tag]);
  void showWarning(
    outcome.digest === undefined
      ? say("Nothing was written: somebody has removed {0} meanwhile. Look again.", tag)
      : say("Nothing was written: somebody has made {0} point to {1} meanwhile.", tag, shortDigest(outcome.digest)),
  );
}
