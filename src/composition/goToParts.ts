import { mementoMemory } from "../platform/mementoMemory.ts";
import { listOneTag } from "../services/browse/askForRepository.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { ImageTarget } from "../services/remembered/imageTarget.ts";
import { RecentTargets } from "../services/remembered/recentTargets.ts";
import { type GoToDependencies, goToImageCommand } from "../ui/commands/goToImage.ts";
import { openLinkCommand } from "../ui/commands/openLink.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";
import type { RepositoryName } from "../core/reference.ts";
import { resolveTag } from "../services/reach/resolveTag.ts";

/** Asks where to go; `typed` stands in the field at first. */
export async function goToImage(foundation: Foundation, prompter: ListPrompter, tree: TreeParts, typed: string): Promise<void> {
  await goToImageCommand(await goToDependencies(foundation, prompter, tree), typed);
}

/** Goes where a link leads, after a yes. */
export async function openLink(foundation: Foundation, prompter: ListPrompter, tree: TreeParts, reference: string): Promise<void> {
  await openLinkCommand(await goToDependencies(foundation, prompter, tree), reference);
}

async function goToDependencies(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): Promise<GoToDependencies> {
  const { addedRegistries, addedRepositories, context, known, passedOver, pinned, sessions } = foundation;
  const tags = await tree.tags.get();
  return {
    browsing: await tree.browsing.get(),
    known,
    registries: addedRegistries,
    passedOver,
    added: addedRepositories,
    pinned,
    recent: new RecentTargets(mementoMemory<readonly ImageTarget[]>(context.globalState, "recentTargets", [])),
    prompter,
    checkRepository: (host: string, repository: string, signal: AbortSignal) => listOneTag(host, repository, sessions, signal),
    resolve: (place: RepositoryName, tag: string, signal: AbortSignal) => resolveTag(place, tag, sessions, signal),
    knownTags: tags.tagsOf.bind(tags),
    readDigest: tags.readDigest.bind(tags),
    redraw: tree.redraw,
    reveal: tree.reveal,
  };
}
