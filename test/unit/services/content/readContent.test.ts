import assert from "node:assert/strict";
import { test } from "node:test";
import { readImageConfig } from "../../../../src/registry/content/imageConfig.ts";
import { parseManifest } from "../../../../src/registry/content/parseManifest.ts";
import { maxKept } from "../../../../src/services/content/capped.ts";
import { type ReadConfig, readContent } from "../../../../src/services/content/readContent.ts";
import type { ContentFacts } from "../../../../src/services/content/contentFacts.ts";
import { hostileTexts } from "../../../support/hostileTexts.ts";

const digest = `sha256:${"a".repeat(64)}`;
const many = 5_000;

function read(body: object, config: ReadConfig = {}): ContentFacts {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...body }));
  return readContent(parseManifest(bytes, undefined, digest, "reg.example"), config);
}

function descriptor(mediaType: string, size = 10) {
  return { mediaType, digest, size };
}

const config = descriptor("application/vnd.oci.image.config.v1+json", 5);

test("however much there is, a bounded part of it is kept, with its number", () => {
  const labels = Object.fromEntries(Array.from({ length: many }, (_, index) => [`label-${index}`, "x".repeat(3_000)]));
  const history = Array.from({ length: many }, (_, index) => ({ created_by: `COPY ${index}` }));
  const env = Array.from({ length: many }, (_, index) => `N${index}=1`);
  const facts = read(
    { config, layers: Array.from({ length: many }, () => descriptor("application/vnd.oci.image.layer.v1.tar")), annotations: labels },
    { image: readImageConfig({ config: { Labels: labels, Env: env }, history }) },
  );
  const lists = [facts.layers, facts.annotations, facts.image?.labels, facts.image?.environment];
  assert.deepEqual(
    lists.map((list) => [list?.items.length, list?.total]),
    lists.map(() => [maxKept, many]),
  );
  assert.equal(facts.size, 5 + many * 10);
  assert.equal(facts.layers.items[199]?.instruction, "COPY 199");
  assert.equal(facts.image?.labels.items[0]?.text.length, 2_000);
});

test("an index of very many members is bounded, attestations apart", () => {
  const member = { ...descriptor("application/vnd.oci.image.manifest.v1+json"), platform: { os: "linux", architecture: "amd64" } };
  const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest };
  const manifests = Array.from({ length: 3_000 }, (_, index) => (index % 2 === 0 ? member : { ...member, annotations }));
  const { members, attestations } = read({ manifests });
  assert.deepEqual([members.items.length, members.total, attestations.items.length, attestations.total], [maxKept, 1_500, maxKept, 1_500]);
  assert.equal(attestations.items[0]?.attests, "linux/amd64");
});

test("the time of a reproducible build is no time", () => {
  for (const created of ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1980-01-01T00:00:01Z", "yesterday", "x".repeat(1_000)]) {
    assert.equal(read({ config, layers: [] }, { image: readImageConfig({ created }) }).created, undefined);
  }
  const { created } = read({ config, layers: [], annotations: { "org.opencontainers.image.created": "2026-01-02T03:04:05Z" } });
  assert.equal(created?.toISOString(), "2026-01-02T03:04:05.000Z");
});

test("whatever stands in the texts, reading does not throw, and they stay text", () => {
  for (const text of hostileTexts) {
    const image = readImageConfig({
      os: text,
      architecture: text,
      created: text,
      config: { Env: [text], User: text, Labels: { [text]: text } },
    });
    const facts = read({ config, layers: [], artifactType: text, annotations: { [text]: text } }, { image });
    assert.equal(typeof facts.image?.user === "string", text !== "");
    assert.equal(facts.annotations.total, 1);
  }
});
