import { isAbort } from "../../core/errors.ts";
import { text } from "../../core/text.ts";
import { confirm, showError, showInformation, showWarning } from "../../platform/messages.ts";
import { withProgress } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import { askCopy, type CopyToPorts } from "../../services/images/move/askCopy.ts";
import { type CopySession, openCopy, type PlannedCopy } from "../../services/images/move/copySession.ts";
import type { CopyOutcome } from "../../services/images/move/copyImage.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import { copyQuestion } from "../sentences/copySentences.ts";
import { shortDigest } from "../sentences/deletionSentences.ts";
import { errorLine } from "../sentences/errorSentence.ts";
import { localized } from "../sentences/localized.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import type { TreeNode } from "../tree/node.ts";
import { referenceOfNode } from "./targets.ts";

export interface CopyToDependencies {
  readonly ports: CopyToPorts;
  readonly sessions: Pick<Sessions, "connectDirectly">;
  /** Shows what the registry has by now, the repository in any case. */
  readonly show: (host: string, repository: string) => Promise<void>;
  /** Writes a failure to the log. */
  readonly report: (error: unknown) => void;
}

/** How often the progress is told, in milliseconds. */
const toldEveryMs = 250;

/** Copies the row's image to another repository or registry, after the person has chosen where to and seen how much that is. */
export async function copyToCommand(dependencies: CopyToDependencies, node: TreeNode): Promise<void> {
  const reference = node.kind === "repository" ? undefined : referenceOfNode(node);
  if (reference === undefined) return;
  const { ports, sessions } = dependencies;
  const session = await ports.prompter.wait(text("Asking {0}…", reference.host), (signal) => openCopy(reference, sessions, signal));
  try {
    const wish = await askCopy(reference, session, ports);
    if (wish === undefined) return;
    const planned = await ports.prompter.wait(text("Adding up what is to be copied…"), (signal) => session.plan(wish.place, wish, signal));
    const question = copyQuestion(planned, session.manifest);
    if (await confirm(question.message, question.detail, question.button)) await run(dependencies, session, planned);
  } finally {
    session.dispose();
  }
}

/** As often as the person wants: what is there already is not sent again. */
async function run({ show, report }: CopyToDependencies, session: CopySession, planned: PlannedCopy): Promise<void> {
  const { host, repository, tag } = planned.place;
  const name = `${host}/${repository}:${tag}`;
  for (;;) {
    try {
      const outcome = await copyOnce(session, planned, name);
      if (outcome.kind === "copied") await show(host, repository);
      tell(outcome, name, planned);
      return;
    } catch (error) {
      if (isAbort(error)) return;
      report(error);
      const again = say("Try Again");
      const line = say("{0} was not copied. {1} What was sent stays there: copying again goes on from that.", name, errorLine(error));
      if ((await showError(line, again)) !== again) return;
    }
  }
}

function copyOnce(session: CopySession, planned: PlannedCopy, name: string): Promise<CopyOutcome> {
  const { bytes: total } = planned.plan;
  return withProgress(say("Copying to {0}", name), (signal, tellProgress) => {
    let toldAt = 0;
    const onProgress = (bytes: number): void => {
      if (performance.now() - toldAt < toldEveryMs && bytes < total) return;
      toldAt = performance.now();
      tellProgress(say("{0} of {1}", sizeSentence(bytes), sizeSentence(total)), total === 0 ? 1 : bytes / total);
    };
    return session.copy(planned, { onProgress, signal });
  });
}

function tell(outcome: CopyOutcome, name: string, { place }: PlannedCopy): void {
  if (outcome.kind === "copied") {
    const { sentBytes, uploaded, mounted, there } = outcome.summary;
    const kept = mounted + there;
    const sent = sizeSentence(sentBytes);
    const line =
      kept === 0
        ? say("{0} was copied: {1} were sent.", name, sent)
        : say(
            "{0} was copied: {1} were sent; of {2} blobs, {3} were there already or taken over by the registry itself.",
            name,
            sent,
            localized(uploaded + kept),
            localized(kept),
          );
    void showInformation(line);
    return;
  }
  void showWarning(
    outcome.digest === undefined
      ? say("The tag was not written: somebody has removed {0} meanwhile. All else is there: copy again.", place.tag)
      : say(
          "The tag was not written: somebody has made {0} point to {1} meanwhile. All else is there: copy again.",
          place.tag,
          shortDigest(outcome.digest),
        ),
  );
}
