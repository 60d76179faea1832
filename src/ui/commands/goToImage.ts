import { pickLive, type LiveRows } from "../../platform/livePick.ts";
import { say } from "../../platform/say.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import { BrowsedLists } from "../../services/browse/goTo/browsedLists.ts";
import { readTarget } from "../../services/browse/goTo/readTarget.ts";
import { suggest } from "../../services/browse/goTo/suggest.ts";
import type { PinnedRepositories } from "../../services/remembered/pinnedRepositories.ts";
import { type TargetRow, targetRow } from "./goToRows.ts";
import { openTarget, type OpenTargetDependencies } from "./openTarget.ts";

export interface GoToDependencies extends OpenTargetDependencies {
  readonly browsing: Browsing;
  readonly pinned: PinnedRepositories;
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
