import { l10n, languages, type LanguageStatusItem, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { HostsVersion, VersionInUse } from "../../services/reach/containerdInUse.ts";
import { hostsTomlLanguage } from "./language.ts";

/** Shows, in the language status of a hosts.toml, which containerd its findings are about, and offers another. */
export function showVersionStatus(hostsVersion: HostsVersion): Disposable {
  const resources = new DisposableStore();
  const item = resources.add(languages.createLanguageStatusItem("containerRegistries.hosts.version", { language: hostsTomlLanguage }));
  item.name = l10n.t("containerd version");
  item.text = "containerd";
  item.command = { title: l10n.t("Select"), command: "containerRegistries.hosts.selectVersion" };
  const show = async (): Promise<void> => fill(item, await hostsVersion.current());
  const showWhereUsed = (): void => {
    if (workspace.textDocuments.some(({ languageId }) => languageId === hostsTomlLanguage)) void show();
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

function fill(item: LanguageStatusItem, inUse: VersionInUse): void {
  item.text = `containerd ${inUse.version}`;
  item.detail = originOf(inUse);
}

/** Why that version. */
export function originOf({ source, installed }: VersionInUse): string {
  switch (source) {
    case "set":
      return l10n.t("by the setting");
    case "detected":
      return l10n.t("containerd {0} is installed", installed.containerd ?? "");
    case "assumed":
      return workspace.isTrusted
        ? l10n.t("assumed: no containerd was found")
        : l10n.t("assumed: no program is run in a folder that is not trusted");
  }
}
