import assert from "node:assert/strict";
import { test } from "node:test";
import { inSlices } from "../../../src/core/slices.ts";
import { parseConfig } from "../../../src/credentials/configDocument.ts";
import { overviewOf, readFirstOf, type RegistrySource, type StoredRegistry } from "../../../src/credentials/configOverview.ts";

const entry = (kind: RegistrySource["kind"], host: string, ...keys: readonly string[]): StoredRegistry => ({
  host,
  keys,
  source: { kind },
  hasCredential: "yes",
});

const cases: readonly (readonly [what: string, stored: readonly StoredRegistry[], first: number])[] = [
  ["the variable, before the file", [entry("config", "h", "h"), entry("environment", "h", "h")], 1],
  ["the variable, with the port that nerdctl writes", [entry("config", "h", "h"), entry("environment", "h", "h:443")], 1],
  [
    "the variable, with Docker Hub's one key",
    [entry("config", "docker.io", "https://index.docker.io/v1/"), entry("environment", "docker.io", "https://index.docker.io/v1/")],
    1,
  ],
  [
    "the file, where the variable has a spelling that nobody looks for",
    [entry("config", "h", "h"), entry("environment", "h", "https://h/v1/")],
    0,
  ],
  ["the file, before podman's", [entry("config", "h", "h"), entry("podman", "h", "h")], 0],
];

for (const [what, stored, first] of cases) test(`tools read first: ${what}`, () => assert.equal(readFirstOf(stored), stored[first]));

test("of no entries there is no first", () => assert.equal(readFirstOf([]), undefined));

test("an entry's account is told where it stands in the file", async () => {
  const auth = (text: string): string => Buffer.from(text).toString("base64");
  const auths = { "a.example": { auth: auth("ålice:pass:word") }, "b.example": {}, "c.example": { username: "bob", password: "x" } };
  const document = await inSlices(parseConfig(Buffer.from(JSON.stringify({ auths })), "/c"));
  const overview = await inSlices(overviewOf({ path: "/c", document, environment: { auths: new Map() }, podmanFiles: [] }));
  assert.deepEqual(
    overview.registries.map(({ host, username }) => [host, username]),
    [
      ["a.example", "ålice"],
      ["b.example", undefined],
      ["c.example", "bob"],
    ],
  );
});

test("an entry that belongs to no registry is shown without the account that stands in its key", async () => {
  const key = "https://u:password@no host/";
  const document = await inSlices(parseConfig(Buffer.from(JSON.stringify({ auths: { [key]: {} } })), "/c"));
  const overview = await inSlices(overviewOf({ path: "/c", document, environment: { auths: new Map() }, podmanFiles: [] }));
  assert.deepEqual(
    overview.registries.map(({ host, keys }) => [host, keys]),
    [["https://no host/", [key]]],
  );
});
