// The language server for hosts.toml: `node hostsServer.js --stdio` for any editor, `--node-ipc` for VS Code.
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeWatch } from "../node/nodeWatch.ts";
import { startServer } from "./server.ts";

const runtimeDirectory = process.env["XDG_RUNTIME_DIR"];

startServer(createConnection(ProposedFeatures.all), {
  files: nodeFileSystem,
  watch: nodeWatch,
  now: () => Date.now(),
  containerdConfig: "/etc/containerd/config.toml",
  detachedNetwork: runtimeDirectory === undefined ? undefined : `${runtimeDirectory}/containerd-rootless/netns`,
  // Beside the bundle's directory, as the extension is packaged.
  documentation: new URL("../docs/hosts-toml.md", import.meta.url).href,
});
