import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { configHomeOf } from "../core/configHome.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeWatch } from "../node/nodeWatch.ts";
import { startServer } from "./server.ts";

/** Serves on the transport that the process's arguments name. `documentation` is the URI of docs/hosts-toml.md. */
export function serve(documentation: string): void {
  const nerdctlToml = process.env["NERDCTL_TOML"];
  const runtimeDirectory = process.env["XDG_RUNTIME_DIR"];
  startServer(createConnection(ProposedFeatures.all), {
    files: nodeFileSystem,
    watch: nodeWatch,
    now: () => Date.now(),
    containerdConfig: "/etc/containerd/config.toml",
    configHome: process.platform === "win32" ? undefined : configHomeOf(process.env, process.env["HOME"] ?? "/root"),
    ...(nerdctlToml ? { nerdctlToml: { path: nerdctlToml, user: process.getuid?.() === 0 ? "root" : "other" } } : {}),
    detachedNetwork: runtimeDirectory === undefined ? undefined : `${runtimeDirectory}/containerd-rootless/netns`,
    documentation,
  });
}
