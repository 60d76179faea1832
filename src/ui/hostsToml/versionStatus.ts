import { workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { kindOfLanguage, languageIds } from "../../hosts/languages.ts";
import type { HostsVersion, VersionInUse } from "../../services/reach/containerdInUse.ts";
import { createLanguageStatus } from "../../platform/languageStatus.ts";
import { say } from "../../platform/say.ts";

/** Shows, in the language status of a document of ours, which containerd its findings are about, and offers another. */
export function showVersionStatus(hostsVersion: HostsVersion): Disposable {
  const resources = new DisposableStore();
  const select = { title: say("Select"), command: "containerRegistries.hosts.selectVersion" };
  const status = resources.add(
    createLanguageStatus("containerRegistries.hosts.version", Object.values(languageIds), say("containerd version"), select),
  );
  status.show("containerd", "");
  const show = async (): Promise<void> => {
    const inUse = await hostsVersion.current();
    status.show(`containerd ${inUse.version}`, versionOriginOf(inUse));
  };
  const showWhereUsed = (): void => {
    if (workspace.textDocuments.some(({ languageId }) => kindOfLanguage(languageId) !== undefined)) void show();
  };
  resources.add(workspace.onDidGrantWorkspaceTrust(showWhereUsed));
  resources.add(workspace.onDidOpenTextDocument(showWhereUsed));
  resources.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("containerRegistries.hosts.containerdVersion")) showWhereUsed();
    }),
  );
  showWhereUsed();
  return resources;
}

/** Why that version. */
function versionOriginOf({ source, installed }: VersionInUse): string {
  switch (source) {
    case "set":
      return say("by the setting");
    case "detected":
      return say("containerd {0} is installed", installed.containerd ?? "");
    case "assumed":
      return workspace.isTrusted ? say("assumed: no containerd was found") : say("assumed: in an untrusted folder no program is run");
  }
}
