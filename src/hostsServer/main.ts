// The language server for hosts.toml: `node hostsServer.js --stdio` for any editor, `--node-ipc` for VS Code.
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./server.ts";

startServer(createConnection(ProposedFeatures.all));
