// Runs the tool that the file `tool` of the home directory names, whenever it changes, and writes beside it what came of it.
import { existsSync, readFileSync, renameSync, watch, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { lm } from "vscode";

/** @param {string} file @param {unknown} answer */
function write(file, answer) {
  writeFileSync(`${file}.writing`, JSON.stringify(answer));
  renameSync(`${file}.writing`, `${file}.answer`);
}

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  const file = path.join(homedir(), "tool");
  const answer = async () => {
    if (!existsSync(file)) return;
    const { name, input } = JSON.parse(readFileSync(file, "utf8"));
    try {
      const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
      write(file, { text: content.map((part) => /** @type {{ value: string }} */ (part).value).join("") });
    } catch (error) {
      write(file, { error: String(error) });
    }
  };
  const watcher = watch(path.dirname(file), (_, name) => {
    if (name === path.basename(file)) void answer();
  });
  context.subscriptions.push({ dispose: () => watcher.close() });
  void answer();
}
