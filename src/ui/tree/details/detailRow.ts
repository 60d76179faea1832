import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { say } from "../../../platform/say.ts";
import type { TreeRow } from "../../../platform/treeRow.ts";
import type { ContentFacts } from "../../../services/content/contentFacts.ts";
import type { ContentNode, DetailNode, ErrorNode, TreeNode } from "../node.ts";
import type { TreeContext } from "../nodeKind.ts";
import { attachedDetails } from "./attachedDetails.ts";
import { contentDetails } from "./contentDetails.ts";
import type { Detail } from "./detail.ts";

/** Indexes within indexes are followed so far: nobody nests them deeper, and no answer may make the tree endless. */
const maxDepth = 5;

export function detailRow({ detail }: DetailNode): TreeRow {
  const { label, value = "", icon, hover = [], digest, copies } = detail;
  const unfolds = detail.details === undefined && detail.opens === undefined ? {} : { unfolds: TreeItemCollapsibleState.Collapsed };
  return {
    label,
    description: value,
    icon: new ThemeIcon(icon),
    ...unfolds,
    contextValue: `;detail;${digest === undefined ? "" : "digest;reference;"}${copies === undefined ? "" : "value;"}`,
    hover: [value === "" ? label : `${label}: ${value}`, ...hover],
    spoken: value === "" ? label : `${label}: ${value}`,
  };
}

export async function detailChildren(node: DetailNode, tree: TreeContext): Promise<TreeNode[]> {
  const { detail, list } = node;
  if (detail.opens === undefined) return nodesOf(node, detail.details ?? []);
  if (depthOf(node) > maxDepth) return [{ kind: "note", list, at: node, sentence: say("Nested too deep to be shown") }];
  const look = await (await tree.tags.get()).lookAtDetail(node, detail.opens);
  if (look === undefined) return [{ kind: "loading", list, at: node }];
  if ("error" in look) return [failedRow(node, look.error, tree)];
  // The row itself names the platform.
  const details = contentDetails(look.value).filter(({ id, value }) => id !== "platform" || value !== detail.label);
  const rows = contentRows(node, look.value, details, tree);
  // Of a signature nobody asks who signed it.
  return look.value.kind === "image" || look.value.kind === "index" ? [...rows, ...(await attachedRows(node, detail.opens, tree))] : rows;
}

/** What refers to the content of a row: nothing, a row that has it below, or why that is not known. */
export async function attachedRows(at: ContentNode, digest: string, tree: TreeContext): Promise<TreeNode[]> {
  const look = await (await tree.tags.get()).lookAtAttached(at, digest);
  if (look === undefined) return [{ kind: "loading", list: at.list, at }];
  return "error" in look ? [failedRow(at, look.error, tree, " attached")] : nodesOf(at, attachedDetails(look.value));
}

/** The rows of some content, and why its configuration is not among them. */
export function contentRows(at: ContentNode, { configError }: ContentFacts, details: readonly Detail[], tree: TreeContext): TreeNode[] {
  const rows: TreeNode[] = nodesOf(at, details);
  if (configError !== undefined) rows.push(failedRow(at, configError, tree));
  return rows;
}

/** Why there is nothing to show below a row. */
export function failedRow(at: ContentNode, error: unknown, tree: TreeContext, part = ""): ErrorNode {
  tree.report(error);
  return { kind: "error", list: at.list, at, part, error };
}

function nodesOf(at: ContentNode, details: readonly Detail[]): TreeNode[] {
  return details.map((detail): DetailNode => ({ kind: "detail", list: at.list, at, detail }));
}

/** How many manifests were opened to come to the row. */
function depthOf(node: ContentNode): number {
  return node.kind === "tag" ? 0 : depthOf(node.at) + (node.detail.opens === undefined ? 0 : 1);
}
