import assert from "node:assert/strict";
import { test } from "node:test";
import { convertedFrom, filesOf } from "./asked.ts";

const cluster = (patches: string): string => `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\ncontainerdConfigPatches:\n${patches}`;

test("the patches of a kind cluster are one configuration of containerd", async () => {
  const conversion = await convertedFrom(
    "/x/kind.yaml",
    cluster(`- |-
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."localhost:5001"]
    endpoint = ["http://kind-registry:5000"]
- |-
  [plugins."io.containerd.grpc.v1.cri".registry.configs."kind-registry:5000".auth]
    username = "robot"
    password = "s3cret"
`),
  );
  assert.equal(conversion.format, "kind");
  assert.deepEqual(filesOf(conversion), {
    "localhost:5001": `server = "http://localhost:5001"

[host."http://kind-registry:5000"]
  capabilities = ["pull", "resolve"]
`,
  });
  assert.deepEqual(conversion.logins, [{ host: "kind-registry:5000" }]);
  assert.ok(!JSON.stringify(conversion).includes("s3cret"));
});

test("a patch that is not TOML is named, and the others are read", async () => {
  const good = '[plugins.cri.registry.mirrors."a.example"]\nendpoint = ["https://m.example"]';
  const { files, skipped } = await convertedFrom("/x/kind.yaml", cluster(`- "= s3cret"\n- ${JSON.stringify(good)}\n- 7\n`));
  assert.deepEqual(
    files.map(({ registry }) => registry),
    ["a.example"],
  );
  assert.deepEqual(
    skipped.map(({ name, reason }) => [name, reason.text]),
    [["containerdConfigPatches", "a patch that is not TOML"]],
  );
});
