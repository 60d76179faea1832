import { dirname } from "node:path";
import { say } from "../platform/say.ts";
import { showAboveTree } from "../platform/treeView.ts";
import type { Foundation } from "./foundation.ts";

/** Says above the tree which file the logins are in, where that is not the usual one. */
export function showConfigLocation({ context, machine }: Foundation, view: Parameters<typeof showAboveTree>[0]): void {
  const { environmentVariableCollection } = context;
  const { path, source } = machine.configLocation();
  showAboveTree(view, source === "setting" ? say("Logins are in {0}, as set in the settings", path) : "");
  // Whoever logs in or out in a terminal of ours means the same file.
  if (source === "setting") environmentVariableCollection.replace("DOCKER_CONFIG", dirname(path));
  else environmentVariableCollection.delete("DOCKER_CONFIG");
}
