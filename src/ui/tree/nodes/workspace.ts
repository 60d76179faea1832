import { ThemeIcon } from "vscode";
import { say } from "../../../platform/say.ts";
import type { CommandId } from "../../commands/ids.ts";
import type { WorkspaceNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** The registries that the workspace names and the tree has not got. Nothing is asked of them before they are added. */
export const workspaceKind: NodeKind<WorkspaceNode> = {
  id: () => "workspace",
  row(node) {
    const label = say("Add From This Workspace…");
    const command: CommandId = "containerRegistries.workspace.addRegistries";
    return {
      label,
      description: node.names.join(", "),
      spoken: `${label} ${node.names.join(", ")}`,
      hover: [say("The settings of this workspace name them. They are asked for nothing before you add them."), ...node.names],
      icon: new ThemeIcon("organization"),
      contextValue: ";workspace;",
      command: { command, title: label, arguments: [] },
    };
  },
};
