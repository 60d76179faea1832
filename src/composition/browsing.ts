import { readSettings } from "../platform/settings.ts";
import { Browsing } from "../services/browse/browsing.ts";
import { LoginChanges } from "../services/browse/loginChanges.ts";
import { RegistryLists } from "../services/browse/registryLists.ts";
import type { TagOrders } from "../services/remembered/tagOrders.ts";
import type { Foundation } from "./foundation.ts";
import { Contents } from "../services/content/contents.ts";
import type { Lazy } from "../core/lazy.ts";
import { mementoMemory } from "../platform/mementoMemory.ts";
import { type VisitByRepository, Visits } from "../services/remembered/visits.ts";
import { TagLooks } from "../ui/tree/tagLooks.ts";
import { signingFor } from "./signing.ts";

/** The lists of registries; loaded when the first of them is opened. */
export async function openBrowsing(
  foundation: Foundation,
  tagOrders: TagOrders,
  changed: () => void,
  tags: Lazy<TagLooks>,
): Promise<Browsing> {
  const { addedRepositories, log, reportError, sessions, store } = foundation;
  const looks = await tags.get();
  const logins = new LoginChanges(() => store.value.sources());
  // Before the first login is used.
  await logins.begin();
  const lists = new RegistryLists(
    (host) => addedRepositories.of(host),
    log,
    (host) => signingFor(host, foundation),
  );
  return new Browsing(sessions, lists, {
    // The most that common registries give.
    pageSize: 1000,
    step: () => readSettings().pageSize,
    orderOf: (host, repository) => tagOrders.of(host, repository),
    logins,
    changed,
    sawTags: (...seen) => void looks.visits.saw(...seen).catch(reportError),
    forgotten: (host, repository) => looks.listsForgotten(host, repository),
  });
}

/** What is behind tags; loaded with the first of them. */
export function openTags({ sessions, context }: Foundation, browsing: Lazy<Browsing>, changed: () => void): TagLooks {
  const contents = new Contents({
    accessTo: (...asked) => sessions.accessTo(...asked),
    hasTag: ({ host, repository }, tag) => browsing.made?.hasTag(host, repository, tag),
  });
  const visits = new Visits(mementoMemory<VisitByRepository>(context.globalState, "visits", {}), Date.now);
  return new TagLooks(contents, visits, changed);
}
