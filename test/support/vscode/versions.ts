import { hosts, type Host } from "../../../scripts/lib/vscodeServer.mjs";

const asked = process.env["VSCODE_TEST_HOST"];

/** The one version that `VSCODE_TEST_HOST` names, for all tests of the run. */
const only: Host | undefined = asked === undefined || isHost(asked) ? asked : unknown(asked);

/** What is tested in one version of VS Code only is tested in this one: the newest, or the one that was asked for. */
export const version: Host = only ?? "1.139";

/** What is tested in each version of VS Code: the newest and the oldest, or the one that was asked for. */
export const versions: readonly Host[] = only === undefined ? ["1.139", "1.112"] : [only];

function isHost(name: string): name is Host {
  return Object.hasOwn(hosts, name);
}

function unknown(name: string): never {
  throw new Error(`VSCODE_TEST_HOST is ${name}; known are ${Object.keys(hosts).join(", ")}.`);
}
