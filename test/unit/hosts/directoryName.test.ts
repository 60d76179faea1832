import assert from "node:assert/strict";
import { test } from "node:test";
import { newDirectoryName, registryOfDirectory } from "../../../src/hosts/directoryName.ts";
import { registryUrlOf } from "../../../src/hosts/features/directoryRegistry.ts";

test("a directory names its registry", () => {
  const directories = ["/r/docker.io", "/r/reg.example:5000", "/r/reg.example_5000_", "C:\\r\\reg.example_5000_", "/r/_default"];
  assert.deepEqual(directories.map(registryOfDirectory), [
    "docker.io",
    "reg.example:5000",
    "reg.example:5000",
    "reg.example:5000",
    undefined,
  ]);
});

test("a new directory names its registry on every system", () => {
  for (const host of ["docker.io", "reg.example:5000", "my_registry:5000", "[::1]:5000"])
    for (const windows of [false, true]) assert.equal(registryOfDirectory(newDirectoryName(host, windows)), host);
});

test("the registry of a directory is asked where it answers", () => {
  const url = (name: string): string | undefined => registryUrlOf(`/etc/containerd/certs.d/${name}`, []);
  assert.equal(url("docker.io"), "https://registry-1.docker.io");
  for (const name of ["my_registry_5000_", "my_registry:5000"]) assert.equal(url(name), "https://my_registry:5000");
  assert.equal(url("[::1]_5000_"), "https://[::1]:5000");
  for (const name of ["_default", "https:", "a b", ".git"]) assert.equal(url(name), undefined, name);
  assert.equal(registryUrlOf("/elsewhere/docker.io", []), undefined);
  assert.equal(registryUrlOf("/elsewhere/docker.io", ["/elsewhere"]), "https://registry-1.docker.io");
});
