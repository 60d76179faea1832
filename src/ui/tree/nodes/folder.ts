import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import type { FolderNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { rangesWithin } from "../rangesWithin.ts";

/** Repositories whose names begin alike. */
export const folderKind: NodeKind<FolderNode> = {
  // Where another folder has come between, or gone, it is another row: VS Code loses track of one that moves.
  id: ({ list, labels, filter }) => `folder ${list.host} ${JSON.stringify(labels)}${filter === undefined ? "" : " filtered"}`,
  row({ list, path, labels, repositories, isPartial, filter, wasOpen }) {
    const label = labels.at(-1) ?? "";
    const count = `${localized(repositories.length)}${isPartial ? "+" : ""}`;
    // With the slash, as it stands in the names.
    const begin = `${path}/`;
    const matches = filter?.matches(begin) === true ? filter.rangesIn(begin) : [];
    return {
      label,
      highlights: rangesWithin(matches, path.length - label.length, path.length),
      description: count,
      icon: new ThemeIcon("folder"),
      // With a filter, what a person looks for is in it; without, VS Code forgets what it has not seen for a while.
      unfolds: filter === undefined && wasOpen !== true ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded,
      contextValue: ";folder;list;",
      hover: [`${list.host}/${path}`],
      spoken: say("{0}, folder, repositories: {1}", label, count),
    };
  },
  children: async (node) => (await import("../folderRows.ts")).rowsIn(node),
  parent: ({ parent, list }) => parent ?? list,
};
