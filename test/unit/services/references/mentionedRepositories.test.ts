import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { mentionedRepositories, type WorkspaceFile } from "../../../../src/services/references/mentionedRepositories.ts";

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
    # image: reg.example/also/commented
  - imagePullPolicy: reg.example/not/this
  - image: \${REGISTRY}/x
`;
const json = '{\n  // image\n  "image": "reg.example/dev/container:latest"\n}\n';
const workflow = "jobs:\n  a:\n    steps:\n      - uses: docker://reg.example/ci/action:2\n";

const file = (path: string, text: string): WorkspaceFile => ({ path, text });
const all = [
  file("Dockerfile", dockerfile),
  file("a/compose.yaml", yaml),
  file("some.yml", yaml),
  file(".devcontainer/devcontainer.json", json),
  file(".github/workflows/ci.yml", workflow),
];

test("of a registry, what Dockerfiles, Compose, Kubernetes, CI files and devcontainer.json name", async () => {
  assert.deepEqual(await mentionedRepositories("reg.example", all), [
    "base/node",
    "ci/action",
    "ci/runner",
    "dev/container",
    "of/argument",
    "team/web",
    "tools/bin",
  ]);
  assert.deepEqual(await mentionedRepositories("reg.example:5000", all), ["other/registry"]);
});

test("a name without a registry is Docker Hub's", async () => {
  assert.deepEqual(await mentionedRepositories("docker.io", all), ["grafana/grafana", "library/alpine"]);
});

test("a variable may be the tag or the digest, and no part of the name", async () => {
  const known = [
    file("a.yaml", "image: reg.example/a/b:${TAG}"),
    file("Dockerfile", "FROM reg.example/a/c:$T AS x"),
    file("Dockerfile", "FROM reg.example/a/d@sha256:$D"),
    file("a.yaml", "image: reg.example/a/e:{{ .V }}"),
  ];
  assert.deepEqual(await mentionedRepositories("reg.example", known), ["a/b", "a/c", "a/d", "a/e"]);
  const unknown = [
    file("a.yaml", "image: reg.example/a/b${X}:1"),
    file("Dockerfile", "FROM reg.example/a/b$X"),
    file("a.yaml", "image: reg.example/${N}/b:1"),
    file("a.yaml", "image: reg.example:${PORT}/a:1"),
  ];
  assert.deepEqual(await mentionedRepositories("reg.example", unknown), []);
});

test("nothing that a file holds stops it, and what it answers are names", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (noise) => {
      const files = [file("Dockerfile", `FROM ${noise}`), file("compose.yml", noise), file("a.yaml", `containers:\n- image: ${noise}`)];
      for (const name of await mentionedRepositories("docker.io", files)) assert.match(name, /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/);
    }),
  );
  assert.deepEqual(await mentionedRepositories("reg.example", [file("Dockerfile", `FROM reg.example/${"a/".repeat(10_000)}b`)]), []);
});

test("many files of short lines let the event loop have its turns, and fill no list", async () => {
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const names = Array.from({ length: 2_000 }, (_, index) => `- image: reg.example/n/${index}`).join("\n");
  const found = await mentionedRepositories("reg.example", [
    ...Array.from({ length: 20 }, () => file("a.yaml", "- image: reg.example/a/b\n".repeat(1_000))),
    file("b.yaml", names),
  ]);
  clearInterval(counting);
  assert.ok(turns > 3, `${turns} turns`);
  assert.equal(found.length, 500);
});
