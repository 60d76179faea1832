import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fileKindOf } from "../../../../src/services/references/fileKind.ts";
import { atOnce } from "../../../../src/core/slices.ts";
import { dockerfileImages } from "../../../../src/services/references/dockerfileImages.ts";
import { findImages, imageBeingTyped } from "../../../../src/services/references/findImages.ts";
import { isImageName, nearestImage } from "../../../../src/services/references/imageMention.ts";

const digest = `sha256:${"a1".repeat(32)}`;

/** Each with its path, its text, and the images that are to be found: as they are written, and what they are where that differs. */
const files: readonly (readonly [path: string, text: string, ...(string | readonly [string, string | undefined])[]])[] = [
  [
    "app/Dockerfile",
    `# syntax=docker/dockerfile:1
ARG VERSION=1.27
ARG BASE="reg.example/base:1"
FROM --platform=$BUILDPLATFORM node:20@${digest} AS Build
FROM nginx:\${VERSION}-alpine as web
FROM \${BASE}
FROM build AS final
FROM scratch
FROM unknown:\${NEVER}
FROM other:\${NEVER:-2}
COPY --from=build /a /a
COPY --chown=1:1 --from=reg.example/tools:1 /a /b
COPY --from=0 /a /b
RUN --mount=type=bind,from=alpine:3,target=/x ls && \\
    echo FROM not:this
RUN <<EOF
FROM not:this
EOF
`,
    "docker/dockerfile:1",
    `node:20@${digest}`,
    ["nginx:${VERSION}-alpine", "nginx:1.27-alpine"],
    ["${BASE}", "reg.example/base:1"],
    ["unknown:${NEVER}", undefined],
    ["other:${NEVER:-2}", "other:2"],
    "reg.example/tools:1",
    "alpine:3",
  ],
  ["continued.dockerfile", "FROM 'a\\\n/b'\nFROM c/\\\nd:1\nFROM e/f", "e/f"],
  [
    "scopes.dockerfile",
    "ARG A=1 B='2'\nARG C=c:${A}\nARG A\nARG EMPTY=\nFROM a:$A-$B$EMPTY\nARG B=3\nFROM $C\nFROM b:$B\nFROM d:${EMPTY:-4}\nFROM e:5${EMPTY-6}\n",
    ["a:$A-$B$EMPTY", "a:1-2"],
    ["$C", "c:1"],
    ["b:$B", "b:2"],
    ["d:${EMPTY:-4}", "d:4"],
    ["e:5${EMPTY-6}", "e:5"],
  ],
  [
    "escape.dockerfile",
    "# escape=`\n# syntax = docker/dockerfile:1 \n#\n# syntax=no:1\nFROM mcr.example/windows:1 `\n  # FROM no:2\n\n  AS win\nCOPY --from=win c:\\a\\ d:\\\nFROM a:1\n",
    "docker/dockerfile:1",
    "mcr.example/windows:1",
    "a:1",
  ],
  [
    "heredocs.dockerfile",
    "RUN 3<<A cat <<-'B' \\\n  # <<C\n  -\nFROM no:1\nA\n\tFROM no:2\n\tB\nRUN echo \"<<D\" $((1<<2))\nCOPY --from=a:1 <<E /\nFROM no:3\nE\nONBUILD RUN <<F\nFROM no:4\nF\nFROM b:1\n",
    "a:1",
    "b:1",
  ],
  ["Containerfile.dev", "from a/b:1\r\nFROM \\\r\n  c/d\r\n", "a/b:1", "c/d"],
  [
    "compose.override.yaml",
    "services:\n  web: # c\n    image: &app 'nginx:1' # c\n    build: {image: no}\n  db: {image: \"a/b:2\"}\n  v:\n    image: x:${TAG:-1}\nimage: no\n",
    "nginx:1",
    "a/b:2",
    ["x:${TAG:-1}", undefined],
  ],
  [
    "deploy/all.yml",
    `apiVersion: apps/v1
spec:
  template:
    spec:
      initContainers: [{name: a, image: init:1}]
      containers:
      - name: a
        image: reg.example/a:1
      - image: >-
          folded:1
        name: b
      volumes:
      - name: v
        image: {reference: quay.io/v:1}
---
spec:
  ephemeralContainers:
    - image: debug
steps:
  - image: reg.example/tekton:1
  - image: pictures/of-a-cat.png
`,
    "init:1",
    "reg.example/a:1",
    "quay.io/v:1",
    "debug",
    "reg.example/tekton:1",
  ],
  [
    ".github/workflows/ci.yaml",
    "jobs:\n  a:\n    container: node:20\n    services:\n      db:\n        image: postgres:16\n    steps:\n      - uses: actions/checkout@v4\n      - uses: docker://reg.example/x:1\n  b:\n    container:\n      image: ${{ matrix.image }}\n",
    "node:20",
    "postgres:16",
    "reg.example/x:1",
    ["${{ matrix.image }}", undefined],
  ],
  ["action.yml", "runs:\n  using: docker\n  image: docker://a/b:1\n", "a/b:1"],
  [
    ".gitlab-ci.yml",
    "image: ruby:3\ndefault:\n  services: [postgres:16]\ntest:\n  image:\n    name: reg.example/t:1\n    entrypoint: ['']\n  services:\n    - name: redis:7\n      alias: r\n  script: [image]\nvariables:\n  image: no\n",
    "ruby:3",
    "postgres:16",
    "reg.example/t:1",
    "redis:7",
  ],
  [
    "chart/templates/all.yaml",
    'spec:\n  containers:\n    {{- with .x }}\n    - image: "{{ .Values.a }}:1"\n      name: {{ .y }}\n    {{- end }}\n    - image: {{ .Values.b }}:1\n    - image: c:1\n',
    ["{{ .Values.a }}:1", undefined],
    "c:1",
  ],
  [
    ".devcontainer/devcontainer.json",
    '{\n  // "image": "no:1"\n\t"image": "mcr.example/dev:1", /* c */\n  "features": { "ghcr.io/devcontainers/features/node:1": { "image": "no" } },\n  "x": "// no", \n}\n',
    "mcr.example/dev:1",
    "ghcr.io/devcontainers/features/node:1",
  ],
];

for (const [path, text, ...expected] of files)
  test(`the images of ${path}`, async () => {
    const kind = fileKindOf(path);
    assert.ok(kind !== undefined);
    const found = await findImages(text, kind);
    assert.deepEqual(
      found.map(({ written, name }) => [written, name]),
      expected.map((each) => (typeof each === "string" ? [each, each] : each)),
    );
    // What is written stands where it is said to.
    for (const { start, end, written } of found) assert.equal(text.slice(start, end), written);
  });

test("files are known by their path, else by the language that the editor has for them", () => {
  assert.equal(fileKindOf("/a/Dockerfile.prod"), "dockerfile");
  assert.equal(fileKindOf("/a/build", "dockerfile"), "dockerfile");
  assert.equal(fileKindOf("/a/docker-compose.yml", "yaml"), "compose");
  assert.equal(fileKindOf("/a/.github/workflows/x.yml", "yaml"), "github");
  assert.equal(fileKindOf("/a/package.json", "json"), undefined);
  assert.equal(fileKindOf("/a/devcontainer.json", "jsonc"), undefined);
  assert.equal(fileKindOf("/a/.devcontainer.json"), "devcontainer");
});

/** `|`: where the cursor is. */
const typed: readonly (readonly [path: string, text: string, expected: string | undefined])[] = [
  ["Dockerfile", "FROM |", ""],
  ["Dockerfile", "FROM reg.example/a:|\n", "reg.example/a:"],
  ["Dockerfile", "FROM reg.ex|ample/a AS b\n", "reg.ex"],
  ["Dockerfile", "RUN a|\n", undefined],
  ["Dockerfile", "FROM a AS b|", undefined],
  ["compose.yml", "services:\n  web:\n    image: |\n    ports: []\n", ""],
  ["compose.yml", 'services:\n  web:\n    image: "nginx:|\n    ports: []\n', "nginx:"],
  ["a.yaml", "containers:\n- image: reg.example/|\n", "reg.example/"],
  ["a.yaml", "title: reg.example/|\n", undefined],
  [".devcontainer.json", '{"image": "|"}', ""],
];

for (const [path, text, expected] of typed)
  test(`what is typed of an image in ${path}: ${JSON.stringify(text)}`, async () => {
    const kind = fileKindOf(path);
    assert.ok(kind !== undefined);
    const place = await imageBeingTyped(text.replace("|", ""), text.indexOf("|"), kind);
    assert.equal(place?.typed, expected);
    if (place !== undefined) assert.ok(place.end <= text.length - 1 && !text.replace("|", "").slice(place.start, place.end).includes("\n"));
  });

test("whatever stands in a file, what is found stands where it is said to", async () => {
  const words = fc.constantFrom(
    "FROM ",
    "image: ",
    "containers:\n",
    "- ",
    "services:\n",
    "  ",
    "a/b:1",
    '"',
    "'",
    "{",
    "[",
    "\n",
    "\r\n",
    "\\\n",
    "<<E\n",
    "#",
    "$X",
    "${X",
    "}",
    "]",
    ",",
    "&a ",
    "*a",
    "--from=",
    "COPY ",
    "RUN --mount=",
    "\uFEFF",
    "# escape=`\n",
    "`\n",
    "ARG X=",
    "ONBUILD ",
    "\0",
    "\u00A0",
  );
  const text = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.constantFrom("Dockerfile", "compose.yml", "a.yaml", ".gitlab-ci.yml", ".devcontainer.json"),
      async (each, path) => {
        const kind = fileKindOf(path);
        assert.ok(kind !== undefined);
        for (const { start, end, written } of await findImages(each, kind)) assert.equal(each.slice(start, end), written);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("a file that nests without end, and one that is endless, are read as far as anybody writes them", async () => {
  const deep = `containers:\n${Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}- a:`).join("\n")}`;
  assert.deepEqual(await findImages(deep, "yaml"), []);
  assert.deepEqual(await findImages(`a: ${"[".repeat(100_000)}image`, "yaml"), []);
  assert.equal((await findImages("- image: a.b/c\n".repeat(20_000), "yaml")).length, 1_000);
  assert.deepEqual(await findImages(`FROM a/b\n${"#\n".repeat(300_000)}`, "dockerfile"), []);
  assert.equal((await findImages("FROM a/b\n".repeat(20_000), "dockerfile")).length, 1_000);
});

test("a mark of the order of bytes within a Dockerfile is a part of what stands there", async () => {
  const found = await findImages("\uFEFF# escape=`\n\uFEFFFROM a\nFROM b", "dockerfile");
  assert.deepEqual(
    found.map(({ written }) => written),
    ["b"],
  );
});

test("a Dockerfile is read by its lines, so that nothing waits for the whole of it", () => {
  const lines = 2_000;
  for (const line of ["FROM a:$V\n#\n", "RUN <<E\n#\n", "#\n"]) {
    let steps = 0;
    for (const _ of dockerfileImages(`ARG V=1\n${line.repeat(lines)}`)) steps++;
    assert.ok(steps >= lines, `${steps} steps for ${JSON.stringify(line)}`);
  }
});

test("values that multiply are no part of a name", () => {
  const doubled = Array.from({ length: 60 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}\n`).join("");
  const images = atOnce(dockerfileImages(`ARG A0=aaaa\n${doubled}FROM $A2\nFROM $A60\nFROM ${"$A2".repeat(5_000)}\n`));
  assert.deepEqual(
    images.map(({ name }) => name),
    ["a".repeat(16), undefined],
  );
});

test("an image is found again where something was written before it", async () => {
  const images = await findImages("FROM new:1\nFROM a:1\nFROM b:1\nFROM c:1\nFROM b:1\n", "dockerfile");
  // Where the first b:1 stood before there was new:1, a:1 stands now.
  assert.equal(nearestImage(images, 14, "b:1")?.start, 25);
  assert.equal(nearestImage(images, 40, "b:1")?.start, 43);
  assert.equal(nearestImage(images, 14, "d:1"), undefined);
});

test("what a registry lists is a name in a file only where docker reads one", () => {
  for (const name of ["reg.example/team/app", "reg.example/a:1.2", "localhost:5000/a"]) assert.ok(isImageName(name), name);
  for (const name of [
    "reg.example/a\nRUN b",
    "reg.example/A",
    "reg.example/a b",
    "reg.example/\u202Ea",
    "reg.example/$(a)",
    "reg.example/-rf",
  ])
    assert.ok(!isImageName(name), name);
});

test("a document that opens collections without end is not read, the one before it is", async () => {
  const endless = ["[", "{a: ", "- ", "? ", "a: - ", "[a, "];
  for (const each of endless) {
    const text = `containers:\n- image: a/b\n---\nx: image\ny:\n  ${each.startsWith("[a") ? `[${"a, ".repeat(20_000)}` : each.repeat(20_000)}`;
    assert.deepEqual(
      (await findImages(text, "yaml")).map(({ written }) => written),
      ["a/b"],
      each,
    );
  }
  const features = Array.from({ length: 5_000 }, (_, index) => `"a/b${index}": {}`).join(",");
  assert.equal((await findImages(`{"features": {${features}}}`, "devcontainer")).length, 1_000);
});
