import { workspace } from "vscode";

const mostFiles = 200;
const mostBytes = 256 * 1024;
const skipped = "**/{node_modules,.git,dist,out,target,vendor}/**";

/** The texts of the workspace's files of that pattern, as they are on the disk: at most 200 files, and none of more than 256 KB. */
export async function workspaceTexts(pattern: string): Promise<readonly string[]> {
  const files = await workspace.findFiles(pattern, skipped, mostFiles);
  const texts = await Promise.all(
    files.map(async (uri) => {
      try {
        const { size } = await workspace.fs.stat(uri);
        return size > mostBytes ? "" : new TextDecoder().decode(await workspace.fs.readFile(uri));
      } catch {
        // It has gone meanwhile, or may not be read.
        return "";
      }
    }),
  );
  return texts.filter((text) => text !== "");
}
