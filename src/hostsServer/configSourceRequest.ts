import { loadContainerdConfig } from "../hosts/containerdConfig/loadConfig.ts";
import type { ConfigSourceParams } from "../hosts/protocol.ts";
import { documentKind } from "./documentKind.ts";
import { withOpenDocuments } from "./openDocuments.ts";
import { filePath } from "./paths.ts";
import type { ServerState } from "./state.ts";

/** As many configurations as anybody has open at once. */
const maxRoots = 8;

/** Answers `hosts/isConfigSource`: whether this machine's configuration, or one that is open, imports the file. */
export async function configSourceRequest(state: ServerState, { textDocument: { uri } }: ConfigSourceParams): Promise<boolean> {
  const { documents, machine, settings } = state;
  const path = filePath(uri);
  if (!settings.fileChecks || path === undefined) return false;
  const open = documents.all().filter((document) => documentKind(document) === "containerd");
  const roots = new Set([machine.containerdConfig, ...open.flatMap((document) => filePath(document.uri) ?? [])]);
  const files = withOpenDocuments(documents, machine.files);
  const loaded = await Promise.all([...roots].slice(0, maxRoots).map((root) => loadContainerdConfig(files, root, settings.version)));
  return loaded.some((config) => config.sources.includes(path));
}
