import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { providerOfHost, providerOfProduct, providers } from "../../../src/providers/catalog.ts";
import type { RegistryProduct } from "../../../src/registry/auth/registryProduct.ts";
import type { PageTarget } from "../../../src/providers/webPage.ts";

async function pageOf(target: PageTarget, product?: RegistryProduct): Promise<string | undefined> {
  const provider = providerOfHost(target.host) ?? providerOfProduct(product);
  return (await provider?.loadPage?.())?.(target);
}

const account = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const pages: readonly (readonly [shown: string, target: PageTarget, product?: RegistryProduct])[] = [
  ["https://hub.docker.com/_/alpine/tags?name=3", { host: "docker.io", repository: "library/alpine", tag: "3" }],
  ["https://hub.docker.com/r/grafana/grafana", { host: "docker.io", repository: "grafana/grafana" }],
  ["https://ghcr.io/owner/app/sub", { host: "ghcr.io", repository: "owner/app/sub", tag: "1" }],
  ["https://quay.io/repository/acme/app?tab=tags&tag=1.0", { host: "quay.io", repository: "acme/app", tag: "1.0" }],
  ["https://gitlab.com/group/project/container_registry", { host: "registry.gitlab.com", repository: "group/project/image" }],
  ["https://gallery.ecr.aws/nginx/nginx", { host: "public.ecr.aws", repository: "nginx/nginx" }],
  ["https://eu-west-1.console.aws.amazon.com/ecr/private-registry/repositories?region=eu-west-1", { host: account }],
  [
    "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/app?region=eu-west-1",
    { host: account, repository: "team/app", tag: "1" },
  ],
  [
    "https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/123456789012/app?region=cn-north-1",
    { host: "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", repository: "app" },
  ],
  ["https://portal.azure.com/#browse/Microsoft.ContainerRegistry%2Fregistries", { host: "contoso.azurecr.io", repository: "app" }],
  ["https://portal.azure.cn/#browse/Microsoft.ContainerRegistry%2Fregistries", { host: "contoso.azurecr.cn" }],
  [
    "https://console.cloud.google.com/artifacts/docker/project/europe-west1/repo/team%2Fapp?project=project",
    { host: "europe-west1-docker.pkg.dev", repository: "project/repo/team/app" },
  ],
  [
    "https://console.cloud.google.com/artifacts/docker/example.com%3Aproject/us/repo?project=example.com%3Aproject",
    { host: "us-docker.pkg.dev", repository: "example.com/project/repo" },
  ],
  ["https://console.cloud.google.com/gcr/images/project", { host: "gcr.io", repository: "project/app" }],
  ["https://acme.jfrog.io/ui/repos/tree/General/docker/app/1", { host: "acme.jfrog.io", repository: "docker/app", tag: "1" }],
  ["https://reg.example.com/harbor/projects", { host: "reg.example.com", repository: "library/app" }, "harbor"],
  [
    "https://git.example.com/alice/-/packages/container/app%2Fsub/1",
    { host: "git.example.com", repository: "alice/app/sub", tag: "1" },
    "gitea",
  ],
  ["https://zot.example.com/image/team%2Fapp/tag/1", { host: "zot.example.com", repository: "team/app", tag: "1" }, "zot"],
];
for (const [shown, target, product] of pages) {
  test(`${target.host}/${target.repository ?? ""} is shown at ${shown}`, async () => assert.equal(await pageOf(target, product), shown));
}

test("every provider but “any other” has a page for each of its registries", async () => {
  for (const { id, loadPage } of providers) {
    if (id === "generic") assert.equal(loadPage, undefined);
    else assert.match((await loadPage?.())?.({ host: "reg.example.com" }) ?? id, /^https:\/\/[\w.-]+\//);
  }
});

test("what a registry calls its images leads to no other site", async () => {
  const loaded = await Promise.all(providers.map(async ({ id, loadPage }) => ({ id, page: await loadPage?.() })));
  const name = fc.oneof(fc.string(), fc.constantFrom("../../evil", "//evil.test/x", "a?b#c", "@evil.test", "a\\b", "%2e%2e/x"));
  const written = fc.property(name, name, (repository, tag) => {
    for (const { id, page } of loaded) {
      if (page === undefined) continue;
      const own = new URL(page({ host: "reg.example.com" })).origin;
      const { origin, username } = new URL(page({ host: "reg.example.com", repository, tag }));
      if (id !== "ghcr") assert.equal(origin, own, id);
      assert.equal(username, "");
    }
  });
  fc.assert(written);
});
