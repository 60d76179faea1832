// A view with one row for each repository that BENCH_REPOSITORIES names at BENCH_REGISTRY: unfolded, it fetches a page of tags and shows the
// first 200, as any extension might. It also answers on a port, which it writes to `bench-port` in the home directory: what the heap holds
// after a collection, in MB, how many milliseconds the event loop of the extension host has paused at most since the last question; and it
// forgets what it has fetched.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { homedir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { EventEmitter, TreeItem, TreeItemCollapsibleState, window } from "vscode";

const registry = process.env["BENCH_REGISTRY"] ?? "";
const repositories = (process.env["BENCH_REPOSITORIES"] ?? "").split(",");
const shown = 200;

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  /** @type {EventEmitter<undefined>} */
  const changes = new EventEmitter();
  context.subscriptions.push(
    window.registerTreeDataProvider("bare.tree", { getTreeItem, getChildren, onDidChangeTreeData: changes.event }),
  );
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const server = createServer((request, response) => {
    const answers = { "/heap": heap, "/pause": () => delays.max / 1e6, "/forget": () => changes.fire(undefined) };
    const answer = answers[/** @type {keyof typeof answers} */ (request.url)]?.();
    response.end(JSON.stringify(answer ?? 0));
    delays.reset();
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") writeFileSync(path.join(homedir(), "bench-port"), String(address.port));
  });
  context.subscriptions.push({ dispose: () => server.close() });
}

/** @typedef {{ readonly repository: string, readonly tag?: string }} Row */

/** @param {Row} row */
function getTreeItem({ repository, tag }) {
  return tag === undefined ? new TreeItem(repository, TreeItemCollapsibleState.Collapsed) : new TreeItem(tag);
}

/** @param {Row} [row] @returns {Promise<Row[]>} */
async function getChildren(row) {
  if (row === undefined) return repositories.map((repository) => ({ repository }));
  const answer = await fetch(`${registry}/v2/${row.repository}/tags/list?n=1000`);
  const { tags } = /** @type {{ tags: string[] }} */ (await answer.json());
  return tags.slice(0, shown).map((tag) => ({ repository: row.repository, tag }));
}
