import assert from "node:assert/strict";
import { test } from "node:test";
import type { CredentialsError } from "../../../src/credentials/credentialsError.ts";
import { configPath, testStore } from "./support/testStore.ts";

const entry = { auth: "dTpw" };
const podmanPath = "/run/auth.json";
const environment = { REGISTRY_AUTH_FILE: podmanPath };

function storeWith(config: object, podman?: object) {
  const made = testStore(JSON.stringify(config), { environment });
  made.files.mkdir("/run");
  if (podman !== undefined) made.files.write(podmanPath, JSON.stringify(podman));
  return made;
}

const cases: readonly (readonly [
  what: string,
  host: string,
  auths: object,
  expected: readonly (readonly [key: string, kind: string])[],
])[] = [
  [
    "Docker Hub's other names",
    "docker.io",
    { "https://index.docker.io/v1/": entry, "docker.io": entry, "index.docker.io": entry, "docker.io/library": entry },
    [
      ["docker.io", "spelling"],
      ["index.docker.io", "spelling"],
      ["docker.io/library", "part"],
    ],
  ],
  [
    "addresses of the registry, with and without a path",
    "h",
    { h: entry, "h:443": entry, "https://h/v1/": entry, "http://h": entry, "h/team/app": entry },
    [
      ["https://h/v1/", "spelling"],
      ["http://h", "spelling"],
      ["h/team/app", "part"],
    ],
  ],
  ["no others: another port, another host, an empty entry", "h", { "h:80": entry, "h.example/h": entry, "https://h": {} }, []],
  [
    "no session of docker's own",
    "docker.io",
    { "https://index.docker.io/v1/access-token": entry, "https://index.docker.io/v1/refresh-token": entry },
    [],
  ],
];
for (const [what, host, auths, expected] of cases) {
  test(`entries that a login leaves: ${what}`, async () => {
    const { older = [] } = await storeWith({ auths }).store.planSave(host);
    assert.deepEqual(
      older.map(({ path, key, kind }) => [path, key, kind]),
      expected.map(([key, kind]) => [configPath, key, kind]),
    );
  });
}

test("with a key of Docker Hub that docker never reads, its warning goes", async () => {
  const { store } = storeWith({ auths: { "https://index.docker.io/v1/": entry, "docker.io": entry } });
  const warnings = async () => (await store.registries()).problems.map(({ code }) => code);
  assert.deepEqual(await warnings(), ["hub-key-not-read"]);
  await store.removeEntries([{ path: configPath, key: "docker.io" }]);
  assert.deepEqual(await warnings(), []);
});

test("podman's own files come after config.json, and go entry by entry", async () => {
  const auths = { h: entry, "h/team": entry, "other.example": entry };
  const made = storeWith({ auths: { "http://h": entry } }, { auths, credHelpers: { x: "lab" } });
  const { older = [] } = await made.store.planSave("h");
  assert.deepEqual(
    older.map(({ key, kind }) => [key, kind]),
    [
      ["http://h", "spelling"],
      ["h", "podman"],
      ["h/team", "podman"],
    ],
  );
  await made.store.removeEntries(older.filter(({ key }) => key !== "h/team"));
  assert.deepEqual(JSON.parse(made.files.text(configPath) ?? ""), { auths: {} });
  assert.deepEqual(JSON.parse(made.files.text(podmanPath) ?? ""), {
    auths: { "h/team": entry, "other.example": entry },
    credHelpers: { x: "lab" },
  });
});

test("a repository's login is the longest key that is its beginning, config.json's before podman's", async () => {
  const other = { auth: "eDp5" };
  const { store } = storeWith(
    { auths: { h: entry, "h/team": entry, "h/team/app": other, "h/team/empty": {}, "docker.io/acme": other } },
    { auths: { "h/team/app": entry, "h/ops": entry } },
  );
  const parts: readonly (readonly [host: string, repository: string, key: string | undefined])[] = [
    ["h", "team/app", "h/team/app"],
    ["h", "team/app/sub", "h/team/app"],
    ["h", "team/application", "h/team"],
    ["h", "team/empty", "h/team"],
    ["h", "ops/x", "h/ops"],
    ["h", "teams/app", undefined],
    ["h:80", "team/app", undefined],
    ["docker.io", "acme/app", "docker.io/acme"],
  ];
  for (const [host, repository, key] of parts) assert.equal(await store.partOf(host, repository), key, `${host}/${repository}`);
  const found = await store.lookupPart("h/team/app");
  assert.deepEqual(found?.kind === "basic" && [found.username, found.password.reveal()], ["x", "y"]);
  assert.equal(await store.lookupPart("h/none"), undefined);
  assert.equal(await storeWith([]).store.partOf("h", "team/app"), undefined);
});

test("a helper of the registry comes before the login for a part of it", async () => {
  const auths = { "h/team": entry };
  assert.equal(await storeWith({ auths, credHelpers: { h: "lab" } }).store.partOf("h", "team/app"), undefined);
  assert.equal(await storeWith({ auths, credHelpers: { h: "", other: "lab" } }).store.partOf("h", "team/app"), "h/team");
  assert.equal(await storeWith({ credHelpers: { h: "lab" } }, { auths }).store.partOf("h", "team/app"), undefined);
});

test("a file of podman's that is damaged is not written", async () => {
  const made = storeWith({}, { auths: { h: entry, x: { auth: "!" } } });
  const before = made.files.text(podmanPath);
  const removing = made.store.removeEntries([{ path: podmanPath, key: "h" }]);
  await assert.rejects(removing, (error: CredentialsError) => error.code === "config-invalid-entry");
  assert.equal(made.files.text(podmanPath), before);
});
