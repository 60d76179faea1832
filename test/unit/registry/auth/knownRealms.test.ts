import assert from "node:assert/strict";
import { test } from "node:test";
import { knownRealmHost } from "../../../../src/registry/auth/knownRealms.ts";

const realmHosts: Readonly<Record<string, string>> = {
  "registry-1.docker.io": "auth.docker.io",
  "index.docker.io": "auth.docker.io",
  "ghcr.io": "ghcr.io",
  "registry.gitlab.com": "gitlab.com",
  "quay.io": "quay.io",
  "public.ecr.aws": "public.ecr.aws",
  "us-central1-docker.pkg.dev": "us-central1-docker.pkg.dev",
  "gcr.io": "gcr.io",
  "contoso.azurecr.io": "contoso.azurecr.io",
  "contoso.azurecr.cn": "contoso.azurecr.cn",
  "registry.cn-hangzhou.aliyuncs.com": "dockerauth.cn-hangzhou.aliyuncs.com",
};

for (const [registry, realmHost] of Object.entries(realmHosts)) {
  test(`${registry} has its token server at ${realmHost}, and what looks like it has none that is known`, () => {
    assert.equal(knownRealmHost(registry), realmHost);
    for (const stranger of [`evil.${registry}`, `${registry}.evil.test`, registry.replace(".", "-")])
      assert.equal(knownRealmHost(stranger), undefined, stranger);
  });
}
