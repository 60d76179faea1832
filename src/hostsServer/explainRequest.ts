import type { FileReader } from "../core/fileSystem.ts";
import { explainPullPath } from "../hosts/features/explain.ts";
import type { ExplainParams, ExplainResult } from "../hosts/protocol.ts";
import type { ContainerdConfig } from "../hosts/containerdConfig/loadConfig.ts";
import { type ContainerdVersion, parseVersion } from "../hosts/versions.ts";
import { filePath } from "./paths.ts";
import type { ServerState } from "./state.ts";

/** Answers `hosts/explain`; null where files may not be read. */
export async function explainRequest(
  state: ServerState,
  params: ExplainParams,
  containerdConfig: (version: ContainerdVersion) => Promise<ContainerdConfig>,
): Promise<ExplainResult | null> {
  const { settings, machine } = state;
  if (!settings.fileChecks) return null;
  const version = (params.containerd === undefined ? undefined : parseVersion(params.containerd)) ?? settings.version;
  const { reference, client, directories = settings.directories } = params;
  const { configHome, nerdctlToml } = machine;
  const set = settings.areDirectoriesSet ? settings.directories : [];
  const request = { reference, client, version, roots: directories };
  // A client that is asked about tells how nerdctl looks here.
  const nerdctl = client === "nerdctl-daemon" ? client : "nerdctl";
  const known = { set, nerdctl, ...(nerdctlToml && { nerdctlToml }) } as const;
  const clients = configHome === undefined ? {} : { machine: { configHome, ...known, config: await containerdConfig(version) } };
  return { text: await explainPullPath(withOpenDocuments(state, machine.files), { ...request, ...clients }) };
}

/** The files as they are in the editor: unsaved text in the place of what lies on the disk. */
function withOpenDocuments({ documents }: ServerState, files: FileReader): FileReader {
  const open = new Map(
    documents.all().flatMap((document) => {
      const path = filePath(document.uri);
      return path === undefined ? [] : [[path, document]];
    }),
  );
  return {
    ...files,
    readFile: (path) => {
      const document = open.get(path);
      return document === undefined ? files.readFile(path) : Promise.resolve(new TextEncoder().encode(document.getText()));
    },
    stat: (path) => {
      const document = open.get(path);
      return document === undefined
        ? files.stat(path)
        : Promise.resolve({ kind: "file", size: document.getText().length, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 0 });
    },
    readDirectory: (path) => files.readDirectory(path),
  };
}
