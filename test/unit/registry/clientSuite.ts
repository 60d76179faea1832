import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import type { Credential } from "../../../src/core/credential.ts";
import type { RegistryClient } from "../../../src/registry/registryClient.ts";
import { RegistryError, type RegistryErrorCode } from "../../../src/core/registryError.ts";
import type { TransportOptions } from "../../../src/registry/http/undiciTransport.ts";
import { ContentStore, type Repository } from "../../support/registry/contentStore.ts";
import { digestOf } from "../../support/registry/digest.ts";
import { demoRepositories, seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { basicCredential, createNetworkClient } from "../../support/networkClient.ts";

interface Login {
  readonly username: string;
  readonly password: string;
}

/** A running registry that holds the demo content and may be written to. */
export interface Target {
  readonly url: string;
  readonly transport?: TransportOptions;
  close(): Promise<void>;
}

/** In what registries lawfully differ. */
export interface Profile {
  readonly auth: "none" | "basic" | "bearer";
  /** May do everything; without one everybody may. */
  readonly account?: Login;
  /** May only read. */
  readonly reader?: Login;
  readonly referrersApi: boolean;
  readonly deletesTags: boolean;
  /** What a repository without a single tag answers. */
  readonly untagged: "empty" | "not-found";
}

export interface SuiteOptions {
  /** The reason why it cannot run here. */
  readonly skip?: string | false;
}

const expected = new ContentStore();
seedDemo({ store: expected });

function repository(name: (typeof demoRepositories)[number]): Repository {
  return expected.open(name);
}

function digestOfTag(name: (typeof demoRepositories)[number], tag: string): string {
  return repository(name).tags.get(tag) ?? assert.fail(`${name}:${tag} is not in the demo`);
}

const ociIndex = "application/vnd.oci.image.index.v1+json";
const ociManifest = "application/vnd.oci.image.manifest.v1+json";
const dockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

/** The tests that every registry must pass. `start` is called once, and what it gives is closed at the end. */
export function clientSuite(name: string, profile: Profile, start: () => Promise<Target>, { skip = false }: SuiteOptions = {}): void {
  void describe(`client: ${name}`, { skip }, () => {
    const state: { target?: Target } = {};
    const target = (): Target => state.target ?? assert.fail("the registry has not started");

    before(async () => {
      state.target = await start();
    });
    after(() => state.target?.close());

    const connect: Connect = (t, credential) => {
      const created = createNetworkClient({ url: target().url, credential, transport: target().transport });
      t.after(() => created.dispose());
      return created.client;
    };
    const open: Open = (t) => connect(t, profile.account && basicCredential(profile.account));

    testReading(open, profile);
    testReferrers(open, profile);
    testWriting(open, profile);
    testRefusals(open);
    if (profile.account !== undefined) testWrongLogin(connect, profile.account);
    if (profile.reader !== undefined) testReader(connect, profile.reader);
  });
}

/** A client with the target's account, disposed after the test. */
type Open = (t: TestContext) => RegistryClient;
type Connect = (t: TestContext, credential: Credential | undefined) => RegistryClient;

function testReading(open: Open, { auth, untagged }: Profile): void {
  void test("ping tells how to log in", async (t) => {
    const ping = await open(t).ping();
    assert.equal(ping.auth, auth);
    assert.equal(ping.apiVersion, "registry/2.0");
  });

  void test("repositories, in one page", async (t) => {
    const { items, next } = await open(t).listRepositories();
    assert.deepEqual(items, demoRepositories);
    assert.equal(next, undefined);
  });

  void test("repositories, page by page", async (t) => {
    const pages: (readonly string[])[] = [];
    for await (const page of open(t).eachRepositoryPage({ pageSize: 2 })) pages.push(page);
    assert.deepEqual(pages.flat(), demoRepositories);
    assert.ok(pages.every((page) => page.length <= 2));
  });

  void test("tags, also where the registry takes its own number of pages", async (t) => {
    const all: string[] = [];
    for await (const page of open(t).eachTagPage("tools/runtime", { pageSize: 100 })) all.push(...page);
    assert.deepEqual(all.toSorted(), [...repository("tools/runtime").tags.keys()].toSorted());
  });

  void test("a repository without tags", async (t) => {
    const listing = open(t).listTags("team/untagged");
    if (untagged === "empty") assert.deepEqual((await listing).items, []);
    else await rejectsWith(listing, "not-found");
  });

  const references = [
    ["demo/hello", "latest", ociIndex],
    ["team/app/api", "2.3.0", dockerList],
  ] as const;
  for (const [name, tag, mediaType] of references) {
    void test(`a tag resolves to its digest: ${name}:${tag}`, async (t) => {
      const digest = digestOfTag(name, tag);
      const size = repository(name).manifests.get(digest)?.bytes.length;
      assert.deepEqual(await open(t).resolve(name, tag), { mediaType, digest, size });
    });

    void test(`a multi-platform image, down to its configuration: ${name}:${tag}`, async (t) => {
      const client = open(t);
      const index = await client.getManifest(name, tag);
      assert.equal(index.digest, digestOfTag(name, tag));
      assert.ok(index.kind === "index");
      const platforms = index.manifests.map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
      assert.deepEqual(platforms, ["linux/amd64", "linux/arm64"]);
      const image = await client.getManifest(name, index.manifests[1]?.digest ?? "");
      assert.ok(image.kind === "image");
      const config = await client.getConfig(name, image.config);
      assert.deepEqual(config.platform, { os: "linux", architecture: "arm64", variant: "v8" });
      assert.equal(config.entrypoint.length, 1);
      assert.equal(config.history.length, 3);
    });
  }

  void test("the leaves of an index, with what they attest", async (t) => {
    const client = open(t);
    const index = await client.getManifest("team/app/web", "5.0.0");
    assert.ok(index.kind === "index");
    const leaves = await client.getIndexLeaves("team/app/web", index);
    const digests = index.manifests.map(({ digest }) => digest);
    assert.deepEqual(
      leaves.map(({ attests }) => attests),
      [undefined, undefined, digests[0], digests[1]],
    );
  });

  void test("a blob, whole and from its middle", async (t) => {
    const client = open(t);
    const [digest = ""] = repository("demo/hello").blobs;
    const bytes = expected.blob(repository("demo/hello"), digest) ?? assert.fail("no blob");
    assert.equal(await client.findBlob("demo/hello", digest), bytes.length);
    for (const begin of [0, 1, bytes.length - 1]) {
      const { body } = await client.getBlob("demo/hello", { digest, size: bytes.length }, { start: begin });
      assert.deepEqual(await collect(body), bytes.subarray(begin));
    }
    assert.equal(await client.findBlob("demo/hello", digestOf("not there")), undefined);
  });
}

function testReferrers(open: Open, { referrersApi }: Profile): void {
  const subject = digestOfTag("supply-chain/signed", "1.0.0");

  if (!referrersApi) {
    void test("what refers to an image is found under the tag that clients keep for it", async (t) => {
      const client = open(t);
      const none = await client.listReferrers("supply-chain/signed", subject);
      assert.deepEqual(none, { items: [], next: undefined, source: "none" });
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }));
      await client.putManifest("supply-chain/signed", subject.replace(":", "-"), { mediaType: ociIndex, bytes });
      assert.equal((await client.listReferrers("supply-chain/signed", subject)).source, "tag");
    });
    return;
  }

  void test("what refers to an image", async (t) => {
    const client = open(t);
    const all = await client.listReferrers("supply-chain/signed", subject);
    const signature = "application/vnd.dev.cosign.artifact.sig.v1+json";
    assert.equal(all.source, "api");
    assert.deepEqual(
      all.items.map(({ artifactType }) => artifactType),
      ["application/spdx+json", signature],
    );
    const filtered = await client.listReferrers("supply-chain/signed", subject, { artifactType: signature });
    assert.deepEqual(
      filtered.items.map(({ artifactType }) => artifactType),
      [signature],
    );
  });
}

function testWriting(open: Open, { deletesTags }: Profile): void {
  const bytes = Buffer.alloc(300_000, "0123456789abcdef-");
  const blob = { digest: digestOf(bytes), size: bytes.length };
  const source = { ...blob, open: (offset: number) => slices(bytes.subarray(offset)) };

  for (const [how, chunkBytes] of [
    ["in one request", undefined],
    ["in chunks", 100_000],
  ] as const) {
    void test(`a blob is uploaded ${how}, and is there`, async (t) => {
      const client = open(t);
      const name = `suite/upload-${chunkBytes ?? "whole"}`;
      assert.equal(await client.uploadBlob(name, source, { chunkBytes }), "uploaded");
      assert.equal(await client.uploadBlob(name, source), "exists");
      const { body } = await client.getBlob(name, blob);
      assert.ok((await collect(body)).equals(bytes));
    });
  }

  void test("a blob is mounted from another repository", async (t) => {
    const client = open(t);
    const [digest = ""] = repository("demo/hello").blobs;
    assert.equal(await client.mountBlob("suite/mounted", digest, "demo/hello"), true);
    assert.notEqual(await client.findBlob("suite/mounted", digest), undefined);
    assert.equal(await client.mountBlob("suite/mounted", digestOf("not there"), "demo/hello"), false);
  });

  void test("a blob with other bytes than its digest is refused", async (t) => {
    const wrong = { ...source, digest: digestOf("other bytes") };
    await rejectsWith(open(t).uploadBlob("suite/wrong", wrong), "request-rejected");
  });

  void test("an image is put, tagged again, and deleted", async (t) => {
    const client = open(t);
    const name = "suite/image";
    const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
    const descriptor = { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: config.length };
    await client.uploadBlob(name, { ...descriptor, open: () => slices(config) });
    const manifest = imageManifest(descriptor);
    const digest = await client.putManifest(name, "first", manifest);
    assert.equal(digest, digestOf(manifest.bytes));
    const stored = await client.getManifest(name, "first");
    await client.putManifest(name, "second", stored);
    assert.deepEqual((await client.listTags(name)).items.toSorted(), ["first", "second"]);
    if (deletesTags) {
      await client.deleteTag(name, "second");
      assert.deepEqual((await client.listTags(name)).items, ["first"]);
    } else {
      await rejectsWith(client.deleteTag(name, "second"), "unsupported");
    }
    await client.deleteManifest(name, digest);
    await rejectsWith(client.resolve(name, "first"), "not-found");
  });
}

function testRefusals(open: Open): void {
  void test("what is not there is not found, with the registry's code", async (t) => {
    const client = open(t);
    const error = await rejectsWith(client.listTags("no/such/repository"), "not-found");
    assert.equal(error.details[0]?.code, "NAME_UNKNOWN");
    await rejectsWith(client.getManifest("demo/hello", "nope"), "not-found");
    await rejectsWith(client.resolve("demo/hello", "nope"), "not-found");
    await rejectsWith(client.deleteManifest("demo/hello", digestOf("nope")), "not-found");
  });

  void test("a bad reference is refused before anything is sent", async (t) => {
    const client = open(t);
    await rejectsWith(client.listTags("a/../b"), "invalid-reference");
    await rejectsWith(client.getManifest("demo/hello", "a tag"), "invalid-reference");
  });

  void test("what was cancelled rejects with the reason", async (t) => {
    const reason = new Error("cancelled by the test");
    await assert.rejects(open(t).listTags("demo/hello", { signal: AbortSignal.abort(reason) }), reason);
  });
}

function testWrongLogin(connect: Connect, account: Login): void {
  void test("a wrong password, or none, cannot list", async (t) => {
    for (const credential of [basicCredential({ ...account, password: "wrong" }), undefined]) {
      const client = connect(t, credential);
      await rejectsWith(client.listRepositories(), "unauthorized");
      await rejectsWith(client.listTags("demo/hello"), "unauthorized");
    }
  });
}

function testReader(connect: Connect, reader: Login): void {
  void test("who may only read is denied the rest", async (t) => {
    const client = connect(t, basicCredential(reader));
    assert.ok((await client.listTags("demo/hello")).items.includes("latest"));
    await rejectsWith(client.deleteManifest("demo/hello", digestOfTag("demo/hello", "latest")), "denied");
    const blob = Buffer.from("reader");
    const source = { digest: digestOf(blob), size: blob.length, open: () => slices(blob) };
    await rejectsWith(client.uploadBlob("demo/hello", source), "denied");
  });
}

function imageManifest(config: object): { readonly mediaType: string; readonly bytes: Buffer } {
  const content = { schemaVersion: 2, mediaType: ociManifest, config, layers: [] };
  return { mediaType: ociManifest, bytes: Buffer.from(JSON.stringify(content)) };
}

async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < bytes.length; offset += 65_536) yield bytes.subarray(offset, offset + 65_536);
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function rejectsWith(promise: Promise<unknown>, code: RegistryErrorCode): Promise<RegistryError> {
  const error: unknown = await promise.then(
    () => assert.fail(`resolved instead of rejecting with ${code}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RegistryError)) throw error;
  assert.equal(error.code, code, error.message);
  return error;
}
