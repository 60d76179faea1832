import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalHost, providerOfHost, providerOfProduct, providers } from "../../../src/providers/catalog.ts";

interface HostSamples {
  readonly providers: readonly { readonly id: string; readonly match: readonly string[]; readonly no_match: readonly string[] }[];
}

const samples = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/provider-samples/hosts.json"), "utf8")) as HostSamples;
/** Google's and Amazon's second host patterns belong to one provider; Microsoft's public registry needs no login. */
const ids: Readonly<Record<string, string | undefined>> = { "ecr-public": "ecr", mcr: undefined };

test("recognises every provider by the hosts that it is known to have, and by no others", () => {
  for (const { id, match, no_match: others } of samples.providers) {
    const expected = id in ids ? ids[id] : id;
    for (const host of match) assert.equal(providerOfHost(host)?.id, expected, host);
    if (expected !== undefined && id !== "ecr") for (const host of others) assert.notEqual(providerOfHost(host)?.id, expected, host);
  }
});

test("case and port do not matter for that", () => {
  assert.equal(providerOfHost("GHCR.io:443")?.id, "ghcr");
  assert.equal(providerOfHost("ghcr.io.evil.test"), undefined);
});

test("all names of Docker Hub are one", () => {
  for (const host of ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]) assert.equal(canonicalHost(host), "docker.io");
  assert.equal(canonicalHost("Reg.Example:5000"), "Reg.Example:5000");
});

test("recognises software by its product", () => {
  assert.equal(providerOfProduct("harbor")?.id, "harbor");
  assert.equal(providerOfProduct("artifactory")?.id, "jfrog");
  assert.equal(providerOfProduct(undefined), undefined);
});

test("every page is reached by https, and every provider has one to read", () => {
  for (const { id, links, methods, places } of providers) {
    const site = { host: places[0]?.host ?? "reg.example" };
    const urls = [...links, ...methods.flatMap((method) => method.links ?? [])].map(({ url }) => url(site));
    assert.ok(urls.length > 0, id);
    for (const url of urls) assert.equal(new URL(url ?? "").protocol, "https:", `${id}: ${url}`);
  }
});

test("every method asks for what it does not have", () => {
  for (const { id, methods } of providers) {
    for (const method of methods) {
      const fields = method.fields.map((field) => field.id);
      const expected = method.source !== undefined ? [] : method.username === undefined ? ["username", "secret"] : ["secret"];
      assert.deepEqual(fields, expected, `${id} ${method.id}`);
    }
    assert.equal(new Set(methods.map((method) => method.id)).size, methods.length, id);
  }
});

/** The addresses that nerdctl's guide to registries names under “See also” and in its steps. */
const seedPages: Readonly<Record<string, readonly string[]>> = {
  ecr: ["https://aws.amazon.com/ecr", "https://github.com/awslabs/amazon-ecr-credential-helper", "https://console.aws.amazon.com/ecr/home/"],
  acr: [
    "https://azure.microsoft.com/en-us/services/container-registry/#overview",
    "https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication",
    "https://portal.azure.com/",
  ],
  dockerhub: ["https://hub.docker.com/", "https://hub.docker.com/repositories"],
  ghcr: ["https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry", "https://github.com/settings/tokens"],
  gitlab: [
    "https://docs.gitlab.com/ee/user/packages/container_registry/",
    "https://docs.gitlab.com/ee/user/profile/personal_access_tokens.html",
    "https://docs.gitlab.com/ee/user/project/deploy_tokens/index.html",
  ],
  gar: [
    "https://cloud.google.com/artifact-registry/docs/docker/quickstart",
    "https://cloud.google.com/artifact-registry/docs/docker/authentication",
    "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating",
    "https://console.cloud.google.com/artifacts",
  ],
  gcr: ["https://cloud.google.com/container-registry/docs/advanced-authentication", "https://console.cloud.google.com/gcr/"],
  jfrog: ["https://www.jfrog.com/confluence/display/JFROG/Getting+Started+with+Artifactory+as+a+Docker+Registry"],
  quay: ["https://docs.quay.io/solution/getting-started.html", "https://quay.io/repository/"],
};

test("every page of nerdctl's guide is reachable", () => {
  for (const { id, links, methods, places } of providers) {
    const site = { host: places[0]?.host ?? "reg.example" };
    const urls = new Set([...links, ...methods.flatMap((method) => method.links ?? [])].map(({ url }) => url(site)));
    for (const page of seedPages[id] ?? []) assert.ok(urls.has(page), `${id}: ${page}`);
  }
});

test("every provider has a picture, and every picture a provider", () => {
  const pictures = readdirSync(join(import.meta.dirname, "../../../media/providers"));
  assert.deepEqual(pictures.toSorted(), providers.map(({ id }) => `${id}.svg`).toSorted());
});
