import { explainPullPath } from "../hosts/features/explain.ts";
import type { ExplainParams, ExplainResult } from "../hosts/protocol.ts";
import type { ContainerdConfig } from "../hosts/containerdConfig/loadConfig.ts";
import { type ContainerdVersion, parseVersion } from "../hosts/versions.ts";
import { withOpenDocuments } from "./openDocuments.ts";
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
  return { text: await explainPullPath(withOpenDocuments(state.documents, machine.files), { ...request, ...clients }) };
}
