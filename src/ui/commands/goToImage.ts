import { confirm, showInformation, showInStatusBar } from "../../platform/messages.ts";
import { pickLive, type LiveRows } from "../../platform/livePick.ts";
import { say } from "../../platform/say.ts";
import { isAbort } from "../../core/errors.ts";
import { RegistryError } from "../../core/registryError.ts";
import { text } from "../../core/text.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import { addWithoutLogin, type AddRegistryPorts } from "../../services/browse/goTo/addRegistry.ts";
import { BrowsedLists } from "../../services/browse/goTo/browsedLists.ts";
import { findTarget, type FindTargetPorts, type FoundTarget } from "../../services/browse/goTo/findTarget.ts";
import { readTarget } from "../../services/browse/goTo/readTarget.ts";
import { suggest } from "../../services/browse/goTo/suggest.ts";
import type { RepositoryName } from "../../services/browse/goTo/nameLists.ts";
import type { KnownRegistries, KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { ContentFacts } from "../../services/content/contentFacts.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import { type ImageTarget, printTarget } from "../../services/remembered/imageTarget.ts";
import type { PinnedRepositories } from "../../services/remembered/pinnedRepositories.ts";
import type { RecentTargets } from "../../services/remembered/recentTargets.ts";
import type { TreeNode } from "../tree/node.ts";
import { registryNode } from "../tree/nodes/registry.ts";
import { repositoryNode } from "../tree/nodes/repository.ts";
import { tagNode } from "../tree/nodes/tag.ts";
import { type TargetRow, targetRow } from "./goToRows.ts";

export interface GoToDependencies extends FindTargetPorts, AddRegistryPorts {
  readonly browsing: Browsing;
  readonly known: KnownRegistries;
  readonly pinned: PinnedRepositories;
  readonly recent: RecentTargets;
  readonly prompter: Pick<Prompter, "wait">;
  /** What a digest names. Rejects with RegistryError, or with the signal's reason. */
  readonly readDigest: (place: RepositoryName, digest: string, signal: AbortSignal) => Promise<ContentFacts>;
  readonly redraw: () => void;
  /** Brings a node into sight, with the focus on it. */
  readonly reveal: (node: TreeNode, options: { readonly expand: boolean }) => Promise<void>;
}

/** Asks where to go, with what is known as the person types, and opens the tree there. `typed` stands in the field at first. */
export async function goToImageCommand(dependencies: GoToDependencies, typed: string): Promise<void> {
  const { browsing, added, known, pinned, recent } = dependencies;
  const lists = new BrowsedLists(browsing, (host) => added.of(host));
  const hosts = (await known.all()).map(({ host }) => host);
  const sources = { registries: hosts, pinned: pinned.all(), recent: recent.all(), lists };
  try {
    const row = await pickLive({
      title: say("Go to Image"),
      placeholder: say("An image, tag or digest, the address of a registry's page, or a “docker pull” command"),
      value: typed,
      rowsFor: async function* (value, signal): AsyncGenerator<LiveRows<TargetRow>> {
        for await (const { rows, problem, isLoading } of suggest(readTarget(value), sources, signal))
          yield { rows: rows.map(targetRow), problem: await sentenceOf(problem), isLoading };
      },
      replacementOf: (value) => readTarget(value).withoutSecret,
    });
    if (row !== undefined) await openTarget(row.target, dependencies);
  } finally {
    lists.dispose();
  }
}

async function sentenceOf(problem: unknown): Promise<string | undefined> {
  if (problem === undefined) return undefined;
  const { errorLine } = await import("../sentences/errorSentence.ts");
  return errorLine(problem);
}

/** Opens the tree there. A registry that is not in it is added without a login, after a yes. */
async function openTarget(target: ImageTarget, dependencies: GoToDependencies): Promise<void> {
  const { host, repository } = target;
  const { prompter, reveal, redraw, recent } = dependencies;
  const registry = await registryOf(host, dependencies);
  if (registry === undefined) return;
  const node = registryNode(registry);
  if (repository === undefined) {
    await recent.add(target);
    return reveal(node, { expand: true });
  }
  const looking = prompter.wait(text("Looking for {0}", printTarget(target)), (signal) =>
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

async function registryOf(host: string, dependencies: GoToDependencies): Promise<KnownRegistry | undefined> {
  const { known, redraw } = dependencies;
  const before = (await known.find(host)) ?? (await inHelper(host, dependencies));
  if (before !== undefined) return before;
  const isWanted = await confirm(
    say("Open {0}, which is not among your registries?", host),
    say(
      "{0} is asked for what anybody may see there, and stays in the tree until “Remove From List”. Nothing is written to config.json.",
      host,
    ),
    say("Open Without a Login"),
  );
  if (!isWanted) return undefined;
  await addWithoutLogin(host, dependencies);
  redraw();
  return known.find(host);
}

/** A registry that the configured helper alone knows has a login, too. A helper that fails says so at its own row. */
async function inHelper(host: string, { known, prompter }: GoToDependencies): Promise<KnownRegistry | undefined> {
  const { credsStore } = await known.overview();
  if (credsStore === "") return undefined;
  const asking = prompter.wait(text("Asking docker-credential-{0}…", credsStore), () => known.inHelper());
  return (await asking.catch(() => [])).find((each) => each.host === host);
}

async function tell(target: ImageTarget & RepositoryName, found: FoundTarget, dependencies: GoToDependencies): Promise<void> {
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
async function digestSentence(place: RepositoryName, digest: string, { prompter, readDigest }: GoToDependencies): Promise<string> {
  const name = `${place.host}/${place.repository}`;
  try {
    const facts = await prompter.wait(text("Reading {0}", digest), (signal) => readDigest(place, digest, signal));
    const { contentSentence } = await import("../sentences/contentSentences.ts");
    return say("{0} is not shown among the tags of {1}. There it is: {2}", digest, name, contentSentence(facts));
  } catch (error) {
    if (!RegistryError.is(error, "not-found")) throw error;
    return say("There is no {0} in {1}.", digest, name);
  }
}
