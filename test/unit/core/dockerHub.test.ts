import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import {
  dockerHub,
  dockerHubIndex,
  dockerHubNames,
  dockerHubRegistry,
  hostsPattern,
  isDockerHubAlias,
  isDockerHubSite,
  referenceHostOf,
  registryHostOf,
} from "../../../src/core/dockerHub.ts";

const src = path.join(import.meta.dirname, "../../../src");

test("a pattern of hosts takes these hosts whole, and nothing else", () => {
  const pattern = hostsPattern(dockerHubRegistry, dockerHubIndex);
  for (const host of [dockerHubRegistry, dockerHubIndex]) assert.match(host, pattern);
  for (const host of ["registry-1xdocker.io", `a.${dockerHubIndex}`, `${dockerHubRegistry}.example.com`, "docker.io", ""])
    assert.doesNotMatch(host, pattern);
});

test("each name of Docker Hub is one registry in references, and one host that is asked", () => {
  for (const name of dockerHubNames) {
    assert.equal(referenceHostOf(name), dockerHub, name);
    assert.equal(referenceHostOf(name.toUpperCase()), dockerHub, name);
    assert.equal(isDockerHubAlias(name), name !== dockerHub);
  }
  for (const host of ["docker.io.example", "my.docker.com", "docker", ""]) {
    assert.equal(referenceHostOf(host), host);
    assert.ok(!isDockerHubAlias(host) && !isDockerHubSite(host), host);
  }
  assert.equal(registryHostOf(dockerHub), dockerHubRegistry);
  assert.ok(isDockerHubSite("hub.docker.com") && !isDockerHubSite(dockerHubIndex) && !isDockerHubSite(dockerHubRegistry));
});

test("the names of Docker Hub's registry are written in one file, comments apart", () => {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const code = (file: string): string => readFileSync(path.join(src, file), "utf8").replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, "");
  const written = /registry-1|["'`](?:(?:index|registry|registry\.hub)\.)?docker\.(?:io|com)["'`]/;
  assert.deepEqual(
    files.filter((file) => written.test(code(file))).map((file) => file.replaceAll("\\", "/")),
    ["core/dockerHub.ts"],
  );
});
