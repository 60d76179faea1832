import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, test, describe } from "node:test";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { createLoginPorts } from "../../../support/loginPorts.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";

// Within a suite: hooks of a file must not run for the tests of others in the same process.
describe("a host that pulls go to", () => {
  // A registry whose hosts.toml names another host as its server, and both ask for a login.
  const started: { registry?: RunningRegistry; other?: RunningRegistry; directory: string } = { directory: "" };
  before(async () => {
    started.registry = await startRegistry({ auth: { kind: "bearer", accounts: [{ username: "alice", password: "of the registry" }] } });
    started.other = await startRegistry({ auth: { kind: "bearer", accounts: [{ username: "alice", password: "of the other" }] } });
  });
  after(() => Promise.all([started.registry?.close(), started.other?.close()]));
  beforeEach(() => {
    started.directory = mkdtempSync(path.join(tmpdir(), "container-registries-pull-host-"));
  });
  afterEach(() => rmSync(started.directory, { recursive: true }));

  const hosts = () => ({ registry: started.registry?.host ?? "", other: started.other?.host ?? "" });

  function logInWith(moves: readonly Move[], { asDefault = false, host }: { readonly asDefault?: boolean; readonly host?: string } = {}) {
    const root = path.join(started.directory, "certs.d");
    const directory = path.join(root, asDefault ? "_default" : hosts().registry);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, "hosts.toml"), `server = "http://${hosts().other}"\n`);
    started.registry?.requests.clear();
    started.other?.requests.clear();
    const script = createLoginPorts(started.directory, moves, { roots: [root] });
    return { ...script, result: logIn(host === undefined ? {} : { host }, script.ports) };
  }

  const sent = (registry: RunningRegistry | undefined): number =>
    registry?.requests.entries.filter(({ headers }) => headers.authorization !== undefined).length ?? NaN;
  const saved = (): unknown => {
    const file = path.join(started.directory, "config.json");
    return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, "utf8")).auths) : [];
  };
  const loggedIn = (host: string) => ({ kind: "loggedIn", host });

  for (const asDefault of [false, true]) {
    test(`the person says which of the two hosts a login is for (${asDefault ? "_default" : "of its own"})`, async () => {
      const { registry, other } = hosts();
      const first = logInWith(
        [{ type: registry, as: "Log in to {0}" }, { pickHost: registry }, { type: "alice" }, { type: "of the registry" }],
        { asDefault },
      );
      const { kind, host } = (await first.result) as { readonly kind: string; readonly host: string };
      assert.deepEqual({ kind, host }, loggedIn(registry));
      assert.deepEqual(saved(), [registry]);
      assert.equal(sent(started.other), 0, "the other host has seen no login");
      assert.ok(sent(started.registry) > 0);
      rmSync(path.join(started.directory, "config.json"));

      const second = logInWith(
        [{ type: registry, as: "Log in to {0}" }, { pickHost: other }, { type: "alice" }, { type: "of the other" }],
        {
          asDefault,
        },
      );
      assert.equal(((await second.result) as { readonly host: string }).host, other);
      assert.deepEqual(saved(), [other]);
      assert.equal(sent(started.registry), 0, "the registry has seen no login");
    });
  }

  test("a login that starts from the tree asks it, too, and Back leads to the question", async () => {
    const { registry, other } = hosts();
    const { result } = logInWith([{ pickHost: other }, "back", { pickHost: registry }, { type: "alice" }, { type: "of the registry" }], {
      host: registry,
    });
    assert.equal(((await result) as { readonly host: string }).host, registry);
    assert.equal(sent(started.other), 0);
  });

  test("Escape at the question writes nothing, and asks nobody for anything with a login", async () => {
    const { result } = logInWith(["escape"], { host: hosts().registry });
    assert.deepEqual(await result, { kind: "cancelled" });
    assert.deepEqual(saved(), []);
    assert.equal(sent(started.registry) + sent(started.other), 0);
  });
});
