import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { NameLists, OpenList } from "../../../../../src/services/browse/goTo/nameLists.ts";
import { readTarget } from "../../../../../src/services/browse/goTo/readTarget.ts";
import { suggest } from "../../../../../src/services/browse/goTo/suggest.ts";
import type { Suggestion, Suggestions, SuggestionSources } from "../../../../../src/services/browse/goTo/suggestion.ts";
import { printTarget } from "../../../../../src/services/remembered/imageTarget.ts";

const local = "localhost:5000";
/** Of all tags. */
const digests = `sha256:${"a".repeat(64)}`;

interface FakeList {
  readonly pages: readonly (readonly string[])[];
  readonly error?: unknown;
}

/** Lists by registry, or by registry, a slash and repository. What is `open` has its first page. */
function fakeLists(lists: Readonly<Record<string, FakeList>>, open: readonly string[] = []) {
  const asked: string[] = [];
  const ended: string[] = [];
  const opened = new Map<string, OpenList>();
  const openList = (key: string): OpenList => {
    const { pages, error } = lists[key] ?? { pages: [[]] };
    const loaded = { pages: open.includes(key) ? 1 : 0, error: undefined as unknown };
    const names = (): readonly string[] => pages.slice(0, loaded.pages).flat();
    const list: OpenList = {
      get canGrow() {
        return loaded.error === undefined && loaded.pages < pages.length;
      },
      get isWhole() {
        return loaded.pages >= pages.length;
      },
      get error() {
        return loaded.error;
      },
      has: (name) => names().includes(name),
      find: (text, most) =>
        Promise.resolve(
          names()
            .filter((name) => name.includes(text))
            .slice(0, most),
        ),
      tagsOf: (digest) => Promise.resolve(digests.startsWith(digest) ? names() : []),
      grow: () => {
        asked.push(key);
        if (error === undefined) loaded.pages++;
        else loaded.error = error;
        return Promise.resolve();
      },
    };
    return list;
  };
  const at = (key: string): OpenList => {
    const list = opened.get(key) ?? openList(key);
    opened.set(key, list);
    return list;
  };
  const port: NameLists = {
    repositories: (host, isWanted) => (isWanted || open.includes(host) || opened.has(host) ? at(host) : undefined),
    tags: (host, repository) => at(`${host}/${repository}`),
    withOpenTags: () => open.filter((key) => key.includes("/")).map((key) => ({ host: local, repository: key.slice(local.length + 1) })),
    endAllBut: (kept) => {
      for (const [key, list] of opened) if (!kept.includes(list)) ended.push(key);
    },
  };
  return { asked, ended, port };
}

const nothing: SuggestionSources = { registries: [], pinned: [], recent: [], lists: fakeLists({}).port };

async function allOf(typed: string, sources: Partial<SuggestionSources>): Promise<readonly Suggestions[]> {
  const all: Suggestions[] = [];
  for await (const each of suggest(readTarget(typed), { ...nothing, ...sources }, new AbortController().signal)) all.push(each);
  return all;
}

function shown({ from, target, completesTo }: Suggestion): string {
  return `${from} ${completesTo === undefined ? printTarget(target) : `${completesTo}…`}`;
}

/** The rows once all is loaded. */
async function rowsOf(typed: string, sources: Partial<SuggestionSources>): Promise<readonly string[]> {
  return ((await allOf(typed, sources)).at(-1)?.rows ?? []).map(shown);
}

const pinned = [{ host: local, repository: "tools/many" }];
const recent = [{ host: "docker.io", repository: "library/nginx", tag: "1.27" }];

test("an empty field has what is pinned, where one has been, and the registries", async () => {
  const rows = await rowsOf("", { registries: [local, "ghcr.io"], pinned, recent });
  assert.deepEqual(rows, [`pinned ${local}/tools/many`, "recent docker.io/library/nginx:1.27", `listed ${local}/…`, "listed ghcr.io/…"]);
});

test("what is typed in whole comes first, then what is pinned, recent and known", async () => {
  const { port } = fakeLists({ [local]: { pages: [["tools/many", "tools/many2"]] } });
  const rows = await rowsOf(`${local}/tools/many`, { registries: [local], pinned, lists: port });
  assert.deepEqual(rows, [`typed ${local}/tools/many`, `listed ${local}/tools/many2:…`]);
});

test("the beginning of a name is completed: registry, repository, tag", async () => {
  const { port } = fakeLists({ [local]: { pages: [["team/api", "team/app"]] }, [`${local}/team/app`]: { pages: [["v2.0", "v1.0"]] } });
  const sources = { registries: [local, "ghcr.io"], lists: port };
  assert.deepEqual(await rowsOf("local", sources), [`listed ${local}/…`, "typed docker.io/library/local"]);
  assert.deepEqual(await rowsOf(`${local}/`, sources), [`typed ${local}`, `listed ${local}/team/api:…`, `listed ${local}/team/app:…`]);
  // The list is whole and does not have it.
  assert.deepEqual(await rowsOf(`${local}/team/ap`, sources), [
    `listed ${local}/team/api:…`,
    `listed ${local}/team/app:…`,
    `typed ${local}/team/ap`,
  ]);
  assert.deepEqual(await rowsOf(`${local}/team/app:`, sources), [
    `typed ${local}/team/app`,
    `listed ${local}/team/app:v2.0`,
    `listed ${local}/team/app:v1.0`,
  ]);
  assert.deepEqual(await rowsOf(`${local}/team/app:1.0`, sources), [`listed ${local}/team/app:v1.0`, `typed ${local}/team/app:1.0`]);
});

test("a name without a registry is Docker Hub's, and what is open of the others is known", async () => {
  const { port, asked } = fakeLists(
    {
      [local]: { pages: [["mirror/nginx", "team/app"], ["team/nginx"]] },
      [`${local}/mirror/nginx`]: { pages: [["1.27"]] },
      "docker.io/library/nginx": { pages: [["1.2"]] },
    },
    [local],
  );
  const sources = { registries: [local, "quay.io"], lists: port };
  assert.deepEqual(await rowsOf("nginx", sources), [`listed ${local}/mirror/nginx:…`, "typed docker.io/library/nginx"]);
  assert.deepEqual(asked, []);
  const [hub, own] = ["typed docker.io/library/nginx:1.2", `listed ${local}/mirror/nginx:1.27`];
  assert.deepEqual(await rowsOf("nginx:1.2", sources), [own, hub]);
  assert.deepEqual(asked, [`${local}/mirror/nginx`]);
  const both = { ...sources, registries: [local, "docker.io"] };
  assert.deepEqual(await rowsOf("nginx:1.2", both), [hub, own]);
  const [first] = (await allOf("docker pull nginx:1", {})).at(-1)?.rows ?? [];
  assert.deepEqual([first?.isHubImplied, first?.isNew], [true, true]);
});

test("a tag alone, or a digest, is looked for in the lists of tags that are open", async () => {
  const { port, asked } = fakeLists({ [`${local}/app`]: { pages: [["v1", "v2"], ["v11"]] }, [`${local}/other`]: { pages: [["v1"]] } }, [
    `${local}/app`,
  ]);
  const sources = { registries: [local], lists: port };
  assert.deepEqual(await rowsOf(":v1", sources), [`listed ${local}/app:v1`]);
  for (const typed of [digests, "sha256:aa"])
    assert.deepEqual(await rowsOf(typed, sources), [`listed ${local}/app:v1`, `listed ${local}/app:v2`], typed);
  assert.match(String((await allOf(`sha256:${"b".repeat(64)}`, sources)).at(-1)?.problem), /a digest alone/);
  assert.deepEqual(asked, []);
});

test("a command means what docker takes its image for, whatever else is called so", async () => {
  const { port } = fakeLists({ [local]: { pages: [["mirror/nginx"]] } }, [local]);
  const rows = await rowsOf("docker pull nginx", { registries: [local], lists: port });
  assert.deepEqual(rows, ["typed docker.io/library/nginx", `listed ${local}/mirror/nginx:…`]);
});

test("asks nothing of a registry that is not the person's", async () => {
  const { port, asked } = fakeLists({ "quay.io": { pages: [["org/app"]] }, "quay.io/org/app": { pages: [["1"]] } });
  for (const typed of ["quay.io/", "quay.io/org/app", "quay.io/org/app:1", "quay.io/org/app:"])
    for (const { rows } of await allOf(typed, { registries: [local], lists: port }))
      assert.ok(
        rows.every(({ isNew }) => isNew),
        typed,
      );
  assert.deepEqual(asked, []);
});

test("the name of a registry is that of the tree, in whatever letters it is typed", async () => {
  const { port } = fakeLists({ "Reg.Example": { pages: [["app"]] } });
  assert.deepEqual(await rowsOf("reg.example/app", { registries: ["Reg.Example"], lists: port }), ["typed Reg.Example/app"]);
});

test("lists grow page by page while the text stands, up to a bound, and the others are ended", async () => {
  const tags = fakeLists({
    [`${local}/many`]: { pages: Array.from({ length: 30 }, (_, page) => [`v${page}`]) },
    [local]: { pages: [["many"]] },
  });
  const sources = { registries: [local], lists: tags.port };
  const answers = await allOf(`${local}/many:v`, sources);
  assert.equal(tags.asked.length, 20);
  assert.deepEqual(
    answers.slice(0, 3).map(({ rows, isLoading }) => [rows.map(shown), isLoading]),
    [
      [[`typed ${local}/many:v`], true],
      [[`typed ${local}/many:v`, `listed ${local}/many:v0`], true],
      [[`typed ${local}/many:v`, `listed ${local}/many:v0`, `listed ${local}/many:v1`], true],
    ],
  );
  assert.equal(answers.at(-1)?.isLoading, false);
  await allOf(`${local}/`, sources);
  assert.deepEqual(tags.ended, [`${local}/many`]);
});

test("ends with the signal", async () => {
  const { port, asked } = fakeLists({ [`${local}/many`]: { pages: [["a"], ["b"], ["c"]] } });
  const controller = new AbortController();
  for await (const _ of suggest(readTarget(`${local}/many:`), { ...nothing, registries: [local], lists: port }, controller.signal))
    if (asked.length === 1) controller.abort();
  assert.equal(asked.length, 1);
});

test("says why a text is no name, and why a list cannot be had, where there is nothing else to say", async () => {
  const failure = new Error("refused");
  const { port } = fakeLists({ [local]: { pages: [["a"]], error: failure } });
  const sources = { registries: [local], lists: port };
  assert.match(String((await allOf("te am", sources)).at(-1)?.problem), /lower-case letters/);
  assert.equal((await allOf(`${local}/te/`, sources)).at(-1)?.problem, failure);
  assert.equal((await allOf(`${local}/te`, sources)).at(-1)?.problem, undefined);
});

test("no text makes it throw, and no row comes twice", async () => {
  const { port } = fakeLists({ [local]: { pages: [["team/app", "app"]] }, [`${local}/app`]: { pages: [["v1"]] } });
  const sources = { registries: [local, "docker.io"], pinned, recent, lists: port };
  const words = fc.constantFrom("app", local, "/", ":", "@", "*", "?", "nginx", "docker pull ", "/[/", " ");
  const texts = fc.oneof(
    fc.string(),
    fc.array(words).map((each) => each.join("")),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (typed) => {
      const rows = (await rowsOf(typed, sources)).map((row) => row.replace(/^\w+ /, ""));
      assert.equal(new Set(rows).size, rows.length);
    }),
  );
});
