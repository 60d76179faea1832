import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { type FaultName, type FaultServer, startFaultServer } from "../support/faultServer/startFaultServer.ts";
import { listenOn } from "../support/registry/listen.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { startRegistry } from "../support/registry/startRegistry.ts";
import { version } from "../support/vscode/versions.ts";
import { eventually, expectEventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

interface Place {
  readonly host: string;
  close(): Promise<void>;
}

const account = { username: "alice", password: "correct horse" };
/** Every credential in config.json is this one. */
const auth = Buffer.from(`${account.username}:${account.password}`).toString("base64");
async function nowhere(): Promise<Place> {
  const registry = await startRegistry();
  await registry.close();
  return { host: registry.host, close: async () => {} };
}

/** Another program's server. Without a greeting it takes connections and never says a word, not even of TLS. */
async function anotherServer(greeting?: string): Promise<Place> {
  const server = await listenOn(createServer((socket) => void (greeting !== undefined && socket.end(greeting))));
  return { host: `127.0.0.1:${server.port}`, close: () => server.close() };
}

const faulty = (name: FaultName) => (): Promise<Place> => startFaultServer(name);

interface Case {
  readonly start: () => Promise<Place>;
  /** In the tree and in the log. */
  readonly sentence: (host: string) => string;
}

/** What is wrong with a registry → how to start one like it, and what is said of it. */
const cases: Readonly<Record<string, Case>> = {
  "it is down": { start: nowhere, sentence: (host) => `Connection refused by ${host}.` },
  "its port is another program's": {
    start: () => anotherServer("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
    sentence: (host) => `The answer from ${host} could not be read.`,
  },
  "HTTPS is expected, it speaks HTTP": {
    start: () => startRegistry(),
    sentence: (host) => `${host} does not speak HTTPS, only plain HTTP.`,
  },
  "HTTP is expected, it speaks HTTPS": {
    start: faulty("says that HTTPS is expected"),
    sentence: (host) => `${host} expects HTTPS, but was asked over plain HTTP.`,
  },
  "it sends a web page": {
    start: faulty("sends a web page"),
    sentence: (host) => `What answers at ${host} is not a container registry.`,
  },
  "its JSON is cut short": {
    start: faulty("cuts the JSON short"),
    sentence: (host) => `The answer from ${host} is incomplete: it breaks off after 36 bytes.`,
  },
  "it refuses the login that it had accepted": {
    start: faulty("401 after login"),
    sentence: (host) => `The login was not accepted at ${host}. It says: “authentication required”.`,
  },
  "it has no list of repositories": {
    start: faulty("404 on _catalog"),
    sentence: (host) => `${host} has no list of its repositories.`,
  },
};

describe(`registries with something wrong, in VS Code ${version}`, () => {
  const { folder: certs, remove } = makeTemporaryFolder("container-registries-bad-input-");
  const places = new Map<string, Place>();
  const hostOf = (name: string): string => places.get(name)?.host ?? "";
  let stalled: FaultServer;
  let workbench: Workbench;

  before(async () => {
    for (const [name, { start }] of Object.entries(cases)) places.set(name, await start());
    places.set("silent", await anotherServer());
    stalled = await startFaultServer("never answers");
    places.set("stalled", stalled);
    const sound = await startRegistry();
    seedDemo(sound);
    places.set("sound", sound);
    const secure = hostOf("HTTPS is expected, it speaks HTTP");
    mkdirSync(path.join(certs, secure), { recursive: true });
    writeFileSync(path.join(certs, secure, "hosts.toml"), `server = "https://${secure}"\n`);
    workbench = await openWorkbench({
      host: version,
      files: { "README.md": "A file.\n" },
      userSettings: {
        "containerRegistries.credentials.store": "file",
        "containerRegistries.connection.plainHttp": [hostOf("HTTP is expected, it speaks HTTPS")],
        // Older ones fall back to plain HTTP on loopback.
        "containerRegistries.hosts.containerdVersion": "2.3",
        "containerRegistries.hosts.directories": [certs],
      },
      prepare: ({ dockerConfig }) => {
        const auths = Object.fromEntries([...places.values()].map(({ host }) => [host, { auth }]));
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths }));
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    for (const place of places.values()) await place.close();
    remove();
  });

  test("each says in its own sentence what it is, in the log too, while one keeps everybody waiting", async () => {
    const tree = workbench.tree("Registries");
    const silent = hostOf("silent");
    await tree.expand(silent);
    await workbench.page.locator(".part.sidebar .monaco-progress-container.active").first().waitFor();

    for (const [name, { sentence }] of Object.entries(cases)) {
      const host = hostOf(name);
      await tree.expand(host);
      const { level } = await tree.waitForRow(sentence(host));
      assert.equal(level, 2, name);
      await expectEventually(
        () => Promise.resolve(workbench.log("Container Registries")),
        sentence(host),
        `the log, of one where ${name},`,
      );
      await tree.collapse(host);
    }
    await tree.expand(hostOf("sound"));
    await tree.waitForRow("demo/hello");
    await tree.collapse(hostOf("sound"));

    await tree.waitForRow(`${silent} did not answer in time.`);
    await workbench.screenshot("bad-input");
  });

  test("a request ends when its registry is folded, and comes anew when it is unfolded", async () => {
    const tree = workbench.tree("Registries");
    const { host } = stalled;
    const requests = (): Promise<number> => Promise.resolve(stalled.requests.entries.length);
    await tree.expand(host);
    await eventually(requests, (count) => count === 1, "a request");
    await tree.collapse(host);
    await stalled.drained();
    await tree.expand(host);
    await eventually(requests, (count) => count === 2, "another request");
    assert.ok((await tree.rows()).every(({ label }) => label !== "Load more…"));
    await tree.collapse(host);
    await stalled.drained();
  });

  describe("a login whose config.json", () => {
    const settingsFile = (): string => path.join(workbench.sandbox.folder, "server/data/Machine/settings.json");
    const keepIn = async (directory: string): Promise<void> => {
      const settings = JSON.parse(readFileSync(settingsFile(), "utf8")) as object;
      writeFileSync(settingsFile(), JSON.stringify({ ...settings, "containerRegistries.credentials.dockerConfig": directory }));
      await workbench.page.locator(".part.sidebar .message", { hasText: `Logins are in ${directory}` }).waitFor();
    };

    test("lies below a file says so before it asks for a password", async () => {
      const directory = path.join(workbench.sandbox.workspace, "README.md/docker");
      await keepIn(directory);
      await workbench.runCommand("Container Registries: Log In…");
      await workbench.quickInput.waitFor("(1/3)");
      await workbench.quickInput.type(hostOf("sound"));
      await workbench.quickInput.pick(`Log in to ${hostOf("sound")}`);
      const { severity } = await workbench.notifications.waitFor(`${directory}/config.json cannot be read (ENOTDIR).`);
      assert.equal(severity, "error");
      await workbench.quickInput.waitForClosed();
      await workbench.notifications.dismissAll();
    });

    test(
      "may not be written says so, and that nothing was",
      { skip: !existsSync("/sys") && "needs a directory that nobody may write to" },
      async () => {
        const directory = "/sys/container-registries";
        await keepIn(directory);
        const { quickInput } = workbench;
        await workbench.runCommand("Container Registries: Log In…");
        await quickInput.waitFor("(1/");
        await quickInput.type(hostOf("sound"));
        await quickInput.pick(`Log in to ${hostOf("sound")}`);
        await quickInput.waitFor("(2/3)");
        await quickInput.enter(account.username);
        await quickInput.waitFor("(3/3)");
        await quickInput.enter(account.password);
        const waysOut = await eventually(
          () => quickInput.rows(),
          (rows) => rows.some(({ label }) => label === "Try again"),
          "the way out",
        );
        const message = waysOut.map(({ label, detail }) => `${label} ${detail}`.trim()).join(" ");
        assert.ok(message.includes(`${directory}/config.json cannot be written`), message);
        assert.match(message, /\((?:EPERM|EACCES|EROFS)\)\. It is unchanged\. (?:You do not have permission|The file system is read-only)/);
        assert.equal(existsSync(directory), false);
        await workbench.screenshot("bad-input-read-only");
        await quickInput.cancel();
      },
    );
  });
});
