import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { TreeItem } from "vscode";
import { Lazy } from "../../src/core/lazy.ts";
import { RegistryError } from "../../src/core/registryError.ts";
import { readImageConfig } from "../../src/registry/content/imageConfig.ts";
import { parseManifest } from "../../src/registry/content/parseManifest.ts";
import type { ContentFacts, TagFacts } from "../../src/services/content/contentFacts.ts";
import { type ReadConfig, readContent } from "../../src/services/content/readContent.ts";
import type { Contents } from "../../src/services/content/contents.ts";
import { Visits } from "../../src/services/remembered/visits.ts";
import { TagLooks } from "../../src/ui/tree/tagLooks.ts";
import type { Look } from "../../src/ui/tree/looks.ts";
import type { RepositoryNode, TagNode, TreeNode } from "../../src/ui/tree/node.ts";
import type { TagContext, TreeContext } from "../../src/ui/tree/nodeKind.ts";
import { childrenOf, hoverOf, itemOf } from "../../src/ui/tree/nodeKinds.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { emptyTree } from "../support/treeContext.ts";

const host = "reg.example";
const registry = { kind: "registry", host, signedIn: true, login: undefined, isPassedOver: false, stored: [] } as const;
const list: RepositoryNode = { kind: "repository", registry, host, repository: "a/b", added: false };
const tag: TagNode = { kind: "tag", list, host, repository: "a/b", tag: "1.0" };
const digest = `sha256:${"a".repeat(64)}`;
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: 5 };
const { signal } = new AbortController();

function read(body: object, read_: ReadConfig = {}): ContentFacts {
  return readContent(parseManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, ...body })), undefined, digest, host), read_);
}

/** A tree in which the tag, and every digest, is that content. */
async function treeOf(content: ContentFacts, answers: Partial<TagContext> = {}): Promise<TreeContext> {
  const facts: TagFacts = { content, sample: undefined };
  const context: TagContext = {
    ...(await emptyTree.tags.get()),
    known: () => ({ facts, sameAs: ["1", "1.0.0", "latest", "x"], news: undefined }),
    lookAtTag: () => Promise.resolve({ value: facts }),
    lookAtDetail: () => Promise.resolve({ value: content }),
    lookAtAttached: () => Promise.resolve({ value: { items: [], total: 0 } }),
    ...answers,
  };
  return { ...emptyTree, tags: new Lazy(() => Promise.resolve(context)) };
}

/** Every row below the tag, as deep as it goes. */
async function allBelow(node: TreeNode, tree: TreeContext): Promise<readonly (readonly [node: TreeNode, item: TreeItem])[]> {
  const rows = await childrenOf(node, tree);
  const items = await Promise.all(rows.map(async (each) => itemOf(each, tree)));
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length, "two rows of one id");
  const below = await Promise.all(rows.map((each) => allBelow(each, tree)));
  return [...rows.map((each, index) => [each, items[index] as TreeItem] as const), ...below.flat()];
}

suite("what is behind a tag, in the tree", () => {
  test("whatever a registry writes into an image stays text", async () => {
    for (const text of hostileTexts) {
      const image = readImageConfig({
        os: text,
        config: { User: text, Env: [text, `A=${text}`], Labels: { [text]: text }, Entrypoint: [text], ExposedPorts: { [text]: {} } },
        history: [{ created_by: text }],
      });
      const layers = [{ ...config, mediaType: text, annotations: { "org.opencontainers.image.title": text } }];
      const content = read({ config, layers, annotations: { [text]: text } }, { image });
      const tree = await treeOf({ ...content, artifactType: text, kind: "artifact" });
      const hover = (await hoverOf(tag, tree, signal)) ?? [];
      assert.ok(hover.length > 3);
      for (const [, item] of await allBelow(tag, tree)) {
        const label = typeof item.label === "string" ? item.label : (item.label?.label ?? "");
        for (const shown of [label, item.description, item.accessibilityInformation?.label, item.tooltip]) {
          assert.ok(typeof shown === "string");
          assert.doesNotMatch(shown.replaceAll("\n", ""), /\]\(|\$\(|[\p{Cc}\p{Cf}]/u);
        }
      }
    }
  });

  test("long lists end with how many more there are", async () => {
    const image = readImageConfig({ config: { Env: Array.from({ length: 5_000 }, (_, index) => `N${index}=1`) } });
    const tree = await treeOf(read({ config, layers: [] }, { image }));
    const rows = await allBelow(tag, tree);
    const environment = rows.find(([, { label }]) => label === "Environment");
    assert.equal(environment?.[1].description, "5,000");
    assert.ok(rows.some(([, { label }]) => label === "4,800 more are not shown"));
    assert.ok(rows.length < 220);
  });

  test("an index that holds itself is not followed for ever", async () => {
    const member = { mediaType: "application/vnd.oci.image.index.v1+json", digest, size: 9 };
    const tree = await treeOf(read({ manifests: [member] }));
    const rows = await allBelow(tag, tree);
    assert.equal(rows.filter(([, { label }]) => label === "Nested too deep to be shown").length, 1);
    assert.ok(rows.length < 50);
  });

  test("what fails has a row each, and what is there stays", async () => {
    const gone = new RegistryError("not-found", "gone", { params: { host } });
    const content = { ...read({ config, layers: [] }), configError: gone };
    const failed: Look<never> = { error: gone };
    const reported: unknown[] = [];
    const tree = {
      ...(await treeOf(content, { lookAtAttached: () => Promise.resolve(failed) })),
      report: (error: unknown) => reported.push(error),
    };
    const rows = await allBelow(tag, tree);
    assert.equal(rows.filter(([{ kind }]) => kind === "error").length, 2);
    assert.ok(rows.some(([, { label }]) => label === "Digest"));
    assert.deepEqual(reported, [gone, gone]);
  });

  test("a tag that is folded while its platform loads asks for nothing more", async () => {
    const platform = { os: "linux", architecture: "amd64" };
    const content = read({
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [{ mediaType: manifestType, digest, size: 5, platform }],
    });
    const asked: string[] = [];
    const untilLeft = (what: string, left: AbortSignal): Promise<never> => {
      asked.push(what);
      return new Promise((_, reject) => left.addEventListener("abort", () => reject(left.reason as Error)));
    };
    const contents = {
      tags: { get: () => undefined, sharing: () => new Set() },
      known: () => undefined,
      tag: () => Promise.resolve(content),
      digest: (_: unknown, __: string, left: AbortSignal) => untilLeft("platform", left),
      attached: (_: unknown, __: string, left: AbortSignal) => untilLeft("attached", left),
    } as unknown as Contents;
    const visits = new Visits({ read: () => ({}), write: () => Promise.resolve() }, Date.now);
    const looks = new TagLooks(contents, visits, () => undefined);
    const rows = childrenOf(tag, { ...emptyTree, tags: new Lazy(() => Promise.resolve(looks)) });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked.toSorted(), ["attached", "platform"]);
    looks.collapsed(tag);
    assert.deepEqual(
      (await rows).map(({ kind }) => kind),
      ["loading"],
    );
    assert.equal(asked.length, 2);
  });

  test("a row says size, age and the other names of the same", async () => {
    const layers = [{ ...config, size: 34_499_995 }];
    const created = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
    const content = read({ mediaType: manifestType, config, layers, annotations: { "org.opencontainers.image.created": created } });
    const tree = await treeOf(content);
    const { tagRow } = await import("../../src/ui/tree/details/tagRow.ts");
    const { description, spoken } = tagRow(tag, (await tree.tags.get()).known(tag));
    assert.equal(description, "34.5 MB · 3 days ago · same as 1, 1.0.0, latest and 1 more");
    assert.equal(spoken, `1.0, tag, ${description}`);
  });
});
