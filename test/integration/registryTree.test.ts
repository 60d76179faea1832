import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Lazy } from "../../src/core/lazy.ts";
import { CredentialsError } from "../../src/credentials/credentialsError.ts";
import type { KnownRegistries } from "../../src/services/browse/knownRegistries.ts";
import { AddedRepositories } from "../../src/services/remembered/addedRepositories.ts";
import { PinnedRepositories } from "../../src/services/remembered/pinnedRepositories.ts";
import { RegistryTree } from "../../src/ui/tree/registryTree.ts";

const path = "/home/me/.docker/config.json";

suite("the top of the tree", () => {
  test("a file with very many faults shows some of them, and says how many more there are", async () => {
    const problems = Array.from({ length: 1_025 }, (_, index) => {
      const params = { path, key: `h${index}.example`, reason: "base64" };
      return new CredentialsError("config-invalid-entry", `the entry of h${index}.example cannot be read`, { params });
    });
    const reported: unknown[] = [];
    const tree = new RegistryTree({
      browsing: new Lazy(() => Promise.reject(new Error("no list is opened"))),
      tags: new Lazy(() => Promise.reject(new Error("no tag is opened"))),
      known: { overview: () => Promise.resolve({ registries: [], problems, credsStore: "" }) } as unknown as KnownRegistries,
      added: new AddedRepositories({ read: () => ({}), write: () => Promise.resolve() }),
      ofWorkspace: () => Promise.resolve([]),
      pinned: new PinnedRepositories({ read: () => [], write: () => Promise.resolve() }),
      endSessions: () => undefined,
      reportError: (error) => void reported.push(error),
    });
    const rows = await tree.getChildren();
    const last = rows.at(-1);
    assert.equal(rows.length, 21);
    assert.equal(last?.kind === "note" ? last.sentence : last?.kind, "1,005 more problems are in the log.");
    assert.equal(reported.length, problems.length);
  });
});
