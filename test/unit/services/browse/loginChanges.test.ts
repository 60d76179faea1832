import assert from "node:assert/strict";
import { test } from "node:test";
import { LoginChanges } from "../../../../src/services/browse/loginChanges.ts";
import { configPath, testStore } from "../../credentials/support/testStore.ts";

const podmanPath = "/run/user/1000/containers/auth.json";
const login = (name: string) => ({ auth: Buffer.from(`${name}:p`).toString("base64") });

interface Files {
  readonly config: unknown;
  readonly podman?: unknown;
}

interface Case {
  readonly what: string;
  readonly before: Files;
  readonly after: Files;
  readonly changed: readonly string[] | undefined;
}

const a = { "a.example": login("alice") };
const b = { "b.example": login("bob") };
const cases: readonly Case[] = [
  { what: "nothing", before: { config: { auths: a } }, after: { config: { auths: a } }, changed: [] },
  { what: "what is no login", before: { config: { auths: a } }, after: { config: { auths: a, detachKeys: "ctrl-q" } }, changed: [] },
  { what: "a login that came", before: { config: { auths: a } }, after: { config: { auths: { ...a, ...b } } }, changed: ["b.example"] },
  { what: "a login that went", before: { config: { auths: { ...a, ...b } } }, after: { config: { auths: b } }, changed: ["a.example"] },
  {
    what: "another password under the same key",
    before: { config: { auths: { ...a, ...b } } },
    after: { config: { auths: { ...b, "a.example": { auth: Buffer.from("alice:q").toString("base64") } } } },
    changed: ["a.example"],
  },
  {
    what: "another spelling, and a login for a part of it",
    before: { config: { auths: { ...a, ...b } } },
    after: { config: { auths: { ...b, "https://a.example/v1/": login("alice"), "b.example/team": login("team") } } },
    changed: ["a.example", "b.example"],
  },
  {
    what: "a login that a helper keeps, which may be another one by now",
    before: { config: { auths: a, credHelpers: { "b.example": "lab" } } },
    after: { config: { auths: a, credHelpers: { "b.example": "lab" } } },
    changed: ["b.example"],
  },
  {
    what: "podman's own file",
    before: { config: { auths: a }, podman: { auths: b } },
    after: { config: { auths: a }, podman: { auths: { "b.example": login("carol") } } },
    changed: ["b.example"],
  },
  {
    what: "a login in a store that the file names, and no other there",
    before: { config: { auths: { "a.example": {} }, credsStore: "lab" } },
    after: { config: { auths: { "a.example": {}, "b.example": {} }, credsStore: "lab" } },
    changed: ["b.example"],
  },
  {
    what: "a login in the file, and none in a helper",
    before: { config: { auths: a, credHelpers: { "b.example": "lab" } } },
    after: { config: { auths: { "a.example": login("carol") }, credHelpers: { "b.example": "lab" } } },
    changed: ["a.example"],
  },
  {
    what: "any, in a store without a trace in the file",
    before: { config: { auths: { "a.example": {} }, credsStore: "lab" } },
    after: { config: { auths: { "a.example": {} }, credsStore: "lab" } },
    changed: undefined,
  },
  { what: "any, with a store", before: { config: { auths: a } }, after: { config: { auths: a, credsStore: "lab" } }, changed: undefined },
  { what: "any, after a store", before: { config: { auths: a, credsStore: "lab" } }, after: { config: { auths: a } }, changed: undefined },
  { what: "any, where the file cannot be read", before: { config: { auths: a } }, after: { config: [] }, changed: undefined },
];

for (const { what, before, after, changed } of cases) {
  test(`tells what has changed: ${what}`, async () => {
    const environment = { XDG_RUNTIME_DIR: "/run/user/1000" };
    const { store, files } = testStore(null, { environment });
    const write = ({ config, podman }: Files): void => {
      files.write(configPath, JSON.stringify(config));
      if (podman === undefined) return;
      files.mkdir("/run/user/1000/containers");
      files.write(podmanPath, JSON.stringify(podman));
    };
    write(before);
    const changes = new LoginChanges(() => store.sources());
    await changes.begin();
    write(after);
    const found = await changes.next();
    assert.deepEqual(found === undefined ? undefined : [...found].toSorted(), changed);
    const again = await changes.next();
    assert.equal(
      again === undefined || [...again].every((host) => "credHelpers" in (after.config as object) && host === "b.example"),
      true,
    );
  });
}

test("before the first look, any login may have changed", async () => {
  const { store } = testStore("{}");
  assert.equal(await new LoginChanges(() => store.sources()).next(), undefined);
});
