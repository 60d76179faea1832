import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { digestLike, sha256Of } from "../../../../src/core/digest.ts";
import { printPlatform } from "../../../../src/registry/content/manifest.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, table } from "../support/fakeTransport.ts";
import { createTestClient } from "../support/testClient.ts";

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${String(error)}`));
}

const oci = "application/vnd.oci.image.";
const docker = "application/vnd.docker.distribution.manifest.";
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const config = { mediaType: `${oci}config.v1+json`, digest: digest("c"), size: 3 };
const layer = { mediaType: `${oci}layer.v1.tar+gzip`, digest: digest("1"), size: 10 };
const schema1 = { schemaVersion: 1, name: "a/b", tag: "v1", fsLayers: [{ blobSum: digest("1") }], history: [], signatures: [] };
const image = { schemaVersion: 2, mediaType: `${oci}manifest.v1+json`, config, layers: [layer], annotations: { a: "1", b: 2 } };

function served(body: object | string, contentType: string | undefined, headers: Readonly<Record<string, string>> = {}): FakeResponse {
  return { body, headers: { ...(contentType === undefined ? {} : { "content-type": contentType }), ...headers } };
}

function get(response: FakeResponse, reference = "v1") {
  return createTestClient(new FakeTransport(() => response)).getManifest("a/b", reference);
}

describe("getManifest", () => {
  test("reads an image, with its bytes and their digest", async () => {
    const bytes = JSON.stringify(image);
    const manifest = await get(served(bytes, image.mediaType));
    assert.ok(manifest.kind === "image");
    assert.deepEqual(manifest.config, config);
    assert.deepEqual(manifest.layers, [layer]);
    assert.deepEqual(manifest.annotations, { a: "1" });
    assert.equal(manifest.digest, sha256Of(Buffer.from(bytes)));
    assert.equal(manifest.size, bytes.length);
    assert.equal(Buffer.from(manifest.bytes).toString(), bytes);
  });

  const kinds: readonly (readonly [name: string, body: object, contentType: string | undefined, kind: string, mediaType: string])[] = [
    ["Docker's image", { config, layers: [] }, `${docker}v2+json`, "image", `${docker}v2+json`],
    ["Docker's list", { manifests: [] }, `${docker}list.v2+json; charset=utf-8`, "index", `${docker}list.v2+json`],
    ["an OCI index", { manifests: [] }, `${oci}index.v1+json`, "index", `${oci}index.v1+json`],
    ["a body that knows better than the header", { ...image }, "application/json", "image", `${oci}manifest.v1+json`],
    ["an index by its shape", { manifests: [] }, "text/plain", "index", `${oci}index.v1+json`],
    ["an image by its shape", { config, layers: [] }, undefined, "image", `${oci}manifest.v1+json`],
    [
      "an artifact",
      { blobs: [layer] },
      "application/vnd.oci.artifact.manifest.v1+json",
      "artifact",
      "application/vnd.oci.artifact.manifest.v1+json",
    ],
  ];
  for (const [name, body, contentType, kind, mediaType] of kinds) {
    test(`reads ${name}`, async () => {
      const manifest = await get(served(body, contentType));
      assert.equal(manifest.kind, kind);
      assert.equal(manifest.mediaType, mediaType);
    });
  }

  const empty: readonly (readonly [name: string, body: object, contentType: string, kind: string])[] = [
    ["an image whose layers are null", { config, layers: null }, `${oci}manifest.v1+json`, "image"],
    ["an image without layers", { config }, `${oci}manifest.v1+json`, "image"],
    ["an image whose layers are null, by its shape", { config, layers: null }, "application/json", "image"],
    ["an image with manifests: null", { config, layers: [], manifests: null }, `${docker}v2+json`, "image"],
    ["an index whose manifests are null", { manifests: null }, `${oci}index.v1+json`, "index"],
    ["an index without manifests", { schemaVersion: 2 }, `${oci}index.v1+json`, "index"],
    ["an index whose manifests are null, by its shape", { manifests: null }, "application/json", "index"],
    ["an index with config: null", { manifests: [], config: null, layers: null }, `${oci}index.v1+json`, "index"],
    ["an artifact whose blobs are null", { blobs: null }, "application/vnd.oci.artifact.manifest.v1+json", "artifact"],
  ];
  for (const [name, body, contentType, kind] of empty) {
    test(`reads ${name} as an empty one`, async () => {
      const manifest = await get(served(body, contentType));
      assert.equal(manifest.kind, kind);
      const list = manifest.kind === "image" ? manifest.layers : manifest.kind === "index" ? manifest.manifests : manifest.blobs;
      assert.deepEqual(list, []);
    });
  }

  test("of a tag has the digest of its bytes, whatever the header says", async () => {
    const bytes = Buffer.from(JSON.stringify(image));
    for (const said of [digest("0"), `sha512:${"0".repeat(128)}`, "nonsense", ""]) {
      const manifest = await get(served(image, undefined, { "docker-content-digest": said }));
      assert.equal(manifest.digest, sha256Of(bytes));
    }
    const sha512 = digestLike(`sha512:${"0".repeat(128)}`, bytes);
    assert.equal((await get(served(image, undefined, { "docker-content-digest": sha512 }))).digest, sha512);
  });

  for (const encoding of ["aws-chunked", "utf-8", "UTF-8", "identity, aws-chunked"]) {
    test(`reads one whose Content-Encoding is ${encoding}, which is none`, async () => {
      const manifest = await get(served(image, image.mediaType, { "content-encoding": encoding }));
      assert.equal(manifest.digest, sha256Of(Buffer.from(JSON.stringify(image))));
    });
  }

  test("asks for every type it can read", async () => {
    const transport = new FakeTransport(() => served(image, undefined));
    await createTestClient(transport).getManifest("a/b", "v1");
    for (const type of [`${oci}index.v1+json`, `${oci}manifest.v1+json`, `${docker}list.v2+json`, `${docker}v2+json`]) {
      assert.ok(transport.requests[0]?.headers["accept"]?.includes(type));
    }
  });

  const bytes = Buffer.from(JSON.stringify(image));
  const bad: readonly (readonly [name: string, response: FakeResponse, reference: string, code: RegistryErrorCode])[] = [
    ["other bytes than asked for by digest", served(image, undefined), digest("0"), "digest-mismatch"],
    [
      "other bytes than its SHA-512 header says",
      served(image, undefined, { "docker-content-digest": `sha512:${"0".repeat(128)}` }),
      sha256Of(bytes),
      "digest-mismatch",
    ],
    ["both an image and an index", served({ ...image, manifests: [] }, image.mediaType), "v1", "invalid-response"],
    [
      "schema 1",
      served({ schemaVersion: 1, fsLayers: [] }, `${docker}v1+prettyjws`, { "docker-content-digest": digest("0") }),
      "v1",
      "unsupported",
    ],
    [
      "schema 1 under a type of its own, asked for by digest",
      served({ schemaVersion: 1, fsLayers: [] }, `${docker}v1+json`),
      digest("0"),
      "unsupported",
    ],
    [
      "schema 1 by its shape, with a digest of its own",
      served(schema1, "application/json", { "docker-content-digest": digest("0") }),
      digest("0"),
      "unsupported",
    ],
    [
      "schema 1 by its shape, under a tag",
      served(schema1, "application/json", { "docker-content-digest": digest("0") }),
      "v1",
      "unsupported",
    ],
    ["schema 1 by its shape, under another image's type", served(schema1, `${docker}v2+json`), "v1", "unsupported"],
    ["another kind of document", served({ mediaType: "application/x-other" }, undefined), "v1", "unsupported"],
    ["a web page", served("<!doctype html>", "text/html"), "v1", "not-a-registry"],
    ["layers that are no list", served({ config, layers: {} }, image.mediaType), "v1", "invalid-response"],
    ["manifests that are no list", served({ manifests: "x" }, `${oci}index.v1+json`), "v1", "invalid-response"],
    ["an index with a config", served({ manifests: [], config }, `${oci}index.v1+json`), "v1", "invalid-response"],
    ["an image without config", served({ layers: [] }, image.mediaType), "v1", "invalid-response"],
    [
      "a digest that leads elsewhere",
      served({ ...image, config: { ...config, digest: "../../x" } }, image.mediaType),
      "v1",
      "invalid-response",
    ],
    ["a negative size", served({ ...image, config: { ...config, size: -1 } }, image.mediaType), "v1", "invalid-response"],
    ["no descriptor in an index", served({ manifests: [null] }, `${oci}index.v1+json`), "v1", "invalid-response"],
    ["more than a manifest may have", served("x".repeat(9_000_000), image.mediaType), "v1", "body-too-large"],
    ["404", { status: 404, body: { errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] } }, "v1", "not-found"],
  ];
  for (const [name, response, reference, code] of bad) test(`${name}: ${code}`, () => rejects(get(response, reference), code));

  test("references that are neither tag nor digest are refused before anything is sent", async () => {
    const transport = new FakeTransport(() => ({}));
    for (const reference of ["", "a/b", "..", "sha256:abc", "v1?x", "a\r\nb"])
      await rejects(createTestClient(transport).getManifest("a", reference), "invalid-reference");
    assert.equal(transport.requests.length, 0);
  });
});

describe("resolve", () => {
  const head = { "docker-content-digest": digest("a"), "content-length": "123", "content-type": `${oci}index.v1+json` };

  test("takes a HEAD, and no GET", async () => {
    const transport = new FakeTransport(() => ({ headers: head }));
    assert.deepEqual(await createTestClient(transport).resolve("a/b", "v1"), {
      mediaType: `${oci}index.v1+json`,
      digest: digest("a"),
      size: 123,
    });
    assert.deepEqual(transport.lines, ["HEAD /v2/a/b/manifests/v1"]);
  });

  test("of a digest gives that digest, whatever the registry says", async () => {
    const transport = new FakeTransport(() => ({ headers: head }));
    assert.equal((await createTestClient(transport).resolve("a/b", digest("b"))).digest, digest("b"));
  });

  for (const [name, answer] of [
    ["no digest", { headers: { "content-length": "123" } }],
    ["no length", { headers: { "docker-content-digest": digest("a"), "content-type": `${oci}index.v1+json` } }],
    ["an empty length", { headers: { ...head, "content-length": "" } }],
    ["a length of nothing", { headers: { ...head, "content-length": "0" } }],
    ["no media type", { headers: { "docker-content-digest": digest("a"), "content-length": "123" } }],
    ["the length of something encoded", { headers: { ...head, "content-encoding": "gzip" } }],
    ["400", { status: 400 }],
    ["403", { status: 403 }],
    ["404", { status: 404 }],
    ["405", { status: 405 }],
    ["501", { status: 501 }],
  ] as const) {
    test(`answered with ${name}: GET after all`, async () => {
      const transport = new FakeTransport(
        table({ "HEAD /v2/a/b/manifests/v1": answer, "GET /v2/a/b/manifests/v1": served(image, undefined) }),
      );
      assert.equal((await createTestClient(transport).resolve("a/b", "v1")).digest, sha256Of(Buffer.from(JSON.stringify(image))));
    });
  }

  for (const [status, code] of [
    [404, "not-found"],
    [403, "denied"],
  ] as const) {
    test(`${status} to both is ${code}, in the registry's words`, async () => {
      const body = { errors: [{ code: "X", message: "in words" }] };
      const transport = new FakeTransport((request) => ({ status, ...(request.method === "GET" && { body }) }));
      await assert.rejects(
        createTestClient(transport).resolve("a/b", "v1"),
        (error) => RegistryError.is(error, code) && error.details[0]?.message.openForSurface() === "in words",
      );
      assert.equal(transport.requests.length, 2);
    });
  }

  test("a failure that may pass is no reason for a GET", async () => {
    const transport = new FakeTransport(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    await rejects(createTestClient(transport).resolve("a/b", "v1"), "rate-limited");
    assert.deepEqual(transport.lines, ["HEAD /v2/a/b/manifests/v1"]);
  });
});

describe("getIndexLeaves", () => {
  const indexType = `${oci}index.v1+json`;
  const member = (letter: string, more: object = {}) => ({ mediaType: image.mediaType, digest: digest(letter), size: 1, ...more });

  async function leavesOf(documents: Readonly<Record<string, object>>, root: object) {
    const transport = new FakeTransport((request) => served(documents[request.url.replace(/.*\//, "")] ?? root, indexType));
    const client = createTestClient(transport);
    const index = await client.getManifest("a/b", "v1");
    assert.ok(index.kind === "index");
    return { leaves: await client.getIndexLeaves("a/b", index), transport };
  }

  test("gives platforms and says what is an attestation", async () => {
    const attestation = {
      platform: { os: "unknown", architecture: "unknown" },
      annotations: { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest("1") },
    };
    const { leaves } = await leavesOf(
      {},
      { manifests: [member("1", { platform: { os: "linux", architecture: "arm64", variant: "v8" } }), member("2", attestation)] },
    );
    assert.deepEqual(
      leaves.map((leaf) => [leaf.platform === undefined ? "" : printPlatform(leaf.platform), leaf.attests]),
      [
        ["linux/arm64/v8", undefined],
        ["unknown/unknown", digest("1")],
      ],
    );
  });

  test("unfolds indexes within, each once", async () => {
    const nested = JSON.stringify({ manifests: [member("1"), member("2")] });
    const nestedDigest = sha256Of(Buffer.from(nested));
    const inner = { mediaType: indexType, digest: nestedDigest, size: nested.length };
    const { leaves, transport } = await leavesOf(
      { [nestedDigest]: JSON.parse(nested) as object },
      { manifests: [inner, inner, member("1"), member("3")] },
    );
    assert.deepEqual(leaves.map((leaf) => leaf.digest).toSorted(), [digest("1"), digest("2"), digest("3")]);
    assert.equal(transport.requests.length, 2);
  });

  test("keeps one image for each of its platforms, and what is the same once", async () => {
    const platform = (architecture: string) => ({ platform: { os: "linux", architecture } });
    const { leaves } = await leavesOf(
      {},
      { manifests: [member("1", platform("amd64")), member("1", platform("arm64")), member("1", platform("amd64")), member("1")] },
    );
    assert.deepEqual(
      leaves.map((leaf) => leaf.platform?.architecture),
      ["amd64", "arm64", undefined],
    );
  });

  test("keeps an image that an index within has for another platform", async () => {
    const nested = JSON.stringify({ manifests: [member("1", { platform: { os: "linux", architecture: "arm64" } })] });
    const inner = { mediaType: indexType, digest: sha256Of(Buffer.from(nested)), size: nested.length };
    const { leaves } = await leavesOf(
      { [inner.digest]: JSON.parse(nested) as object },
      { manifests: [member("1", { platform: { os: "linux", architecture: "amd64" } }), inner] },
    );
    assert.deepEqual(new Set(leaves.map((leaf) => leaf.platform?.architecture)), new Set(["amd64", "arm64"]));
    assert.equal(leaves.length, 2);
  });

  test("does not go down for ever", async () => {
    const documents: Record<string, object> = {};
    const chain = { inner: { manifests: [member("1")] } as object };
    for (let depth = 0; depth < 10; depth++) {
      const text = JSON.stringify(chain.inner);
      const of = sha256Of(Buffer.from(text));
      documents[of] = chain.inner;
      chain.inner = { manifests: [{ mediaType: indexType, digest: of, size: text.length }] };
    }
    await rejects(leavesOf(documents, chain.inner), "invalid-response");
  });

  for (const [count, isTaken] of [
    [100, true],
    [101, false],
  ] as const) {
    test(`${count} indexes within one are ${isTaken ? "" : "not "}fetched`, async () => {
      const documents = Array.from({ length: count }, (_, index) => ({ manifests: [], annotations: { index: String(index) } }));
      const byDigest = Object.fromEntries(documents.map((document) => [sha256Of(Buffer.from(JSON.stringify(document))), document]));
      const members = Object.keys(byDigest).map((of) => ({ mediaType: indexType, digest: of, size: 1 }));
      const unfolded = leavesOf(byDigest, { manifests: members });
      if (isTaken) assert.equal((await unfolded).transport.requests.length, 1 + count);
      else await rejects(unfolded, "invalid-response");
    });
  }
});

describe("changes", () => {
  test("a manifest goes with all its tags", async () => {
    const transport = new FakeTransport(() => ({ status: 202 }));
    await createTestClient(transport).deleteManifest("a/b", digest("a"));
    assert.deepEqual(transport.lines, [`DELETE /v2/a/b/manifests/${digest("a")}`]);
    await rejects(createTestClient(transport).deleteManifest("a/b", "v1"), "invalid-reference");
  });

  test("a tag goes alone, or not at all", async () => {
    for (const [answer, code] of [
      [{ status: 202 }, undefined],
      [{ status: 405, body: { errors: [{ code: "UNSUPPORTED", message: "The operation is unsupported." }] } }, "unsupported"],
      [{ status: 400, body: { errors: [{ code: "DIGEST_INVALID" }] } }, "unsupported"],
      [{ status: 404 }, "not-found"],
      [{ status: 403 }, "denied"],
    ] as const) {
      const transport = new FakeTransport(() => answer);
      const deleted = createTestClient(transport).deleteTag("a/b", "v1");
      await (code === undefined ? deleted : rejects(deleted, code));
      assert.deepEqual(transport.lines, ["DELETE /v2/a/b/manifests/v1"]);
    }
    await rejects(createTestClient(new FakeTransport(() => ({}))).deleteTag("a/b", digest("a")), "invalid-reference");
  });

  test("a manifest is stored byte for byte under a new tag", async () => {
    const bytes = Buffer.from(`${JSON.stringify(image)}\n`);
    const transport = new FakeTransport(() => ({ status: 201, headers: { "docker-content-digest": sha256Of(bytes) } }));
    assert.equal(await createTestClient(transport).putManifest("a/b", "v2", { mediaType: image.mediaType, bytes }), sha256Of(bytes));
    const [request] = transport.requests;
    assert.equal(request?.body, bytes.toString());
    assert.equal(request?.headers["content-type"], image.mediaType);
  });

  test("a registry that stored something else is told of", async () => {
    const transport = new FakeTransport(() => ({ status: 201, headers: { "docker-content-digest": digest("0") } }));
    await rejects(
      createTestClient(transport).putManifest("a/b", "v2", { mediaType: image.mediaType, bytes: Buffer.from("{}") }),
      "digest-mismatch",
    );
  });
});
