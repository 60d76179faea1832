// Writes beside the file `links` of the home directory, whenever it changes, by which address a browser hands the link in it to VS Code.
import { existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { env, Uri } from "vscode";

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  const file = path.join(homedir(), "links");
  const answer = async () => {
    if (!existsSync(file)) return;
    const link = readFileSync(file, "utf8");
    const address = await env.asExternalUri(Uri.parse(link.replace(/^vscode:/, `${env.uriScheme}:`)));
    writeFileSync(`${file}.address`, address.toString(true));
  };
  const watcher = watch(path.dirname(file), (_, name) => {
    if (name === path.basename(file)) void answer();
  });
  context.subscriptions.push({ dispose: () => watcher.close() });
  void answer();
}
