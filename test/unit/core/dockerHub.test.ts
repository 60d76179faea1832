import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { dockerHubIndex, dockerHubRegistry, hostsPattern } from "../../../src/core/dockerHub.ts";

const src = path.join(import.meta.dirname, "../../../src");

test("a pattern of hosts takes these hosts whole, and nothing else", () => {
  const pattern = hostsPattern(dockerHubRegistry, dockerHubIndex);
  for (const host of [dockerHubRegistry, dockerHubIndex]) assert.match(host, pattern);
  for (const host of ["registry-1xdocker.io", `a.${dockerHubIndex}`, `${dockerHubRegistry}.example.com`, "docker.io", ""])
    assert.doesNotMatch(host, pattern);
});

test("the host of Docker Hub's registry is written in one file, comments apart", () => {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const code = (file: string): string => readFileSync(path.join(src, file), "utf8").replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, "");
  assert.deepEqual(
    files.filter((file) => code(file).includes("registry-1")).map((file) => file.replaceAll("\\", "/")),
    ["core/dockerHub.ts"],
  );
});
