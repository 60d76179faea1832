import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { Credential } from "../../../src/core/credential.ts";
import type { Logger } from "../../../src/core/logger.ts";
import { Secret } from "../../../src/core/secret.ts";
import type { CredentialStore, SaveOptions, SavePlan } from "../../../src/credentials/credentialStore.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { MemoryFileSystem } from "./support/memoryFileSystem.ts";
import { configPath, testStore } from "./support/testStore.ts";
import { type FileShape, goText } from "./support/vectors.ts";

const canary = "canary-7d3f";
const basic: Credential = { kind: "basic", username: "u", password: new Secret("p") };
const token: Credential = { kind: "identityToken", username: "u", token: new Secret("IT") };
const plain = { auth: "dTpw" };

function written(files: MemoryFileSystem): unknown {
  return JSON.parse(files.text(configPath) ?? "null");
}

interface SaveCase {
  readonly what: string;
  readonly config: FileShape;
  readonly credential?: Credential;
  readonly host?: string;
  readonly options?: SaveOptions;
  /** The file after, and the keys that the helper was given. */
  readonly after: FileShape;
  readonly stored?: readonly string[];
}

const twin = { h: plain, "h:443": plain };
const markers = { h: {}, "h:443": {} };

const saves: readonly SaveCase[] = [
  { what: "a port is part of the key", config: {}, host: "H:80", after: { auths: { "H:80": plain } } },
  {
    what: "an identity token",
    config: {},
    host: "h:1",
    credential: token,
    after: { auths: { "h:1": { auth: "dTo=", identitytoken: "IT" } } },
  },
  {
    what: "an identity token without a user",
    config: {},
    host: "h:1",
    credential: { ...token, username: "" },
    after: { auths: { "h:1": { identitytoken: "IT" } } },
  },
  {
    what: "a registry token stays in the file, whatever helper there is",
    config: { credsStore: "lab" },
    host: "h:1",
    credential: { kind: "registryToken", token: new Secret("RT") },
    after: { auths: { "h:1": { registrytoken: "RT" } }, credsStore: "lab" },
  },
  {
    what: "the twin follows a mapping",
    config: { credHelpers: { h: "lab" } },
    after: { auths: markers, credHelpers: { h: "lab" } },
    stored: ["h", "h:443"],
  },
  {
    what: "the host follows its twin's mapping",
    config: { credHelpers: { "h:443": "lab" } },
    after: { auths: markers, credHelpers: { "h:443": "lab" } },
    stored: ["h", "h:443"],
  },
  {
    what: "an empty mapping means the file",
    config: { credsStore: "lab", credHelpers: { h: "" } },
    after: { auths: twin, credsStore: "lab", credHelpers: { h: "" } },
  },
  {
    what: "one registry is kept in the file beside a store",
    config: { credsStore: "lab" },
    options: { store: "file" },
    after: { auths: twin, credsStore: "lab", credHelpers: { h: "", "h:443": "" } },
  },
  {
    what: "a store that is out of reach goes, and the mappings of others stay",
    config: { auths: { x: {} }, credsStore: "desktop", credHelpers: { h: "", x: "lab" } },
    options: { store: { withoutStore: "desktop" } },
    after: { auths: { ...twin, x: {} }, credHelpers: { x: "lab" } },
  },
  {
    what: "choosing the file drops a mapping",
    config: { credHelpers: { h: "ecr-login", x: "lab" } },
    options: { store: "file" },
    after: { auths: twin, credHelpers: { x: "lab" } },
  },
  {
    what: "replacing a mapping falls back to the store",
    config: { credsStore: "lab", credHelpers: { h: "ecr-login" } },
    options: { replaceMapping: true },
    after: { auths: markers, credsStore: "lab" },
    stored: ["h", "h:443"],
  },
  {
    what: "replacing a mapping falls back to the file",
    config: { credHelpers: { h: "ecr-login" } },
    options: { replaceMapping: true },
    after: { auths: twin },
  },
  {
    what: "a helper becomes the store",
    config: { credHelpers: { h: "ecr-login" } },
    options: { store: { helper: "lab", as: "credsStore" } },
    after: { auths: markers, credsStore: "lab" },
    stored: ["h", "h:443"],
  },
  {
    what: "a helper becomes the registry's own",
    config: { credsStore: "other" },
    options: { store: { helper: "lab", as: "credHelpers" } },
    after: { auths: markers, credsStore: "other", credHelpers: { h: "lab", "h:443": "lab" } },
    stored: ["h", "h:443"],
  },
];

void describe("saving", () => {
  for (const { what, config, credential = basic, host = "h", options, after, stored = [] } of saves) {
    void test(what, async () => {
      const { store, files, spawn } = testStore(goText(config));
      const result = await store.save(host, credential, options);
      assert.equal(files.text(configPath), goText(after));
      assert.deepEqual(
        spawn.calls.map(([, input]) => (JSON.parse(input) as { ServerURL: string }).ServerURL),
        stored,
      );
      assert.equal(result.helper, stored.length === 0 ? undefined : "lab");
    });
  }

  const refused: readonly (readonly [what: string, code: string, credential: Credential, config: object])[] = [
    ["no user name", "invalid-username", { ...basic, username: " " }, {}],
    ["a colon in the user name", "invalid-username", { ...basic, username: "a:b" }, {}],
    ["a line break in the user name", "invalid-username", { ...basic, username: "a\nb" }, {}],
    ["a colon in an identity token's user name", "invalid-username", { ...token, username: "a:b" }, {}],
    ["no password", "invalid-secret", { ...basic, password: new Secret("\r\n") }, {}],
    ["a NUL in the password", "invalid-secret", { ...basic, password: new Secret("a\0") }, {}],
    ["a helper that only hands out", "helper-cannot-store", basic, { credHelpers: { h: "ecr-login" } }],
    ["a helper that is not installed", "helper-not-found", basic, { credsStore: "gone" }],
    ["a helper's name with a path", "helper-name-invalid", basic, { credsStore: "../../tmp/x" }],
    [
      "a secret over the limit of Windows",
      "secret-too-long-for-wincred",
      { ...basic, password: new Secret("x".repeat(2561)) },
      { credsStore: "wincred" },
    ],
    ["a damaged entry of another registry", "config-invalid-entry", basic, { auths: { o: { auth: "!" } } }],
  ];
  for (const [what, code, credential, config] of refused) {
    void test(`${what} is refused before anything is written`, async () => {
      const { store, files, spawn } = testStore(JSON.stringify(config), { spawn: new LabSpawn("", ["docker-credential-wincred"]) });
      await assert.rejects(store.save("h", credential), { code });
      assert.deepEqual([written(files), spawn.calls], [config, []]);
    });
  }

  void test("the user name is trimmed, and one line end of the password dropped", async () => {
    const { store } = testStore(null);
    await store.save("h", { kind: "basic", username: " u ", password: new Secret(" p \n\n") });
    const found = await store.lookup("h");
    assert.deepEqual(found?.credential.kind === "basic" && [found.credential.username, found.credential.password.reveal()], ["u", " p \n"]);
  });

  void test("a login that the file refuses is taken back from the helper", async () => {
    const { store, files, spawn } = testStore('{"credsStore":"lab","auths":{"h:443":{}}}');
    files.before = (name) => {
      if (name === "rename") throw Object.assign(new Error("full"), { code: "ENOSPC" });
    };
    await assert.rejects(store.save("h", basic), { code: "disk-full" });
    assert.deepEqual(
      spawn.calls.filter(([action]) => action === "erase"),
      [["erase", "h"]],
    );
  });

  void test("a file that is damaged is refused before its helper gets the login", async () => {
    const { store, spawn } = testStore('{"credsStore":"lab","auths":{"o":{"auth":"!"}}}');
    await assert.rejects(store.save("h", basic), { code: "config-invalid-entry" });
    assert.deepEqual(spawn.calls, []);
  });

  void test("a file that nothing can replace is written in place when the person says so, with a helper and without", async () => {
    for (const config of ["{}", '{"credsStore":"lab"}']) {
      const { store, files } = testStore(config);
      files.before = (name) => {
        if (name === "rename") throw Object.assign(new Error("mounted"), { code: "EBUSY" });
      };
      await assert.rejects(store.save("h", basic), { code: "config-mounted" });
      await store.save("h", basic, { writeInPlace: true });
      assert.deepEqual(Object.keys((written(files) as { readonly auths: object }).auths), ["h", "h:443"]);
    }
  });

  void test("cancelled before the file takes its place, nothing is stored", async () => {
    const { store, files } = testStore("{}");
    const controller = new AbortController();
    files.before = (name) => {
      if (name === "createFile") controller.abort();
    };
    await assert.rejects(store.save("h", basic, { signal: controller.signal }), { name: "AbortError" });
    assert.deepEqual(written(files), {});
  });

  void test("a store that the save itself names is told, so that a logout can take it back", async () => {
    const added = async (config: string, as: "credsStore" | "credHelpers"): Promise<string | undefined> =>
      (await testStore(config).store.save("h", basic, { store: { helper: "lab", as } })).addedStore;
    assert.equal(await added("{}", "credsStore"), "lab");
    assert.equal(await added('{"credsStore":"other"}', "credsStore"), undefined);
    assert.equal(await added("{}", "credHelpers"), undefined);
  });

  void test("another store than the one that was to go stays, and nothing is written", async () => {
    const { store, files } = testStore('{"credsStore":"lab"}');
    await assert.rejects(store.save("h", basic, { store: { withoutStore: "desktop" } }), {
      code: "config-changed",
      params: { path: configPath },
    });
    assert.deepEqual(written(files), { credsStore: "lab" });
  });

  void test("what a save adds to credHelpers is told, so that a logout can take it back", async () => {
    const mapped = async (config: string, options?: SaveOptions): Promise<string | undefined> =>
      (await testStore(config).store.save("h", basic, options)).mapped;
    assert.equal(await mapped('{"credsStore":"lab"}', { store: "file" }), "");
    assert.equal(await mapped('{"credsStore":"other"}', { store: { helper: "lab", as: "credHelpers" } }), "lab");
    assert.equal(await mapped('{"credsStore":"lab","credHelpers":{"h":"","h:443":""}}', { store: "file" }), undefined);
    assert.equal(await mapped('{"credsStore":"lab"}'), undefined);
    assert.equal(await mapped("{}", { store: "file" }), undefined);
  });

  void test("a store that is configured while we save is not passed by", async () => {
    const { store, files } = testStore("{}");
    files.before = (name, path) => {
      if (name === "createFile" && path.endsWith(".lock")) files.write(configPath, '{"credsStore":"lab"}');
    };
    await assert.rejects(store.save("h", basic), { code: "config-changed" });
    assert.deepEqual(written(files), { credsStore: "lab" });
  });

  void test("cancelled before the helper is asked, nothing is stored", async () => {
    const { store, files, spawn } = testStore('{"credsStore":"lab"}');
    await assert.rejects(store.save("h", basic, { signal: AbortSignal.abort() }), { name: "AbortError" });
    assert.deepEqual([spawn.calls, written(files)], [[], { credsStore: "lab" }]);
  });

  void test("cancelled after the helper has taken it, the login is finished", async () => {
    const { store, files, spawn } = testStore('{"credsStore":"lab"}');
    const controller = new AbortController();
    spawn.reply = () => {
      controller.abort();
      return {};
    };
    await store.save("h", basic, { signal: controller.signal });
    assert.deepEqual(written(files), { auths: markers, credsStore: "lab" });
  });
});

void describe("planning a save", () => {
  async function planFor(config: object, installed: readonly string[] = [], environment: Record<string, string> = {}): Promise<SavePlan> {
    return await testStore(JSON.stringify(config), { spawn: new LabSpawn("", installed), environment }).store.planSave("h");
  }
  const passInstalled = ["pass", "docker-credential-pass"];

  void test("offers the system's store where none is configured", async () => {
    assert.deepEqual((await planFor({}, passInstalled)).nativeStore, { helper: "pass", isDockersChoice: true });
    assert.deepEqual((await planFor({ auths: { o: {} } }, passInstalled)).nativeStore, { helper: "pass", isDockersChoice: false });
    assert.deepEqual((await planFor({}, ["docker-credential-secretservice"])).nativeStore?.helper, "secretservice");
    assert.equal((await planFor({}, ["docker-credential-pass"])).nativeStore, undefined);
    assert.equal((await planFor({ credsStore: "lab" }, passInstalled)).nativeStore, undefined);
  });

  void test("says what stands in the way", async () => {
    assert.equal((await planFor({ credHelpers: { h: "ecr-login" } })).storeProblem?.code, "helper-cannot-store");
    assert.deepEqual((await planFor({ credHelpers: { "h:443": "ecr-login" } })).mapping, { keys: ["h:443"], helper: "ecr-login" });
    assert.equal((await planFor({ credsStore: "gone" })).storeProblem?.code, "helper-not-found");
    assert.equal((await planFor({ credsStore: "a/b" })).storeProblem?.code, "helper-name-invalid");
    assert.equal((await planFor({ psFormat: 1 })).blockedBy?.code, "config-wrong-type");
    assert.equal(
      (await testStore(null, { files: new MemoryFileSystem().mkdir(configPath) }).store.planSave("h")).blockedBy?.code,
      "config-unreadable",
    );
  });

  void test("announces DOCKER_AUTH_CONFIG", async () => {
    const variable = "DOCKER_AUTH_CONFIG";
    assert.deepEqual((await planFor({}, [], { [variable]: '{"auths":{"h":{"auth":"dTpw"}}}' })).environment, {
      variable,
      affects: "this-registry",
    });
    assert.deepEqual((await planFor({}, [], { [variable]: '{"auths":{}}' })).environment, { variable, affects: "others" });
    assert.equal((await planFor({})).environment, undefined);
  });
});

void describe("looking up", () => {
  const entry = (name: string): object => ({ auth: Buffer.from(`${name}:p`).toString("base64") });
  const podman = { "/run/u/containers/auth.json": JSON.stringify({ auths: { h: entry("podman"), "only.podman": entry("podman") } }) };

  async function find(auths: object, host: string, environment: Record<string, string> = {}): Promise<string> {
    const files = new MemoryFileSystem();
    for (const [path, content] of Object.entries(podman)) files.write(path, content);
    const { store } = testStore(JSON.stringify({ auths }), { files, environment: { XDG_RUNTIME_DIR: "/run/u", ...environment } });
    const found = await store.lookup(host);
    return found?.credential.kind === "basic" ? `${found.credential.username} ${found.origin.kind} ${found.origin.key}` : "nothing";
  }

  void test("takes the first spelling in the documented order", async () => {
    const spellings = ["h", "h:443", "https://h:443", "http://h:443", "https://h", "http://h"];
    for (let first = 0; first < spellings.length; first++) {
      const auths = Object.fromEntries(spellings.slice(first).map((key) => [key, entry(`u${first}`)]));
      // docker's scan finds the URL forms of `h` before nerdctl's list comes to `h:443`.
      const expected = first === 0 || first === 5 ? spellings[first] : "https://h";
      assert.equal(await find(auths, "https://h/v2/"), `u${first} file ${expected}`);
    }
  });

  void test("an empty entry hides nothing but its own other spellings", async () => {
    assert.equal(await find({ h: {}, "h:443": entry("twin") }, "h"), "twin file h:443");
  });

  void test("DOCKER_AUTH_CONFIG beats the file, and podman's files come last", async () => {
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { h: entry("env") } }) };
    assert.equal(await find({ h: entry("file") }, "h", environment), "env environment h");
    assert.equal(await find({ h: entry("file") }, "h"), "file file h");
    assert.equal(await find({}, "h"), "podman podman h");
    assert.equal(await find({}, "only.podman", { REGISTRY_AUTH_FILE: "/none" }), "nothing");
  });

  void test("callers that ask at the same time share one run of the helper", async () => {
    const { store, spawn } = testStore('{"credsStore":"lab"}', { spawn: new LabSpawn("plain") });
    const found = await Promise.all([store.lookup("h"), store.lookup("https://h:443"), store.lookup("h/ns")]);
    assert.deepEqual([spawn.calls.length, new Set(found).size], [1, 1]);
  });

  void test("a helper that is missing is an error, not anonymity", async () => {
    await assert.rejects(testStore('{"credsStore":"gone"}').store.lookup("h"), { code: "helper-not-found" });
  });
});

void describe("the overview", () => {
  void test("folds spellings, hides Docker Hub's session, runs no helper", async () => {
    const hub = "https://index.docker.io/v1/";
    const config = {
      auths: {
        [hub]: plain,
        [`${hub}access-token`]: plain,
        [`${hub}refresh-token`]: plain,
        "docker.io": plain,
        ...twin,
        "https://h/v1/": plain,
        "H:1": {},
        o: { auth: "!" },
      },
      credHelpers: { "mapped.example": "ecr-login" },
    };
    const files = new MemoryFileSystem().write("/home/me/.config/containers/auth.json", JSON.stringify({ auths: { "p/ns": plain } }));
    const { store, spawn } = testStore(JSON.stringify(config), {
      files,
      environment: { DOCKER_AUTH_CONFIG: "junk", XDG_RUNTIME_DIR: "/run/u" },
    });
    const { registries, problems } = await store.registries();
    assert.deepEqual(
      registries.map(({ host, keys, source, helper, hasCredential }) => [host, keys.length, source.kind, helper, hasCredential]),
      [
        ["H:1", 1, "config", undefined, "no"],
        ["docker.io", 2, "config", undefined, "yes"],
        ["h", 3, "config", undefined, "yes"],
        ["mapped.example", 1, "config", "ecr-login", "helper"],
        ["o", 1, "config", undefined, "no"],
        ["p", 1, "podman", undefined, "yes"],
      ],
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["config-invalid-entry", "environment-invalid", "hub-key-not-read"],
    );
    assert.deepEqual(spawn.calls, []);
  });

  void test("tells where the file stops making sense", async () => {
    const { problems } = await testStore('{\n\t"auths": {,}\n}').store.registries();
    assert.deepEqual(
      problems.map(({ code, params }) => [code, params["line"], params["column"]]),
      [["config-invalid-json", 2, 12]],
    );
  });

  void test("tells what it cannot read", async () => {
    const { registries, problems } = await testStore(null, { files: new MemoryFileSystem().mkdir(configPath) }).store.registries();
    assert.deepEqual([registries, problems.map(({ code }) => code)], [[], ["config-unreadable"]]);
  });
});

void describe("the registries that only a helper knows", () => {
  const list = JSON.stringify({ h: "u", "only.example": "u", "only.example:443": "u", "https://index.docker.io/v1/access-token": "u" });

  void test("are those of credsStore, without what a file names", async () => {
    const { store, spawn } = testStore('{"auths":{"h":{}},"credHelpers":{"m":"other"},"credsStore":"lab"}');
    spawn.reply = () => ({ stdout: list });
    const found = await store.registriesInHelper();
    assert.deepEqual(
      found.map(({ host, keys, source, helper }) => [host, keys, source.kind, helper]),
      [["only.example", ["only.example", "only.example:443"], "helper", "lab"]],
    );
    assert.deepEqual(
      spawn.calls.map(([action]) => action),
      ["list"],
    );
  });

  void test("are none without credsStore, and nothing is run", async () => {
    const { store, spawn } = testStore('{"credHelpers":{"m":"lab"}}');
    assert.deepEqual([await store.registriesInHelper(), spawn.calls], [[], []]);
  });

  void test("are not known where the helper fails", async () => {
    await assert.rejects(testStore('{"credsStore":"gone"}').store.registriesInHelper(), { code: "helper-not-found" });
  });
});

void describe("logging out", () => {
  void test("removes every spelling of the host, and keeps podman's namespaces", async () => {
    const auths = { h: plain, "h:443": plain, "http://h": plain, "https://h/v1/": plain, "h/ns": plain, "h:1": plain, hh: plain };
    const { store, files } = testStore(JSON.stringify({ auths }));
    const { removed, kept } = await store.erase("h");
    assert.deepEqual(removed.map(({ key }) => key).toSorted(), ["h", "h:443", "http://h", "https://h/v1/"]);
    assert.deepEqual([kept, Object.keys((written(files) as { auths: object }).auths)], [["h/ns"], ["h/ns", "h:1", "hh"]]);
  });

  void test("cleans up Docker Hub's session, and what docker wrote under plain names", async () => {
    const hub = "https://index.docker.io/v1/";
    const auths = {
      [hub]: plain,
      [`${hub}refresh-token`]: plain,
      "docker.io": plain,
      "index.docker.io": plain,
      "registry-1.docker.io:443": plain,
    };
    const { store, files } = testStore(JSON.stringify({ auths }));
    assert.equal((await store.erase("")).removed.length, 5);
    assert.deepEqual(written(files), { auths: {} });
  });

  void test("tells a mapping, and removes it when asked to", async () => {
    const config = { auths: markers, credHelpers: { h: "lab", x: "lab" } };
    const asked = testStore(JSON.stringify(config));
    assert.deepEqual((await asked.store.erase("h")).mapping, { keys: ["h"], helper: "lab", isRemoved: false });
    assert.deepEqual(written(asked.files), { auths: {}, credHelpers: config.credHelpers });
    const removing = testStore(JSON.stringify(config));
    assert.equal((await removing.store.erase("h", { removeMapping: "any" })).mapping?.isRemoved, true);
    assert.deepEqual(written(removing.files), { auths: {}, credHelpers: { x: "lab" } });
  });

  void test("a mapping goes only where it is the one that was meant, and the store behind it forgets its older login", async () => {
    const config = { auths: twin, credsStore: "lab", credHelpers: { h: "", "h:443": "" } };
    const kept = testStore(JSON.stringify(config));
    assert.equal((await kept.store.erase("h", { removeMapping: { to: "lab" } })).mapping?.isRemoved, false);
    assert.deepEqual(written(kept.files), { auths: {}, credsStore: "lab", credHelpers: config.credHelpers });
    assert.ok(kept.spawn.calls.every(([, key]) => key !== "h" && key !== "h:443"));
    const { store, files, spawn } = testStore(JSON.stringify(config));
    const { mapping, removed } = await store.erase("h", { removeMapping: { to: "" } });
    assert.equal(mapping?.isRemoved, true);
    assert.deepEqual(written(files), { auths: {}, credsStore: "lab" });
    assert.deepEqual(
      removed.map(({ where, key }) => [where, key]),
      [
        [configPath, "h"],
        [configPath, "h:443"],
      ],
    );
    assert.deepEqual(spawn.calls.slice(0, 2), [
      ["erase", "h"],
      ["erase", "h:443"],
    ]);
  });

  void test("a mapping goes although the store behind it is not there", async () => {
    const { store, files } = testStore(JSON.stringify({ auths: twin, credsStore: "desktop", credHelpers: { h: "" } }));
    assert.deepEqual((await store.erase("h", { removeMapping: { to: "" } })).failures, []);
    assert.deepEqual(written(files), { auths: {}, credsStore: "desktop" });
  });

  void test("where the helper fails, its entry and the mapping that leads to it stay", async () => {
    const config = { auths: markers, credHelpers: { h: "lab" } };
    const { store, files, spawn } = testStore(JSON.stringify(config));
    spawn.reply = () => ({ exitCode: 1, stdout: "keychain is locked\n" });
    const { mapping, failures } = await store.erase("h", { removeMapping: { to: "lab" } });
    assert.deepEqual([mapping?.isRemoved, failures[0]?.params["reason"]], [false, "locked"]);
    assert.deepEqual(written(files), config);
  });

  void test("a helper that keeps nothing itself has nothing to erase", async () => {
    const ecrLogin = new LabSpawn("", ["docker-credential-ecr-login"]);
    const { store, files, spawn } = testStore(JSON.stringify({ auths: markers, credHelpers: { h: "ecr-login" } }), { spawn: ecrLogin });
    spawn.reply = () => ({ exitCode: 1, stdout: "not implemented\n" });
    const { removed, failures } = await store.erase("h");
    assert.deepEqual([removed.map(({ where, key }) => `${where} ${key}`), failures], [[`${configPath} h`, `${configPath} h:443`], []]);
    assert.deepEqual(written(files), { auths: {}, credHelpers: { h: "ecr-login" } });
  });

  void test("an older login of the store does not count as removed where its helper only hands out", async () => {
    const spawn = new LabSpawn("", ["docker-credential-ecr-login"]);
    spawn.reply = () => ({ exitCode: 1, stdout: "not implemented\n" });
    await assert.rejects(testStore('{"credsStore":"ecr-login"}', { spawn }).store.removeFromStore("h"), { code: "helper-cannot-store" });
    spawn.reply = () => ({});
    await testStore('{"credsStore":"ecr-login"}', { spawn }).store.removeFromStore("h");
  });

  void test("another one that cannot erase may go on handing the login out, so that its entry stays", async () => {
    const config = { auths: markers, credHelpers: { h: "lab" } };
    const { store, files, spawn } = testStore(JSON.stringify(config));
    spawn.reply = () => ({ exitCode: 1, stdout: "erase: operation not implemented while locked\n" });
    const { removed, failures } = await store.erase("h");
    assert.deepEqual([removed, failures.length > 0], [[], true]);
    assert.deepEqual(written(files), config);
  });
});

void test("a secret is in no error, no log line, no argument and no result, whatever goes wrong", async () => {
  const secret: Credential = { kind: "basic", username: "u", password: new Secret(canary) };
  const encoded = Buffer.from(`u:${canary}`).toString("base64");
  const seen: unknown[] = [];
  const keep = (message: string): void => void seen.push(message);
  const logger: Logger = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
  const configs = [
    "{}",
    '{"credsStore":"lab"}',
    `{"auths":{"h":{"auth":"${encoded}"}`,
    `{"auths":{"h":{"auth":"${encoded}-"}}}`,
    `{"auths":{"h":{"auth":"${encoded}"}}}`,
  ];
  for (const config of configs) {
    for (const exitCode of [0, 1]) {
      const { store, spawn } = testStore(config, { logger, environment: { DOCKER_AUTH_CONFIG: `{"auths":{"h":"${canary}"}}` } });
      spawn.reply = (action) => ({
        exitCode,
        stdout: action === "list" ? '{"h":"u"}' : `{"Username":"u","Secret":"${canary}"}`,
        stderr: canary,
      });
      const flows = [
        () => store.save("h", secret),
        () => store.lookup("h"),
        () => store.registries(),
        () => store.planSave("h"),
        () => store.registriesInHelper(),
        () => store.erase("h"),
      ];
      for (const flow of flows) seen.push(await flow().catch((error: unknown) => error));
      for (const { program, args, env } of spawn.requests) seen.push(program, args, env);
    }
  }
  const shown = inspect(seen, { depth: 20, showHidden: true, maxArrayLength: 1000 });
  assert.ok(!shown.includes(canary) && !shown.includes(encoded));
});

void test("a password that stands in a key is in no log line, and in no error", async () => {
  const key = `https://u:${canary}@h/`;
  const seen: string[] = [];
  const keep = (message: string): void => void seen.push(message);
  const logger: Logger = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
  const config = JSON.stringify({ auths: { [key]: { auth: Buffer.from("u:p").toString("base64") } } });
  const flows: readonly ((store: CredentialStore) => Promise<unknown>)[] = [
    (store) => store.erase("h"),
    (store) => store.eraseKey(key),
    (store) => store.removeEntries([{ path: configPath, key }]),
  ];
  for (const flow of flows) await flow(testStore(config, { logger }).store);
  assert.deepEqual(
    seen,
    Array.from(flows, () => `“https://h/” was removed from ${configPath}`),
  );
  const { problems } = await testStore(null, { environment: { DOCKER_AUTH_CONFIG: `{"auths":{"${key}":{}}}` } }).store.registries();
  assert.deepEqual(
    problems.map(({ params }) => params["detail"]),
    ['no usable "auth" for https://h/'],
  );
});
