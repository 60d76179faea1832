import type { Uri } from "vscode";
import type { FilesRow } from "../files/filesRow.ts";
import type { RegistryNode, TreeNode } from "../tree/node.ts";
import type { NodeOrHost } from "./targets.ts";

/**
 * Every command of the extension with the arguments its handler takes. Commands that the palette offers are called
 * without any. VS Code hands the focused row to a command in a view's title, which is not what the person means there, so
 * a command for rows (`node.…`) is never one of a title. Tests compare this with package.json.
 */
export interface CommandArguments {
  "containerRegistries.registry.logIn": readonly [target?: unknown];
  "containerRegistries.node.logIn": readonly [node: TreeNode];
  "containerRegistries.node.logInAgain": readonly [target: NodeOrHost];
  "containerRegistries.registry.logOut": readonly [target?: RegistryNode];
  "containerRegistries.registry.remove": readonly [target: TreeNode];
  "containerRegistries.node.setUpTrust": readonly [node: TreeNode];
  "containerRegistries.repository.add": readonly [target?: NodeOrHost];
  "containerRegistries.repository.remove": readonly [target: TreeNode];
  "containerRegistries.repository.pin": readonly [target: TreeNode];
  "containerRegistries.repository.unpin": readonly [target: TreeNode];
  "containerRegistries.image.goTo": readonly [textOrLink?: unknown];
  "containerRegistries.workspace.addRegistries": readonly [];
  "containerRegistries.workspace.shareRegistries": readonly [];
  "containerRegistries.tree.refresh": readonly [];
  "containerRegistries.node.retry": readonly [target: TreeNode];
  "containerRegistries.list.loadMore": readonly [target: TreeNode];
  "containerRegistries.list.loadAll": readonly [target: TreeNode];
  "containerRegistries.list.clearFilter": readonly [target: TreeNode];
  "containerRegistries.node.filterTags": readonly [node: TreeNode];
  "containerRegistries.node.filterRepositories": readonly [node: TreeNode];
  "containerRegistries.node.sortTags": readonly [node: TreeNode];
  "containerRegistries.registry.label": readonly [node?: TreeNode];
  "containerRegistries.reference.copy": readonly [target: TreeNode, selected?: readonly TreeNode[]];
  "containerRegistries.reference.pin": readonly [place?: unknown];
  "containerRegistries.reference.update": readonly [place?: unknown];
  "containerRegistries.node.copyValue": readonly [node: TreeNode, selected?: readonly TreeNode[]];
  "containerRegistries.rows.copy": readonly [];
  "containerRegistries.rows.remove": readonly [];
  "containerRegistries.image.copyPullCommand": readonly [node: TreeNode];
  "containerRegistries.image.copyAs": readonly [node: TreeNode];
  "containerRegistries.node.openInBrowser": readonly [node: TreeNode];
  "containerRegistries.content.open": readonly [node: TreeNode];
  "containerRegistries.files.explore": readonly [node: TreeNode];
  "containerRegistries.files.open": readonly [row: FilesRow];
  "containerRegistries.files.openHidden": readonly [row: FilesRow];
  "containerRegistries.files.copyPath": readonly [row: FilesRow];
  "containerRegistries.files.find": readonly [];
  "containerRegistries.files.close": readonly [];
  "containerRegistries.image.pull": readonly [node: TreeNode];
  "containerRegistries.image.push": readonly [target?: NodeOrHost];
  "containerRegistries.image.copyTo": readonly [target: TreeNode];
  "containerRegistries.tag.add": readonly [target: TreeNode];
  "containerRegistries.tag.delete": readonly [target: TreeNode, selected?: readonly TreeNode[]];
  "containerRegistries.manifest.delete": readonly [target: TreeNode];
  "containerRegistries.repository.create": readonly [target?: TreeNode];
  "containerRegistries.configFile.open": readonly [];
  "containerRegistries.node.openConfigFile": readonly [node: TreeNode];
  "containerRegistries.node.restrictConfigFile": readonly [node: TreeNode];
  "containerRegistries.node.authorizeToken": readonly [node: TreeNode];
  "containerRegistries.login.diagnose": readonly [target?: unknown];
  "containerRegistries.log.show": readonly [];
  "containerRegistries.diagnostics.copy": readonly [];
  "containerRegistries.hosts.restartServer": readonly [];
  "containerRegistries.hosts.check": readonly [uri: Uri, key: string];
  "containerRegistries.hosts.explain": readonly [uri?: Uri];
  "containerRegistries.hosts.new": readonly [configuration?: unknown];
  "containerRegistries.hosts.selectVersion": readonly [];
  "containerRegistries.hosts.treatAs": readonly [];
}

export type CommandId = keyof CommandArguments;

/** A handler for each command: the compiler refuses a table that forgets one. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...args: CommandArguments[Id]) => void | Promise<void>;
};
