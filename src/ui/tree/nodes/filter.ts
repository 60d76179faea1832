import { ThemeIcon } from "vscode";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { listId } from "../listId.ts";
import type { FilterNode, ListCounts } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** Stands first in a list that is filtered: by what, and how many match. */
export const filterKind: NodeKind<FilterNode> = {
  id: ({ list }) => `filter ${listId(list)}`,
  row({ list, text, counts }) {
    const label = matchingSentence(counts);
    const description = counts.isFound ? say("filter: {0}, searched by the registry", text) : say("filter: {0}", text);
    return {
      label,
      description,
      spoken: `${label}, ${description}`,
      icon: new ThemeIcon("filter-filled"),
      contextValue: `;filter;${list.kind === "repository" ? "ofTags" : "ofRepositories"};`,
    };
  },
  parent: ({ list }) => list,
};

function matchingSentence({ matching, loaded, isWhole, isFound }: ListCounts): string {
  if (isFound) return say("{0} found", localized(matching));
  const counted = [localized(matching), localized(loaded)] as const;
  return isWhole ? say("{0} of {1}", ...counted) : say("{0} of {1} so far…", ...counted);
}
