import { isAbort } from "../../core/errors.ts";
import { RegistryError } from "../../core/registryError.ts";
import { text } from "../../core/text.ts";
import { confirm, showInformation, showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { addWithoutLogin, type AddRegistryPorts } from "../../services/browse/goTo/addRegistry.ts";
import { findTarget, type FindTargetPorts, type FoundTarget } from "../../services/browse/goTo/findTarget.ts";
import type { KnownRegistries, KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { ContentFacts } from "../../services/content/contentFacts.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import { type ImageTarget, printTarget } from "../../services/remembered/imageTarget.ts";
import type { RecentTargets } from "../../services/remembered/recentTargets.ts";
import type { TreeNode } from "../tree/node.ts";
import { registryNode } from "../tree/nodes/registry.ts";
import { repositoryNode } from "../tree/nodes/repository.ts";
import { tagNode } from "../tree/nodes/tag.ts";
import type { RepositoryName } from "../../core/reference.ts";

export interface OpenTargetDependencies extends FindTargetPorts, AddRegistryPorts {
  readonly known: KnownRegistries;
  readonly recent: RecentTargets;
  readonly prompter: Pick<Prompter, "wait">;
  /** What a digest names. Rejects with RegistryError, or with the signal's reason. */
  readonly readDigest: (place: RepositoryName, digest: string, signal: AbortSignal) => Promise<ContentFacts>;
  readonly redraw: () => void;
  /** Brings a node into sight, with the focus on it. */
  readonly reveal: (node: TreeNode, options: { readonly expand: boolean }) => Promise<void>;
}

/** Opens the tree there. A registry that is not in it is added without a login, after a yes, unless `mayAdd` says that there was one. */
export async function openTarget(target: ImageTarget, dependencies: OpenTargetDependencies, mayAdd = false): Promise<void> {
  const { host, repository } = target;
  const { prompter, reveal, redraw, recent } = dependencies;
  const registry = await registryOf(host, dependencies, mayAdd);
  if (registry === undefined) return;
  const node = registryNode(registry);
  if (repository === undefined) {
    await recent.add(target);
    return reveal(node, { expand: true });
  }
  const looking = prompter.wait(text("Looking for {0}…", printTarget(target)), (signal) =>
    findTarget({ ...target, repository }, dependencies, signal),
  );
  const found = await looking.catch(async (error: unknown) => {
    // What can be done about it stands there.
    if (!isAbort(error)) await reveal(node, { expand: true });
    throw error;
  });
  await recent.add(found.outcome === "no-tag" || found.outcome === "no-digest" ? { host, repository } : target);
  redraw();
  const list = repositoryNode(node, found.repository, dependencies.added.of(host).includes(repository));
  if (found.tag === undefined) await reveal(list, { expand: true });
  else await reveal(tagNode(list, found.tag), { expand: false });
  await tell({ ...target, repository }, found, dependencies);
}

async function registryOf(host: string, dependencies: OpenTargetDependencies, mayAdd: boolean): Promise<KnownRegistry | undefined> {
  const { known, redraw } = dependencies;
  const before = (await known.find(host)) ?? (await inHelper(host, dependencies));
  if (before !== undefined) return before;
  const question = say("Open {0}, which is not among your registries?", host);
  if (!mayAdd && !(await confirm(question, newRegistrySentence(host), say("Open Without a Login")))) return undefined;
  await addWithoutLogin(host, dependencies);
  redraw();
  return known.find(host);
}

/** What it means to open a registry that is not in the tree. */
export function newRegistrySentence(host: string): string {
  return say(
    "{0} is asked for what anybody may see there, and stays in the tree until “Remove From List”. Nothing is written to config.json.",
    host,
  );
}

/** A registry that the configured helper alone knows has a login, too. A helper that fails says so at its own row. */
async function inHelper(host: string, { known, prompter }: OpenTargetDependencies): Promise<KnownRegistry | undefined> {
  const { credsStore } = await known.overview();
  if (credsStore === "") return undefined;
  const asking = prompter.wait(text("Asking docker-credential-{0}…", credsStore), () => known.inHelper());
  return (await asking.catch(() => [])).find((each) => each.host === host);
}

async function tell(target: ImageTarget & RepositoryName, found: FoundTarget, dependencies: OpenTargetDependencies): Promise<void> {
  const { host, repository, tag = "", digest = "" } = target;
  const { outcome, aliases = [] } = found;
  const name = `${host}/${repository}`;
  if (outcome === "no-tag") void showInformation(say("There is no tag {0} in {1}.", tag, name));
  else if (outcome === "no-digest") void showInformation(await digestSentence(target, digest, dependencies));
  else if (outcome === "moved")
    void showInformation(say("The tag {0} now points to {1} instead of {2}.", tag, found.current ?? "", digest));
  else if (aliases.length > 1) showInStatusBar(say("Tags of this digest: {0}", aliases.join(", ")), 10_000);
}

/** What a digest is that no tag is known to point to. */
async function digestSentence(place: RepositoryName, digest: string, { prompter, readDigest }: OpenTargetDependencies): Promise<string> {
  const name = `${place.host}/${place.repository}`;
  try {
    const facts = await prompter.wait(text("Reading {0}…", digest), (signal) => readDigest(place, digest, signal));
    const { contentSentence } = await import("../sentences/contentSentences.ts");
    return say("{0} is not shown among the tags of {1}. There it is: {2}", digest, name, contentSentence(facts));
  } catch (error) {
    if (!RegistryError.is(error, "not-found")) throw error;
    return say("There is no {0} in {1}.", digest, name);
  }
}
