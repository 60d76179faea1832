import { workspace } from "vscode";

const mostFiles = 200;
const mostBytes = 256 * 1024;
const skipped = "**/{node_modules,.git,dist,out,target,vendor}/**";

/** The workspace's files of that pattern, as they are on the disk: at most 200, and none of more than 256 KB. */
export async function workspaceTexts(pattern: string): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const files = await workspace.findFiles(pattern, skipped, mostFiles);
  const texts = await Promise.all(
    files.map(async (uri) => {
      try {
        const { size } = await workspace.fs.stat(uri);
        return { path: uri.path, text: size > mostBytes ? "" : new TextDecoder().decode(await workspace.fs.readFile(uri)) };
      } catch {
        // It has gone meanwhile, or may not be read.
        return { path: uri.path, text: "" };
      }
    }),
  );
  return texts.filter(({ text }) => text !== "");
}
