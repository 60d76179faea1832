// Opens a repository with @microsoft/vscode-docker-registries, and waits for what it asks for by itself then. Arguments: the package's main
// file, the registry's URL, the repository, user name, password. Prints the milliseconds until there was a list, and how long it is.
import { createRequire, registerHooks } from "node:module";

/** What the package uses of VS Code. */
const vscode = `
  class Uri {
    static parse(text) { return new Uri(new URL(text, "http://relative")); }
    constructor(url) { this.url = url; }
    get path() { return this.url.pathname; }
    get query() { return this.url.search.slice(1); }
    with({ path, query }) {
      const url = new URL(this.url);
      if (path !== undefined) url.pathname = path;
      if (query !== undefined) url.search = query;
      return new Uri(url);
    }
    toString() { return this.url.href.replace(/\\/$/, ""); }
  }
  class EventEmitter { event = () => ({ dispose() {} }); fire() {} dispose() {} }
  class Nothing {}
  module.exports = {
    Uri, EventEmitter, ThemeIcon: Nothing, TreeItem: Nothing, TreeItemCollapsibleState: {}, l10n: { t: (text) => text }, env: {}, window: {}, authentication: {},
  };
`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode" ? { url: "stub:vscode", format: "commonjs", shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => (url === "stub:vscode" ? { format: "commonjs", source: vscode, shortCircuit: true } : next(url, context)),
});

const [main = "", url = "", repository = "", username = "", password = ""] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { RegistryV2DataProvider, BasicOAuthProvider } = require(main);
const baseUrl = require("vscode").Uri.parse(url);
const memento = { get: () => username, update: async () => undefined };
const secrets = { get: async () => password, store: async () => undefined };
const authentication = new BasicOAuthProvider(memento, secrets, baseUrl);
/** @type {Promise<unknown>[]} */
const dates = [];

class Provider extends RegistryV2DataProvider {
  getAuthenticationProvider() {
    return authentication;
  }

  /** @param {unknown} tag */
  getTagCreatedDate(tag) {
    const date = super.getTagCreatedDate(tag);
    dates.push(date);
    return date;
  }
}

const start = performance.now();
const tags = await new Provider()["getTags"]({ baseUrl, label: repository });
const ms = performance.now() - start;
await Promise.allSettled(dates);
process.stdout.write(JSON.stringify({ ms, count: tags.length }));
