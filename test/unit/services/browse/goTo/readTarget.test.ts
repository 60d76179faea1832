import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { printTarget } from "../../../../../src/services/remembered/imageTarget.ts";
import { readTarget } from "../../../../../src/services/browse/goTo/readTarget.ts";

const digest = `sha256:${"a".repeat(64)}`;

/** What is typed or pasted, and where it leads. */
const whole = [
  ["nginx", "docker.io/library/nginx"],
  ["nginx:1.27", "docker.io/library/nginx:1.27"],
  ["redis:7", "docker.io/library/redis:7"],
  ["grafana/grafana", "docker.io/grafana/grafana"],
  ["index.docker.io/library/nginx", "docker.io/library/nginx"],
  ["registry-1.docker.io/library/nginx", "docker.io/library/nginx"],
  [" localhost:5000/team/app:1.2 ", "localhost:5000/team/app:1.2"],
  ["localhost:5000/team/app:", "localhost:5000/team/app"],
  ["localhost:5000", "localhost:5000"],
  ["localhost:5000/", "localhost:5000"],
  ["quay.io", "quay.io"],
  ["Reg.Example:443/app", "reg.example/app"],
  ["[::1]:5000/app", "[::1]:5000/app"],
  [`ghcr.io/octo/app@${digest}`, `ghcr.io/octo/app@${digest}`],
  [`ghcr.io/octo/app:1@${digest}`, `ghcr.io/octo/app:1@${digest}`],
  ["docker://ghcr.io/octo/app:1", "ghcr.io/octo/app:1"],
  ["docker://nginx", "docker.io/library/nginx"],
  ["oci://ghcr.io/octo/charts/app", "ghcr.io/octo/charts/app"],
  ["https://reg.example/team/app?x=1#y", "reg.example/team/app"],
  ["https://reg.example/v2/", "reg.example"],
  ["https://reg.example:5000/v2/team/app/tags/list", "reg.example:5000/team/app"],
  ["http://registry/app", "REGISTRY/app"],
  ["https://hub.docker.com/_/nginx", "docker.io/library/nginx"],
  ["https://hub.docker.com/r/grafana/grafana/tags", "docker.io/grafana/grafana"],
  ["https://github.com/octo/app/pkgs/container/app", "ghcr.io/octo/app"],
  ["https://quay.io/repository/org/name?tab=tags", "quay.io/org/name"],
  ["docker pull nginx:1.27", "docker.io/library/nginx:1.27"],
  ["sudo nerdctl run --rm -it ghcr.io/octo/app:1 sh", "ghcr.io/octo/app:1"],
  ["skopeo inspect docker://quay.io/org/name:1", "quay.io/org/name:1"],
  ["docker login ghcr.io -u alice", "ghcr.io"],
  ["FROM golang:1.25 AS build", "docker.io/library/golang:1.25"],
] as const;

test("reads where a text leads", () => {
  for (const [typed, target] of whole) {
    const { exact, error } = readTarget(typed);
    assert.equal(exact === undefined ? undefined : printTarget(exact), target, typed);
    assert.equal(error, undefined, typed);
  }
});

/** What is looked for while somebody types: registry, repository and tag. */
const parts = [
  ["", undefined, "", undefined],
  ["ma", undefined, "ma", undefined],
  ["team/", undefined, "team/", undefined],
  ["many:", undefined, "many", ""],
  ["many:v4?.7", undefined, "many", "v4?.7"],
  ["localhost:5000/", "localhost:5000", "", undefined],
  ["localhost:5000/te", "localhost:5000", "te", undefined],
  ["localhost:5000/team/app:v1", "localhost:5000", "team/app", "v1"],
  ["nginx@sha256:ab", undefined, "nginx", undefined],
  ["https://github.com/orgs/Octo/packages", "ghcr.io", "octo", undefined],
  ["https://harbor.example/harbor/projects/2/repositories/app", "harbor.example", "app", undefined],
] as const;

test("reads what is looked for while a name is not whole", () => {
  for (const [typed, host, repository, tag] of parts) {
    const { wanted, error } = readTarget(typed);
    assert.deepEqual([wanted.host, wanted.repository, wanted.tag], [host, repository, tag], typed);
    assert.equal(error, undefined, typed);
  }
});

test("says where docker would read Docker Hub into a name", () => {
  for (const typed of ["nginx", "team/app:1", "docker pull nginx", "docker://nginx"])
    assert.equal(readTarget(typed).isHubImplied, true, typed);
  for (const typed of ["docker.io/library/nginx", "quay.io/a/b", "https://hub.docker.com/_/nginx", "quay.io", "te am"])
    assert.equal(readTarget(typed).isHubImplied, false, typed);
});

test("says why a text is no name, once nothing that follows can make it one", () => {
  for (const typed of ["Team/App", "te am", "localhost:5000/App", "nginx:a b", "reg..example/app", "nginx@sha256:xyz"])
    assert.equal(readTarget(typed).error?.code, "invalid-reference", typed);
  for (const typed of ["team/", "app-", "app__", "localhost:", "nginx@", "nginx@sha", "nginx@sha256:abc", "v4*", "reg.example/a//"])
    assert.equal(readTarget(typed).error, undefined, typed);
});

test("takes a password out of what is pasted", () => {
  const secrets = [
    ["docker login -u alice -p hunter2 reg.example", "reg.example", "reg.example"],
    ["https://alice:hunter2@reg.example/", "https://reg.example/", "reg.example"],
    ["https://alice:hunter@2@reg.example/team/app:1", "https://reg.example/team/app:1", "reg.example/team/app:1"],
  ] as const;
  for (const [typed, rest, target] of secrets) {
    const reading = readTarget(typed);
    assert.equal(reading.withoutSecret, rest, typed);
    assert.equal(reading.exact === undefined ? "" : printTarget(reading.exact), target, typed);
    assert.ok(!JSON.stringify(reading).includes("hunter2"), typed);
  }
  for (const typed of ["docker pull nginx", `nginx:1.27@${digest}`, "nginx:1.27@sha2"])
    assert.equal(readTarget(typed).withoutSecret, undefined, typed);
});

test("no text makes it throw, and what it reads reads the same again", () => {
  const words = fc.constantFrom(
    "nginx",
    "localhost:5000",
    "/",
    ":",
    "@",
    "sha256:",
    "https://",
    "docker pull ",
    ".",
    "[",
    "]",
    "*",
    " ",
    "é",
    "A",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(words).map((each) => each.join("")),
  );
  fc.assert(
    fc.property(texts, (typed) => {
      const { exact } = readTarget(typed);
      // A registry of one word alone is written as an image is.
      if (exact?.repository === undefined) return;
      const again = readTarget(printTarget(exact)).exact;
      assert.ok(again !== undefined && printTarget(again) === printTarget(exact), typed);
    }),
    { numRuns: 2000 },
  );
});

test("the beginning of every name can become that name", () => {
  const names = fc.constantFrom(
    `nginx:1@${digest}`,
    "localhost:5000/team/app:v1.2.3",
    `ghcr.io/octo/app@${digest}`,
    "docker.io/library/nginx:1.27-alpine",
    "a/b__c:x",
  );
  fc.assert(fc.property(names, fc.nat(120), (name, length) => assert.equal(readTarget(name.slice(0, length)).error, undefined)));
});
