import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import type { Manifest } from "../../../../src/registry/content/manifest.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { type CopyEnds, copyImage, type CopyOutcome, type CopyTarget } from "../../../../src/services/images/move/copyImage.ts";
import { type CopyChoice, type CopyPlan, type CopySource, imagesOf, planCopy } from "../../../../src/services/images/move/copyPlan.ts";
import { createNetworkClient } from "../../../support/networkClient.ts";
import { digestOf } from "../../../support/registry/digest.ts";
import type { RegistryOptions } from "../../../support/registry/registryOptions.ts";
import { ImageBuilder, mediaTypes } from "../../../support/registry/seed/imageBuilder.ts";
import { seedContent } from "../../../support/registry/seed/seedContent.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";

const { signal } = new AbortController();
const from = "shop/api";
const to = "moved/api";

interface End {
  readonly registry: RunningRegistry;
  readonly client: RegistryClient;
}

async function open(t: TestContext, options: RegistryOptions = {}): Promise<End> {
  const registry = await startRegistry(options);
  const network = createNetworkClient({ url: registry.url, limits: { retries: 0 } });
  t.after(async () => {
    network.dispose();
    await registry.close();
  });
  return { registry, client: network.client };
}

async function openSource(t: TestContext): Promise<End> {
  const source = await open(t);
  seedContent(source.registry);
  return source;
}

function ends(source: CopySource, target: CopyTarget, more: Partial<CopyEnds> = {}): CopyEnds {
  return { source, from, target, to, tag: "4.2.0", before: undefined, isOneRegistry: false, ...more };
}

async function planned(
  source: End,
  choose: (manifest: Manifest) => CopyChoice = () => ({ withAttached: false }),
  tag = "4.2.0",
): Promise<CopyPlan> {
  const manifest = await source.client.getManifest(from, tag);
  return planCopy(source.client, from, manifest, choose(manifest), signal);
}

/** The client, with something else in the place of some of it. */
function portOf(client: RegistryClient, others: Partial<CopyTarget>): CopyTarget {
  return {
    resolve: (...args) => client.resolve(...args),
    getManifest: (...args) => client.getManifest(...args),
    listReferrers: (...args) => client.listReferrers(...args),
    putManifest: (...args) => client.putManifest(...args),
    uploadBlob: (...args) => client.uploadBlob(...args),
    ...others,
  };
}

const summaryOf = (outcome: CopyOutcome) => (outcome.kind === "copied" ? outcome.summary : assert.fail(outcome.kind));

test("an index with its images is there byte for byte, and all that is in them", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const plan = await planned(source);
  let last = 0;
  const onProgress = (bytes: number): void => void (last = bytes);
  const summary = summaryOf(await copyImage(ends(source.client, target.client), plan, { signal, onProgress }));
  assert.equal(last, plan.bytes);
  assert.deepEqual(summary, { sentBytes: plan.bytes, uploaded: plan.blobCount, mounted: 0, there: 0 });
  const [there, here] = [target.registry.store.open(to), source.registry.store.open(from)];
  assert.equal(there.tags.get("4.2.0"), here.tags.get("4.2.0"));
  assert.equal(there.manifests.size, 6);
  for (const [digest, { bytes }] of there.manifests) assert.deepEqual(bytes, here.manifests.get(digest)?.bytes);
  assert.equal(there.blobs.size, plan.blobCount);
  // Nothing names what is not there yet.
  const puts = target.registry.requests.lines().filter((line) => line.startsWith("PUT") && line.includes("/manifests/"));
  assert.equal(puts.at(-1), `PUT /v2/${to}/manifests/4.2.0`);
});

test("what refers to it goes along: by the API, by cosign's tags, and what refers to that", async (t) => {
  for (const referrers of [true, false]) {
    const [source, target] = [await openSource(t), await open(t, { referrers })];
    const builder = new ImageBuilder(source.registry.store, from);
    const root = source.registry.store.open(from).tags.get("4.2.0") ?? "";
    const [sbom] = (await source.client.listReferrers(from, root, { artifactType: "application/spdx+json" })).items;
    const config = builder.blob("application/vnd.oci.empty.v1+json", Buffer.from("{}"));
    const signature = builder.manifest(mediaTypes.oci.manifest, { artifactType: "example/sig", config, layers: [config], subject: sbom });
    const plan = await planned(source, () => ({ withAttached: true }));
    assert.equal(plan.attached.length, 4);
    summaryOf(await copyImage(ends(source.client, target.client), plan, { signal }));
    const listed = async (digest: string) =>
      (await target.client.listReferrers(to, digest)).items.map(({ artifactType = "" }) => artifactType).toSorted();
    assert.deepEqual(await listed(root), ["application/spdx+json", "application/vnd.dev.cosign.artifact.sig.v1+json"]);
    assert.deepEqual(await listed(sbom?.digest ?? ""), ["example/sig"]);
    assert.ok(target.registry.store.open(to).manifests.has(signature.digest));
    assert.ok(target.registry.store.open(to).tags.has(`${root.replace(":", "-")}.sig`));
  }
});

test("of chosen platforms, one alone goes without its index; several with an index of them and their attestations", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const index = await source.client.getManifest(from, "4.2.0");
  const images = imagesOf(index).map(({ digest }) => digest);
  assert.equal(images.length, 3);
  const [first = "", second = "", third = ""] = images;
  // It has no attestation.
  const alone = await planned(source, () => ({ images: [third], withAttached: false }));
  assert.equal(alone.root.digest, third);
  assert.equal(alone.members.length, 0);

  const some = await planned(source, () => ({ images: [first, second], withAttached: false }));
  assert.equal(some.members.length, 4);
  summaryOf(await copyImage(ends(source.client, target.client), some, { signal }));
  const copied = await target.client.getManifest(to, "4.2.0");
  assert.equal(copied.digest, some.root.digest);
  assert.deepEqual(
    imagesOf(copied).map(({ digest, platform }) => ({ digest, platform })),
    imagesOf(index)
      .slice(0, 2)
      .map(({ digest, platform }) => ({ digest, platform })),
  );
  const all = await planned(source, () => ({ images, withAttached: false }));
  assert.equal(all.root.digest, index.digest);
});

test("a copy that broke off sends only the rest when it is done again", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const plan = await planned(source);
  const controller = new AbortController();
  const uploads: string[] = [];
  const cutOff: CopyTarget = portOf(target.client, {
    uploadBlob: async (...args: Parameters<RegistryClient["uploadBlob"]>) => {
      const result = await target.client.uploadBlob(...args);
      uploads.push(args[1].digest);
      if (uploads.length === 3) controller.abort();
      return result;
    },
  });
  await assert.rejects(copyImage(ends(source.client, cutOff), plan, { signal: controller.signal }), { name: "AbortError" });
  const before = target.registry.store.open(to);
  assert.equal(before.manifests.size, 0);
  const there = before.blobs.size;
  assert.ok(there >= 3);
  const summary = summaryOf(await copyImage(ends(source.client, target.client), plan, { signal }));
  assert.equal(summary.there, there);
  assert.equal(summary.uploaded, plan.blobCount - there);
  assert.ok(summary.sentBytes < plan.bytes);
});

test("within a registry nothing is sent, where it takes blobs over", async (t) => {
  const source = await openSource(t);
  const plan = await planned(source);
  const summary = summaryOf(await copyImage(ends(source.client, source.client, { isOneRegistry: true }), plan, { signal }));
  assert.deepEqual(summary, { sentBytes: 0, uploaded: 0, mounted: plan.blobCount, there: 0 });
  assert.equal(source.registry.requests.lines().filter((line) => /^(?:GET|PATCH) .*\/blobs\//.test(line)).length, 0);
});

test("a target that refuses the mount, or a large request, gets the blob another way", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const builder = new ImageBuilder(source.registry.store, from);
  const layer = builder.blob(mediaTypes.oci.layer, Buffer.alloc(20_000_000, 7));
  const config = builder.blob("application/vnd.oci.empty.v1+json", Buffer.from("{}"));
  builder.manifest(mediaTypes.oci.manifest, { config, layers: [layer] }, "large");
  const plan = await planned(source, undefined, "large");
  const asked: string[] = [];
  const picky: CopyTarget = portOf(target.client, {
    uploadBlob: (repository, blob, options) => {
      const { mountFrom, chunkBytes } = options ?? {};
      asked.push(`${blob.size} ${mountFrom ?? "-"} ${chunkBytes ?? "-"}`);
      const status = mountFrom !== undefined ? 403 : blob.size > 16_000_000 && chunkBytes === undefined ? 413 : undefined;
      if (status === undefined) return target.client.uploadBlob(repository, blob, options);
      return Promise.reject(new RegistryError(status === 403 ? "denied" : "request-rejected", "", { status }));
    },
  });
  summaryOf(await copyImage(ends(source.client, picky, { isOneRegistry: true }), plan, { signal }));
  assert.deepEqual(asked.toSorted(), [`2 - -`, `2 ${from} -`, `20000000 - -`, `20000000 - 16000000`, `20000000 ${from} -`]);
  assert.ok(target.registry.store.open(to).blobs.has(layer.digest));
});

test("a tag that somebody has written meanwhile stays as it is", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const theirs = new ImageBuilder(target.registry.store, to).manifest(mediaTypes.oci.index, { manifests: [] }, "4.2.0");
  const outcome = await copyImage(ends(source.client, target.client), await planned(source), { signal });
  assert.deepEqual(outcome, { kind: "moved", digest: theirs.digest });
  assert.equal(target.registry.store.open(to).tags.get("4.2.0"), theirs.digest);
});

const largest = (plan: CopyPlan) => plan.members.flatMap(({ blobs }) => blobs).toSorted((a, b) => b.size - a.size)[0]?.digest ?? "";
const hostOf = (error: unknown): string => (RegistryError.is(error) ? `${error.code} ${String(error.params["host"])}` : String(error));

test("bytes that are not those of the digest are stored nowhere, and the source is named", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const plan = await planned(source);
  const digest = largest(plan);
  const bytes = source.registry.store.blob(source.registry.store.open(from), digest);
  assert.ok(bytes !== undefined);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const copying = copyImage(ends(source.client, target.client), plan, { signal });
  await assert.rejects(copying, (error) => hostOf(error) === `digest-mismatch ${source.registry.host}`);
  assert.equal(target.registry.store.open(to).blobs.has(digest), false);
  assert.equal(target.registry.store.open(to).manifests.size, 0);
});

test("a blob that the source has lost ends the copy, and the source is named", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const plan = await planned(source);
  source.registry.store.open(from).blobs.delete(largest(plan));
  const copying = copyImage(ends(source.client, target.client), plan, { signal });
  await assert.rejects(copying, (error) => hostOf(error) === `not-found ${source.registry.host}`);
  assert.equal(target.registry.store.open(to).tags.size, 0);
});

test("a blob that the target loses before its manifest comes is sent once more", async (t) => {
  const [source, target] = [await openSource(t), await open(t)];
  const plan = await planned(source);
  const lost = { count: 0 };
  const forgetful: CopyTarget = portOf(target.client, {
    putManifest: (...args: Parameters<RegistryClient["putManifest"]>) => {
      if (lost.count++ === 0) target.registry.store.open(to).blobs.delete(largest(plan));
      return target.client.putManifest(...args);
    },
  });
  const summary = summaryOf(await copyImage(ends(source.client, forgetful), plan, { signal }));
  assert.ok(summary.sentBytes > plan.bytes);
  assert.equal(target.registry.store.open(to).tags.size, 1);
});

test("a target that refuses is named, and no tag is written", async (t) => {
  const source = await openSource(t);
  const target = await open(t, { maxBlobBytes: 10 });
  const copying = copyImage(ends(source.client, target.client), await planned(source), { signal });
  await assert.rejects(copying, (error) => RegistryError.is(error) && error.params["host"] === target.registry.host);
  assert.equal(target.registry.store.open(to).tags.size, 0);
});

/** A registry of manifests alone. */
function manifests(byDigest: ReadonlyMap<string, object>): CopySource {
  const getManifest = (_: string, digest: string) => {
    const found = byDigest.get(digest);
    if (found === undefined) return Promise.reject(new RegistryError("not-found", ""));
    const bytes = Buffer.from(JSON.stringify(found));
    return Promise.resolve({ digest, size: bytes.length, bytes, ...found } as unknown as Manifest);
  };
  const none = () => Promise.reject(new RegistryError("not-found", ""));
  return { getManifest, getBlob: none, resolve: none, listReferrers: none };
}

const sha = (text: string): string => digestOf(text);
const child = (digest: string) => ({ mediaType: mediaTypes.oci.index, digest, size: 10 });

test("indexes that hold each other, or one another without end, do not hold the copy", async () => {
  const circle = new Map(
    [sha("a"), sha("b")].map((digest, _, all) => [digest, { kind: "index", mediaType: mediaTypes.oci.index, manifests: all.map(child) }]),
  );
  const source = manifests(circle);
  const plan = await planCopy(source, "r", await source.getManifest("r", sha("a")), { withAttached: false }, signal);
  assert.deepEqual(
    plan.members.map(({ digest }) => digest),
    [sha("b")],
  );

  const chain = new Map(
    Array.from({ length: 10 }, (_, at) => [
      sha(`c${at}`),
      { kind: "index", mediaType: mediaTypes.oci.index, manifests: [child(sha(`c${at + 1}`))] },
    ]),
  );
  const deep = manifests(chain);
  const planning = planCopy(deep, "r", await deep.getManifest("r", sha("c0")), { withAttached: false }, signal);
  await assert.rejects(planning, (error) => RegistryError.is(error, "body-too-complex"));
});

test("an index of thousands, and an image of tens of thousands of layers, are refused; layers of other places stay there", async () => {
  const many = { kind: "index", mediaType: mediaTypes.oci.index, manifests: Array.from({ length: 3000 }, (_, at) => child(sha(`m${at}`))) };
  const blob = (at: number, mediaType: string = mediaTypes.oci.layer) => ({ mediaType, digest: sha(`l${at}`), size: 1 });
  const image = (layers: readonly object[]) => ({ kind: "image", mediaType: mediaTypes.oci.manifest, config: blob(-1), layers });
  const plan = async (manifest: object) => {
    const source = manifests(new Map([[sha("root"), manifest]]));
    return planCopy(source, "r", await source.getManifest("r", sha("root")), { withAttached: false }, signal);
  };
  await assert.rejects(plan(many), (error) => RegistryError.is(error, "body-too-complex"));
  await assert.rejects(plan(image(Array.from({ length: 21_000 }, (_, at) => blob(at)))), (error) =>
    RegistryError.is(error, "body-too-complex"),
  );
  const foreign = blob(2, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
  const { foreign: count, root, blobCount } = await plan(image([blob(1), blob(1), foreign]));
  assert.deepEqual({ count, blobCount, blobs: root.blobs.length }, { count: 1, blobCount: 2, blobs: 2 });
});
