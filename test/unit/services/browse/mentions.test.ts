import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { mentionedRepositories } from "../../../../src/services/browse/mentions.ts";

const dockerfile = `# FROM reg.example/commented/out
ARG BASE=reg.example/of/argument
FROM --platform=linux/amd64 reg.example/base/node:20@sha256:${"a".repeat(64)} AS build
FROM $BASE
FROM build
COPY --chown=1:1 --from=reg.example/tools/bin:1 /bin/x /bin/x
COPY --from=build /out /out
FROM alpine:3.20
FROM grafana/grafana
`;
const yaml = `services:
  web:
    image: "reg.example/team/web:1.2" # the site
  db:
    image: 'reg.example:5000/other/registry:1'
jobs:
  - image: reg.example/ci/runner
  - uses: docker://reg.example/ci/action:2
    # image: reg.example/also/commented
  imagePullPolicy: reg.example/not/this
  image: \${REGISTRY}/x
`;
const json = '{\n  // image\n  "image": "reg.example/dev/container:latest"\n}\n';

test("of a registry, what Dockerfiles, Compose, Kubernetes, CI files and devcontainer.json name", async () => {
  assert.deepEqual(await mentionedRepositories("reg.example", [dockerfile, yaml, json]), [
    "base/node",
    "ci/action",
    "ci/runner",
    "dev/container",
    "of/argument",
    "team/web",
    "tools/bin",
  ]);
  assert.deepEqual(await mentionedRepositories("reg.example:5000", [yaml]), ["other/registry"]);
});

test("a name without a registry is Docker Hub's, unless it may be a stage", async () => {
  assert.deepEqual(await mentionedRepositories("docker.io", [dockerfile]), ["grafana/grafana", "library/alpine"]);
});

test("a variable may be the tag or the digest, and no part of the name", async () => {
  const known = [
    "image: reg.example/a/b:${TAG}",
    "FROM reg.example/a/c:$T AS x",
    "FROM reg.example/a/d@sha256:$D",
    "image: reg.example/a/e:{{ .V }}",
  ];
  assert.deepEqual(await mentionedRepositories("reg.example", known), ["a/b", "a/c", "a/d", "a/e"]);
  const unknown = [
    "image: reg.example/a/b${X}:1",
    "FROM reg.example/a/b$X",
    "image: reg.example/${N}/b:1",
    "image: reg.example:${PORT}/a:1",
  ];
  assert.deepEqual(await mentionedRepositories("reg.example", unknown), []);
});

test("defaults of arguments, anchors, and JSON on one line are read", async () => {
  const lines = ["ARG BASE=reg.example/a/b:1", "image: &app reg.example/a/c", '{"name": 1, "image": "reg.example/a/d"}'];
  assert.deepEqual(await mentionedRepositories("reg.example", lines), ["a/b", "a/c", "a/d"]);
  assert.deepEqual(await mentionedRepositories("docker.io", ["ARG VERSION=1.2", "ARG NAME=builder", "ARG DIR=usr/local"]), []);
});

test("nothing that a file holds stops it, and what it answers are names", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (noise) => {
      const texts = [noise, `FROM ${noise}`, `image: ${noise}`, `"image": "${noise}"`];
      for (const name of await mentionedRepositories("docker.io", texts)) assert.match(name, /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/);
    }),
  );
  assert.deepEqual(await mentionedRepositories("reg.example", [`FROM reg.example/${"a/".repeat(100_000)}b`]), []);
});

test("many files of short lines let the event loop have its turns, and fill no list", async () => {
  const text = "image: reg.example/a/b\n".repeat(10_000);
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const names = Array.from({ length: 2_000 }, (_, index) => `image: reg.example/n/${index}`).join("\n");
  const found = await mentionedRepositories("reg.example", [...Array.from({ length: 100 }, () => text), names]);
  clearInterval(counting);
  assert.ok(turns > 3, `${turns} turns`);
  assert.equal(found.length, 500);
});
