import { env, Uri } from "vscode";

/**
 * Opens a web page in the browser. Throws for what is no address.
 * @returns whether VS Code did
 */
export async function openPage(address: string): Promise<boolean> {
  const uri = Uri.parse(address, true);
  // Of a Uri, VS Code decodes what has to stay escaped (`%2F` in a path, `%2B` in a query); a text, for which it has no type, it takes as it is.
  return env.openExternal(address as unknown as typeof uri);
}
