import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import type { TreeRow } from "../../../platform/treeRow.ts";
import type { TagFacts } from "../../../services/content/contentFacts.ts";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { sizeSentence } from "../../sentences/sizeSentence.ts";
import { ageSentence } from "../../sentences/ageSentences.ts";
import type { TagNode } from "../node.ts";
import type { KnownTag } from "../nodeKind.ts";

/** So many other names of a tag are written out. */
const maxNames = 3;

export function tagRow(node: TagNode, known: KnownTag): TreeRow {
  const { tag, matches } = node;
  const description = summaryOf(node, known);
  return {
    label: tag,
    ...(matches === undefined ? {} : { highlights: matches }),
    icon: new ThemeIcon("tag"),
    unfolds: TreeItemCollapsibleState.Collapsed,
    description,
    contextValue: ";tag;reference;",
    spoken: [say("{0}, tag", tag), description].filter((part) => part !== "").join(", "),
  };
}

/** What is known of a tag, beside its name: size, age, and the tags that point to the same. */
function summaryOf({ listed }: TagNode, { facts, sameAs, news }: KnownTag): string {
  const { size, date } = facts === undefined ? { size: listed?.size, date: listed?.updatedAt } : measuresOf(facts);
  return [
    ...(news === undefined ? [] : [news.kind === "new" ? say("new") : say("updated")]),
    ...(size === undefined ? [] : [sizeSentence(size)]),
    ...(date === undefined ? [] : [ageSentence(date)]),
    ...(sameAs.length === 0 ? [] : [say("same as {0}", namesSentence(sameAs))]),
  ].join(" · ");
}

/** Of an index, those of the image that stands for all. */
function measuresOf({ content, sample }: TagFacts): { readonly size: number | undefined; readonly date: Date | undefined } {
  return { size: content.size ?? sample?.size, date: content.created ?? sample?.created };
}

/** The first names of several, and how many others there are. */
export function namesSentence(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).join(", ");
  const rest = names.length - maxNames;
  return rest <= 0 ? shown : say("{0} and {1} more", shown, localized(rest));
}
