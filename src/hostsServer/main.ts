// The language server for hosts.toml: `node hostsServer.js --stdio` for any editor, `--node-ipc` for VS Code.
import { keepCompiledCode } from "../node/compileCache.ts";

keepCompiledCode();
// Beside the bundle's directory, as the extension is packaged.
const documentation = new URL("../docs/hosts-toml.md", import.meta.url).href;
const { serve } = await import("./serve.ts");
serve(documentation);
