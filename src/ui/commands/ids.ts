import type { Uri } from "vscode";
import type { RegistryNode, TreeNode } from "../tree/nodes.ts";
import type { AddRepositoryTarget } from "./addRepository.ts";
import type { LogInTarget } from "./logIn.ts";

/**
 * Every command of the extension with the arguments its handler takes. Commands that the palette offers are called
 * without any. A test compares the ids with `contributes.commands` of package.json.
 */
export interface CommandArguments {
  "containerRegistries.registry.logIn": readonly [target?: LogInTarget];
  "containerRegistries.registry.logOut": readonly [target?: RegistryNode];
  "containerRegistries.registry.remove": readonly [target: TreeNode];
  "containerRegistries.registry.allowPlainHttp": readonly [target: TreeNode];
  "containerRegistries.repository.add": readonly [target?: AddRepositoryTarget];
  "containerRegistries.repository.remove": readonly [target: TreeNode];
  "containerRegistries.tree.refresh": readonly [];
  "containerRegistries.node.retry": readonly [target: TreeNode];
  "containerRegistries.list.loadMore": readonly [target: TreeNode];
  "containerRegistries.reference.copy": readonly [target: TreeNode];
  "containerRegistries.configFile.open": readonly [target?: TreeNode];
  "containerRegistries.log.show": readonly [];
  "containerRegistries.hosts.restartServer": readonly [];
  "containerRegistries.hosts.check": readonly [uri: Uri, key: string];
  "containerRegistries.hosts.explain": readonly [uri?: Uri];
  "containerRegistries.hosts.new": readonly [];
  "containerRegistries.hosts.selectVersion": readonly [];
  "containerRegistries.hosts.treatAs": readonly [];
}

export type CommandId = keyof CommandArguments;

/** A handler for each command: the compiler refuses a table that forgets one. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...args: CommandArguments[Id]) => void | Promise<void>;
};
