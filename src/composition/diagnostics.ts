import { env, version, workspace } from "vscode";
import { readHttpSettings } from "../platform/httpSettings.ts";
import { changedSettings } from "../platform/settings.ts";
import { chooseNetworkOptions } from "../services/reach/networkOptions.ts";
import { copyDiagnosticsCommand, type Diagnostics } from "../ui/commands/copyDiagnostics.ts";
import type { Foundation } from "./foundation.ts";

/** Copies what a bug report needs. It reads files, and runs no helper. */
export async function copyDiagnostics(foundation: Foundation): Promise<void> {
  await copyDiagnosticsCommand([
    ["Versions", versions(foundation)],
    ["Logins", await logins(foundation)],
    ["Network", network()],
    ["hosts.toml", await hostsToml(foundation)],
    ["Settings", changedSettings(settingsOf(foundation))],
    ["Log", foundation.log.recent()],
  ]);
}

/** Those of the manifest. */
function settingsOf({ context }: Foundation): readonly string[] {
  const { contributes } = context.extension.packageJSON as {
    readonly contributes: { readonly configuration: readonly { readonly properties: object }[] };
  };
  return contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
}

function versions({ context }: Foundation): Diagnostics[number][1] {
  const { version: own } = context.extension.packageJSON as { readonly version: string };
  const place = env.remoteName === undefined ? env.appHost : `${env.appHost}, ${env.remoteName}`;
  return [
    `Container Registries ${own}`,
    `${env.appName} ${version} (${place})`,
    `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `folder ${workspace.isTrusted ? "trusted" : "not trusted"}`,
  ];
}

/** An error of config.json names its path and what is wrong, never what stands there. */
async function logins({ machine, store }: Foundation): Promise<readonly string[]> {
  const { path, source } = machine.configLocation();
  const place = `config.json: ${path} (${source})`;
  try {
    const { registries, problems, credsStore } = await store.value.registries();
    const helpers = new Set([credsStore, ...registries.map(({ helper = "" }) => helper)].filter((name) => name !== ""));
    const found = await Promise.all(
      [...helpers].map(
        async (name) => `docker-credential-${name}: ${(await machine.spawn.find(`docker-credential-${name}`)) ?? "not on PATH"}`,
      ),
    );
    const kept = registries.map(({ host, helper, source: { kind } }) => `${host}: ${helper ?? kind}`);
    return [place, `credsStore: ${credsStore === "" ? "none" : credsStore}`, ...found, ...kept, ...problems.map(String)];
  } catch (error) {
    return [place, String(error)];
  }
}

/** Without the account that may stand in the proxy's address. */
function network(): readonly string[] {
  const { proxy = "", noProxy = [], proxyStrictSsl, systemCertificates } = chooseNetworkOptions(readHttpSettings(), process.env);
  const address = proxy === "" ? "none" : URL.canParse(proxy) ? new URL(proxy).host : "not an address";
  return [
    `proxy: ${address}`,
    `no proxy for: ${noProxy.join(", ")}`,
    `strict proxy certificate: ${String(proxyStrictSsl ?? true)}`,
    `system's certificates: ${String(systemCertificates)}`,
  ];
}

async function hostsToml({ machine }: Foundation): Promise<readonly string[]> {
  const { version: containerd } = await machine.hostsVersion.current();
  return [`containerd: ${containerd}`, ...(await machine.hostsRoots()).map((root) => `directory: ${root}`)];
}
