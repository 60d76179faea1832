import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { Contents } from "../../../../src/services/content/contents.ts";
import { sampleOf } from "../../../../src/services/content/sample.ts";
import type { Sessions } from "../../../../src/services/reach/sessions.ts";
import { ContentStore } from "../../../support/registry/contentStore.ts";
import { ImageBuilder, mediaTypes, toJson } from "../../../support/registry/seed/imageBuilder.ts";
import { seedContent } from "../../../support/registry/seed/seedContent.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { registrySessions } from "../../../support/registrySessions.ts";

const repository = "shop/api";
const { signal } = new AbortController();

describe("what is behind a tag", () => {
  let registry: RunningRegistry;
  let sessions: Sessions;
  let contents: Contents;
  /** What is known of which tags there are. */
  const known = new Map<string, boolean>();
  const at = (name = repository) => ({ host: registry.host, repository: name });
  const asked = (): readonly string[] => registry.requests.lines().filter((line) => line.includes("/shop/"));

  before(async () => {
    const store = new ContentStore();
    registry = await startRegistry({ content: store });
    seedContent({ store });
  });
  after(() => registry.close());
  beforeEach(() => {
    sessions?.dispose();
    sessions = registrySessions(registry);
    contents = new Contents({
      accessTo: (...access) => sessions.accessTo(...access),
      hasTag: (_, tag) => known.get(tag),
    });
    known.clear();
    registry.requests.clear();
  });

  test("an index is read once, with the one image that stands for all of it", async () => {
    const content = await contents.tag(at(), "4.2.0", signal);
    const sample = await contents.digest(at(), sampleOf(content) ?? "", signal);
    assert.equal(content.kind, "index");
    assert.deepEqual(
      content.members.items.map(({ platform }) => platform),
      ["linux/amd64", "linux/arm64/v8", "windows/amd64 (10.0.20348.2700)"],
    );
    assert.deepEqual(
      content.attestations.items.map(({ kind, attests }) => [kind, attests]),
      [
        ["attestation", "linux/amd64"],
        ["attestation", "linux/arm64/v8"],
      ],
    );
    assert.equal(sample.image?.platform, "linux/amd64");
    assert.equal(sample.created?.toISOString(), "2025-12-03T08:00:00.000Z");
    assert.equal(asked().length, 3);
    await contents.tag(at(), "4.2.0", signal);
    assert.equal(asked().length, 3);
  });

  test("what a digest names is read once, also after what tags point to was forgotten", async () => {
    const { digest } = await contents.tag(at(), "4.2.0", signal);
    const content = contents.known(at(), digest);
    contents.forget(registry.host);
    registry.requests.clear();
    assert.deepEqual(await contents.digest(at(), digest, signal), content);
    assert.deepEqual(asked(), []);
    await contents.tag(at(), "4.2.0", signal);
    assert.deepEqual(asked(), [`GET /v2/${repository}/manifests/4.2.0`]);
  });

  test("an image tells how it runs, and which instruction made each layer", async () => {
    const content = await contents.tag(at(), "4.1.0", signal);
    assert.equal(content.kind, "image");
    assert.deepEqual(content.image?.entrypoint, ["/app/api"]);
    assert.deepEqual(content.image.environment.items[1], { name: "APP_VERSION", text: "4.1.0" });
    assert.deepEqual(
      content.layers.items.map(({ instruction }) => instruction),
      ["ADD rootfs.tar.gz /", "COPY api /app/api"],
    );
    const { config } = JSON.parse(String(registry.store.open(repository).manifests.get(content.digest)?.bytes)) as {
      config: { size: number };
    };
    assert.equal(
      content.size,
      content.layers.items.reduce((sum, { size }) => sum + size, config.size),
    );
  });

  test("tags that point to the same know of each other, once both were looked at", async () => {
    const content = await contents.tag(at(), "4.2.0", signal);
    assert.deepEqual([...contents.tags.sharing(at(), content.digest)], ["4.2.0"]);
    await contents.tag(at(), "latest", signal);
    assert.deepEqual([...contents.tags.sharing(at(), content.digest)], ["4.2.0", "latest"]);
    assert.deepEqual([...contents.tags.sharing(at("shop/chart"), content.digest)], []);
    contents.forget(registry.host, "shop/chart");
    assert.notEqual(contents.tags.get(at(), "latest"), undefined);
    contents.forget(registry.host, repository);
    assert.equal(contents.tags.get(at(), "latest"), undefined);
    assert.equal(contents.tags.sharing(at(), content.digest).size, 0);
  });

  test("other artifacts are told by what they are", async () => {
    const chart = await contents.tag(at("shop/chart"), "0.3.1", signal);
    assert.equal(chart.kind, "helmChart");
    assert.deepEqual(chart.properties.items.slice(0, 2), [
      { name: "name", text: "shop" },
      { name: "version", text: "0.3.1" },
    ]);
    assert.equal((await contents.tag(at("shop/plugin"), "1.0.0", signal)).kind, "wasm");
    const notes = await contents.tag(at("shop/notes"), "1", signal);
    assert.deepEqual(
      [notes.kind, notes.artifactType, notes.layers.items[0]?.title],
      ["artifact", "application/vnd.example.notes.v1", "notes.txt"],
    );
  });

  test("what is attached is told by its kind, by the registry's word and by tag, each once", async () => {
    const content = await contents.tag(at(), "4.2.0", signal);
    registry.requests.clear();
    for (const name of [".sig", ".att", ".sbom"]) known.set(`${content.digest.replace(":", "-")}${name}`, name === ".sig");
    const { items } = await contents.attached(at(), content.digest, signal);
    assert.deepEqual(
      items.map(({ kind, tag }) => [kind, tag?.slice(-4)]),
      [
        ["signature", undefined],
        ["signature", ".sig"],
        ["sbom", undefined],
      ],
    );
    // The registry is not asked for tags that it is known not to have.
    assert.equal(asked().length, 2);
    await contents.attached(at(), content.digest, signal);
    assert.equal(asked().length, 2);
    contents.forget(registry.host, repository);
    known.clear();
    assert.equal((await contents.attached(at(), content.digest, signal)).total, 3);
    assert.equal(asked().filter((line) => /\.(?:att|sbom)$/.test(line)).length, 2);
    assert.equal((await contents.attached(at("shop/chart"), `sha256:${"2".repeat(64)}`, signal)).total, 0);
  });

  test("a registry without referrers tells what the tag in their place lists", async (t) => {
    const plain = await startRegistry({ referrers: false });
    t.after(() => plain.close());
    const builder = new ImageBuilder(plain.store, "shop/api");
    const subject = `sha256:${"3".repeat(64)}`;
    const config = builder.blob("application/vnd.oci.empty.v1+json", toJson({}));
    const sbom = builder.manifest(mediaTypes.oci.manifest, { artifactType: "application/spdx+json", config, layers: [] });
    builder.index([{ ...sbom, artifactType: "application/spdx+json" }], subject.replace(":", "-"));
    const plainSessions = registrySessions(plain);
    t.after(() => plainSessions.dispose());
    const reader = new Contents({ accessTo: (...access) => plainSessions.accessTo(...access), hasTag: () => false });
    const { items } = await reader.attached({ host: plain.host, repository }, subject, signal);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ["sbom"],
    );
  });

  test("a configuration that is gone leaves what the manifest says, and is asked for again", async () => {
    const builder = new ImageBuilder(registry.store, "shop/torn");
    const layer = builder.blob(mediaTypes.oci.layer, Buffer.from("layer"));
    const config = { mediaType: mediaTypes.oci.config, digest: `sha256:${"0".repeat(64)}`, size: 2 };
    const { digest } = builder.manifest(mediaTypes.oci.manifest, { config, layers: [layer] }, "1");
    const content = await contents.tag(at("shop/torn"), "1", signal);
    assert.ok(RegistryError.is(content.configError, "not-found"));
    assert.deepEqual([content.kind, content.size, content.layers.total], ["image", 7, 1]);
    const configs = (): number => asked().filter((line) => line.includes("/blobs/")).length;
    await contents.digest(at("shop/torn"), digest, signal);
    await contents.tag(at("shop/torn"), "1", signal);
    assert.equal(configs(), 1);
    contents.forgetTorn(at("shop/torn"));
    await contents.tag(at("shop/torn"), "1", signal);
    await contents.digest(at("shop/torn"), digest, signal);
    assert.equal(configs(), 2);
  });

  test("a platform that is gone leaves the others of its index", async () => {
    const builder = new ImageBuilder(registry.store, "shop/part");
    const gone = { mediaType: mediaTypes.oci.manifest, digest: `sha256:${"1".repeat(64)}`, size: 2 };
    builder.index([{ ...gone, platform: { os: "linux", architecture: "amd64" } }], "1");
    const content = await contents.tag(at("shop/part"), "1", signal);
    assert.deepEqual([content.members.total, sampleOf(content)], [1, gone.digest]);
    await assert.rejects(contents.digest(at("shop/part"), gone.digest, signal), (error) => RegistryError.is(error, "not-found"));
  });

  test("bytes that are not what the digest names are no content", async () => {
    const builder = new ImageBuilder(registry.store, "shop/forged");
    const config = builder.blob(mediaTypes.oci.config, toJson({}));
    const { digest } = builder.manifest(mediaTypes.oci.manifest, { config, layers: [] }, "1");
    const other = builder.manifest(mediaTypes.oci.manifest, { config, layers: [], annotations: { forged: "yes" } });
    const { manifests } = registry.store.open("shop/forged");
    const forged = manifests.get(other.digest);
    assert.ok(forged !== undefined);
    manifests.set(digest, forged);
    await assert.rejects(contents.digest(at("shop/forged"), digest, signal), (error) => RegistryError.is(error, "digest-mismatch"));
  });

  test("who leaves ends the request, and nothing is kept of it", async () => {
    const controller = new AbortController();
    const looking = contents.tag(at(), "4.2.0", controller.signal);
    controller.abort();
    await assert.rejects(looking, { name: "AbortError" });
    assert.equal(contents.tags.get(at(), "4.2.0"), undefined);
  });
});
