import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { imageOfPage } from "../../../src/providers/catalog.ts";

const hex = "a".repeat(64);

const images = [
  ["hub.docker.com/_/nginx", "docker.io", "nginx"],
  ["hub.docker.com/r/grafana/grafana/tags?page=1", "docker.io", "grafana/grafana"],
  [`hub.docker.com/layers/library/nginx/1.27/images/sha256-${hex}`, "docker.io", "library/nginx:1.27"],
  ["hub.docker.com/repository/docker/alice/app/general", "docker.io", "alice/app"],
  ["hub.docker.com/repository/docker/alice/app/tags/1.0/sha256-ab", "docker.io", "alice/app:1.0"],
  ["github.com/Octo/app/pkgs/container/app", "ghcr.io", "octo/app"],
  ["github.com/octo/app/pkgs/container/app%2Fweb/123456?tag=v1.2", "ghcr.io", "octo/app/web:v1.2"],
  ["github.com/orgs/octo/packages/container/package/app", "ghcr.io", "octo/app"],
  ["github.com/users/octo/packages/container/app/123?tag=edge", "ghcr.io", "octo/app:edge"],
  ["octocorp.ghe.com/octo/app/pkgs/container/app", "containers.octocorp.ghe.com", "octo/app"],
  ["quay.io/repository/org/name?tab=tags", "quay.io", "org/name"],
  ["quay.io/repository/org/name?tab=tags&tag=latest", "quay.io", "org/name:latest"],
  ["quay.io/repository/org/name:1.0", "quay.io", "org/name:1.0"],
  [`quay.io/repository/org/name/manifest/sha256:${hex}`, "quay.io", `org/name@sha256:${hex}`],
  ["gallery.ecr.aws/nginx/nginx", "public.ecr.aws", "nginx/nginx"],
  [
    "eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/app?region=eu-west-1",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "team/app",
  ],
  [
    `eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/app/_/image/sha256:${hex}/details?region=eu-west-1`,
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    `team/app@sha256:${hex}`,
  ],
  ["console.cloud.google.com/artifacts/docker/proj/europe-west1/repo/app?project=proj", "europe-west1-docker.pkg.dev", "proj/repo/app"],
  [
    `console.cloud.google.com/artifacts/docker/example.com:proj/us/repo/a%252Fb/sha256:${hex}`,
    "us-docker.pkg.dev",
    `example.com/proj/repo/a/b@sha256:${hex}`,
  ],
  [
    "portal.azure.com/#view/Microsoft_Azure_ContainerRegistries/RepositoryBlade/id/%2Fsubscriptions%2F0%2FresourceGroups%2Fg%2Fproviders%2FMicrosoft.ContainerRegistry%2Fregistries%2Facme/repository/team%2Fapp",
    "acme.azurecr.io",
    "team/app",
  ],
  ["acme.jfrog.io/ui/repos/tree/General/docker-local/team/app/1.0/manifest.json", "acme.jfrog.io", "docker-local/team/app:1.0"],
  ["codeberg.org/owner/-/packages/container/app/1.0", "codeberg.org", "owner/app:1.0"],
  ["zot.example:5000/image/team%2Fapp/tag/1.0", "zot.example:5000", "team/app:1.0"],
  ["mcr.microsoft.com/en-us/artifact/mar/dotnet/sdk/about", "mcr.microsoft.com", "dotnet/sdk"],
  ["mcr.microsoft.com/en-us/product/dotnet/sdk/tags", "mcr.microsoft.com", "dotnet/sdk"],
  ["reg.example:5000/v2/team/app/manifests/1.0", "reg.example:5000", "team/app:1.0"],
  [`reg.example/v2/team/app/manifests/sha256:${hex}`, "reg.example", `team/app@sha256:${hex}`],
  ["reg.example/v2/team/app/tags/list?n=10", "reg.example", "team/app"],
] as const;

test("reads the image off the address of a registry's web page", () => {
  for (const [address, host, name] of images) assert.deepEqual(imageOfPage(address), { host, name, part: undefined }, address);
});

const parts = [
  ["hub.docker.com/u/alice", "docker.io", "alice"],
  ["github.com/orgs/Octo/packages", "ghcr.io", "octo"],
  ["github.com/octo/app", "ghcr.io", "octo"],
  ["gitlab.com/group/sub/project/container_registry/12", "registry.gitlab.com", "group/sub/project"],
  ["gitlab.com/group/project/-/container_registry", "registry.gitlab.com", "group/project"],
  ["quay.io/organization/org", "quay.io", "org"],
  ["gallery.ecr.aws/nginx", "public.ecr.aws", "nginx"],
  ["console.cloud.google.com/artifacts/docker/proj/us/repo", "us-docker.pkg.dev", "proj"],
  ["harbor.example/harbor/projects/2/repositories/app/artifacts-tab", "harbor.example", "app"],
  ["acme.jfrog.io/ui/native/docker-local/app", "acme.jfrog.io", "docker-local/app"],
] as const;

test("takes a part of the name where the page tells no more", () => {
  for (const [address, host, part] of parts) assert.deepEqual(imageOfPage(address), { host, name: undefined, part }, address);
});

test("takes no other address for such a page", () => {
  for (const address of ["reg.example/team/app:1", "docker.io/library/nginx", "gitlab.example.com/group/project", ""])
    assert.equal(imageOfPage(address), undefined, address);
  assert.deepEqual(imageOfPage("hub.docker.com"), { host: "docker.io", name: undefined, part: undefined });
});

test("no address makes it throw", () => {
  const sites = fc.constantFrom("hub.docker.com/", "github.com/", "quay.io/repository/", "h/v2/", "gitlab.com/", "h/harbor/projects/");
  fc.assert(fc.property(sites, fc.string(), (site, rest) => void imageOfPage(`${site}${rest}`)));
});
