import { mementoMemory } from "../platform/mementoMemory.ts";
import { listOneTag } from "../services/browse/askForRepository.ts";
import type { RepositoryName } from "../services/browse/goTo/nameLists.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { ImageTarget } from "../services/remembered/imageTarget.ts";
import { RecentTargets } from "../services/remembered/recentTargets.ts";
import { goToImageCommand } from "../ui/commands/goToImage.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

/** Asks where to go; `typed` stands in the field at first. */
export async function goToImage(foundation: Foundation, prompter: ListPrompter, tree: TreeParts, typed: string): Promise<void> {
  const { addedRegistries, addedRepositories, context, known, passedOver, pinned, sessions } = foundation;
  const tags = await tree.tags.get();
  const dependencies = {
    browsing: await tree.browsing.get(),
    known,
    registries: addedRegistries,
    passedOver,
    added: addedRepositories,
    pinned,
    recent: new RecentTargets(mementoMemory<readonly ImageTarget[]>(context.globalState, "recentTargets", [])),
    prompter,
    checkRepository: (host: string, repository: string, signal: AbortSignal) => listOneTag(host, repository, sessions, signal),
    resolve: async ({ host, repository }: RepositoryName, tag: string, signal: AbortSignal) => {
      const access = await sessions.accessTo(host, signal, repository);
      return (await access.content((client) => client.resolve(repository, tag, { signal }), signal)).value.digest;
    },
    knownTags: tags.tagsOf.bind(tags),
    readDigest: tags.readDigest.bind(tags),
    redraw: tree.redraw,
    reveal: tree.reveal,
  };
  await goToImageCommand(dependencies, typed);
}
