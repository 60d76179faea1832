import { parseReference, printReference, withoutDigest } from "../../core/reference.ts";
import { visibleText } from "../../core/visibleText.ts";
import { copyLine, copyText } from "../../platform/clipboard.ts";
import { say } from "../../platform/say.ts";
import type { TreeNode } from "../tree/node.ts";
import { referenceOfNode } from "./targets.ts";

/** What is to be copied of a row; undefined where it has none. */
export type RowText = (node: TreeNode) => string | undefined | Promise<string | undefined>;

/**
 * Puts what the rows stand for on the clipboard, a line each. Whatever a registry has named, line ends in it are written out: pasted
 * into a terminal, they would run what somebody else wrote. Rejects with RegistryError where a name is none and would do the same.
 */
export async function copyRowsCommand(rows: readonly TreeNode[], textOf: RowText = textOfRow): Promise<void> {
  const found = await Promise.all(rows.map(async (row) => textOf(row)));
  const [first, ...others] = found.filter((text) => text !== undefined).map((text) => visibleText(text));
  if (first === undefined) return;
  if (others.length === 0) await copyLine(first);
  else await copyText([first, ...others].join("\n"), say("Copied {0} lines", others.length + 1));
}

/** The reference by which docker and nerdctl pull the row's image. */
export function referenceText(node: TreeNode): string | undefined {
  const reference = referenceOfNode(node);
  return reference === undefined ? undefined : pastable(printReference(withoutDigest(reference)));
}

/** Registries have names that break the rules (`Team/App`); none of them means anything to a shell. */
function pastable(name: string): string {
  if (!/^[\w./:@~+[\]-]+$/.test(name)) parseReference(name);
  return name;
}

/** The row's value. */
export function valueText(node: TreeNode): string | undefined {
  if (node.kind === "folder") return pastable(`${node.list.host}/${node.path}`);
  return node.kind === "detail" ? node.detail.copies : undefined;
}

async function textOfRow(node: TreeNode): Promise<string | undefined> {
  if (node.kind === "registry") return node.host;
  if (node.kind === "error") return (await import("../sentences/errorSentence.ts")).errorLine(node.error);
  return valueText(node) ?? referenceText(node);
}
