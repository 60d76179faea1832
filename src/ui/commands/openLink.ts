import { confirm, showError } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { readTarget } from "../../services/browse/goTo/readTarget.ts";
import { printTarget } from "../../services/remembered/imageTarget.ts";
import { newRegistrySentence, openTarget, type OpenTargetDependencies } from "./openTarget.ts";

/** So much of a link is shown. */
const mostShown = 200;

/**
 * Opens the tree at what a link names. Anybody may have written it, so nothing is asked of a registry or a helper before the person
 * says yes.
 */
export async function openLinkCommand(dependencies: OpenTargetDependencies, written: string): Promise<void> {
  const { exact } = readTarget(written);
  if (exact === undefined) {
    void showError(say("The link does not say which image to open: “{0}” is not a reference.", written.slice(0, mostShown)));
    return;
  }
  const { host } = exact;
  const isKnown = (await dependencies.known.find(host)) !== undefined;
  const detail = isKnown
    ? say("A link wants to open it. {0} will be asked, with your login if you have one there.", host)
    : `${say("A link wants to open it. {0} is not among your registries.", host)} ${newRegistrySentence(host)}`;
  if (await confirm(say("Open {0}?", printTarget(exact)), detail, say("Open"))) await openTarget(exact, dependencies, true);
}
