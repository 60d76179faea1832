import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { referrersTag } from "../../../../src/registry/content/referrers.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, table } from "../support/fakeTransport.ts";
import { createTestClient } from "../support/testClient.ts";

const subject = `sha256:${"a".repeat(64)}`;
const indexType = "application/vnd.oci.image.index.v1+json";
const signature = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: `sha256:${"b".repeat(64)}`,
  size: 9,
  artifactType: "sig",
};
const sbom = { ...signature, digest: `sha256:${"c".repeat(64)}`, artifactType: "sbom" };

const api = `GET /v2/a/b/referrers/${subject}`;
const tag = `GET /v2/a/b/manifests/sha256-${"a".repeat(64)}`;
const index = (manifests: readonly object[], headers: Readonly<Record<string, string>> = {}): FakeResponse => ({
  headers: { "content-type": indexType, ...headers },
  body: { schemaVersion: 2, mediaType: indexType, manifests },
});

describe("listReferrers", () => {
  test("by the API, page by page", async () => {
    const transport = new FakeTransport(
      table({ [api]: index([signature], { link: `</v2/a/b/referrers/${subject}?p=2>; rel=next` }), [`${api}?p=2`]: index([sbom]) }),
    );
    const client = createTestClient(transport);
    const first = await client.listReferrers("a/b", subject);
    assert.deepEqual(first.items, [signature]);
    assert.deepEqual(await client.listReferrers("a/b", subject, { cursor: first.next }), { items: [sbom], next: undefined, source: "api" });
  });

  test("of one type, filtered by whoever does", async () => {
    const transport = new FakeTransport(table({ [`${api}?artifactType=sig`]: index([signature, sbom]) }));
    assert.deepEqual((await createTestClient(transport).listReferrers("a/b", subject, { artifactType: "sig" })).items, [signature]);
  });

  const without: readonly (readonly [name: string, answer: FakeResponse])[] = [
    ["404", { status: 404, body: "404 page not found\n" }],
    ["400", { status: 400 }],
    ["405", { status: 405 }],
    ["406", { status: 406 }],
    ["501", { status: 501 }],
    ["200 and something else", { headers: { "content-type": "application/json" }, body: {} }],
  ];
  for (const [name, answer] of without) {
    test(`by the fallback tag, where the API answers ${name}`, async () => {
      const transport = new FakeTransport(table({ [`${api}?artifactType=sbom`]: answer, [tag]: index([signature, sbom]) }));
      assert.deepEqual(await createTestClient(transport).listReferrers("a/b", subject, { artifactType: "sbom" }), {
        items: [sbom],
        next: undefined,
        source: "tag",
      });
      assert.equal(transport.requests.length, 2);
    });
  }

  test("none, where there is neither", async () => {
    assert.deepEqual(await createTestClient(new FakeTransport(table({}))).listReferrers("a/b", subject), {
      items: [],
      next: undefined,
      source: "none",
    });
  });

  test("a refusal is not taken for none", async () => {
    const transport = new FakeTransport(() => ({ status: 403 }));
    await assert.rejects(createTestClient(transport).listReferrers("a/b", subject), (error) => RegistryError.is(error, "denied"));
  });
});

test("referrersTag cuts long hashes", () => {
  assert.equal(referrersTag(subject), `sha256-${"a".repeat(64)}`);
  assert.equal(referrersTag(`sha512:${"d".repeat(128)}`), `sha512-${"d".repeat(64)}`);
});
