import { ConfigurationTarget, workspace } from "vscode";
import { containerdVersions, defaultVersion } from "../../hosts/versions.ts";
import type { HostsVersion } from "../../services/reach/containerdInUse.ts";
import { type PickRow, pickRow } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";

/** Lets the person say which containerd reads their hosts.toml files; the setting's change then reaches the server. */
export async function selectVersionCommand(hostsVersion: HostsVersion): Promise<void> {
  const { version, source, installed } = await hostsVersion.current();
  const configuration = workspace.getConfiguration("containerRegistries.hosts");
  const automatic =
    installed.containerd === undefined
      ? say("No containerd was found here: {0}", defaultVersion)
      : say("containerd {0} is installed", installed.containerd);
  const inUse = say("in use");
  const rows: readonly (PickRow & { readonly value: string })[] = [
    { label: say("Automatic"), detail: automatic, description: source === "set" ? "" : inUse, value: "auto" },
    ...containerdVersions.map((each) => ({ label: each, description: source === "set" && each === version ? inUse : "", value: each })),
  ];
  const chosen = await pickRow(rows, {
    title: say("containerd Version"),
    placeholder: say("The version that hosts.toml files are checked for"),
  });
  if (chosen === undefined) return;
  // A workspace's own value would go on hiding the person's.
  const target =
    configuration.inspect("containerdVersion")?.workspaceValue === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await configuration.update("containerdVersion", chosen.value, target);
}
