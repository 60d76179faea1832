import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ProviderSite } from "../../../src/providers/providerSite.ts";
import { type LoadedProvider, loadedProviders as providers } from "../../support/loadedProviders.ts";
import { canonicalHost, providerOfHost, providerOfProduct } from "../../../src/providers/catalog.ts";

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
  for (const host of ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"])
    assert.equal(canonicalHost(host), "docker.io");
  assert.equal(canonicalHost("Reg.Example:5000"), "Reg.Example:5000");
});

test("recognises software by its product", () => {
  assert.equal(providerOfProduct("harbor")?.id, "harbor");
  assert.equal(providerOfProduct("artifactory")?.id, "jfrog");
  assert.equal(providerOfProduct(undefined), undefined);
});

test("every page is reached by https, and every provider has one to read", () => {
  for (const provider of providers) {
    const pages = pagesOf(provider, { host: provider.rows[0]?.host ?? "reg.example" });
    assert.ok(pages.length > 0, provider.id);
    for (const page of pages) assert.equal(new URL(page).protocol, "https:", `${provider.id}: ${page}`);
  }
});

/** What a row of the list shows of a line, at VS Code's width. */
const lineLength = 78;

test("no line of a list is cut off", () => {
  for (const { methods, notice, rows } of providers) {
    const lines = [notice, ...methods.flatMap(({ label, detail }) => [label, detail]), ...rows.map(({ label }) => label)];
    for (const line of lines) assert.ok((line?.text.length ?? 0) <= lineLength, line?.text);
    for (const { example, finder } of rows) assert.ok((finder?.detail.text ?? `For example ${example}`).length <= lineLength, example);
  }
});

test("every method asks for what it does not have", () => {
  for (const { id, methods } of providers) {
    // Amazon's keys are no login of the registry: they are exchanged for one.
    const own = methods.filter((method) => id !== "ecr" || !["profile", "access-key"].includes(method.id));
    for (const method of own) {
      const fields = method.questions.filter(({ kind }) => kind !== "choice").map((question) => question.id);
      const isTyped = fields.length > 0;
      const expected = !isTyped ? [] : method.username === undefined ? ["username", "secret"] : ["secret"];
      assert.deepEqual(fields, expected, `${id} ${method.id}`);
    }
    assert.equal(new Set(methods.map((method) => method.id)).size, methods.length, id);
  }
});

/** Every address that nerdctl's guide to registries names in its sections of providers, for the first place of the list. */
const guidePages: Readonly<Record<string, readonly string[]>> = {
  ecr: [
    "https://aws.amazon.com/ecr",
    "https://github.com/awslabs/amazon-ecr-credential-helper",
    "https://console.aws.amazon.com/ecr/home/",
  ],
  acr: [
    "https://azure.microsoft.com/en-us/services/container-registry/#overview",
    "https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication",
    "https://portal.azure.com/",
  ],
  dockerhub: ["https://hub.docker.com/", "https://hub.docker.com/repositories"],
  ghcr: [
    "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    "https://github.com/settings/tokens",
  ],
  gitlab: [
    "https://docs.gitlab.com/ee/user/packages/container_registry/",
    "https://docs.gitlab.com/ee/user/profile/personal_access_tokens.html",
    "https://docs.gitlab.com/ee/user/project/deploy_tokens/index.html",
  ],
  gar: [
    "https://cloud.google.com/artifact-registry/docs/docker/quickstart",
    "https://cloud.google.com/artifact-registry/docs/docker/authentication",
    "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating",
    "https://cloud.google.com/sdk/docs/quickstart",
    "https://console.cloud.google.com/artifacts",
  ],
  gcr: [
    "https://cloud.google.com/container-registry/docs/advanced-authentication",
    "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating",
    "https://cloud.google.com/sdk/docs/quickstart",
    "https://console.cloud.google.com/gcr/",
  ],
  jfrog: [
    "https://www.jfrog.com/confluence/display/JFROG/Getting+Started+with+Artifactory+as+a+Docker+Registry",
    "https://example.jfrog.io/ui/admin/repositories/local/new",
    "https://example.jfrog.io/ui/admin/repositories/virtual/new",
    // The guide goes on with a repository, which nobody knows at a login.
    "https://example.jfrog.io/ui/repos/tree/General",
  ],
  quay: ["https://docs.quay.io/solution/getting-started.html", "https://quay.io/repository/"],
  // In what the login of Google's sections prints; it is about any registry.
  generic: ["https://docs.docker.com/engine/reference/commandline/login/#credentials-store"],
};

/** All pages that the wizard offers for a provider, whatever the method. */
function pagesOf({ helpPages, methods }: LoadedProvider, site: ProviderSite): readonly string[] {
  return [...helpPages, ...methods.flatMap((method) => method.pages ?? [])].flatMap(({ url }) => url(site) ?? []);
}

test("every page of nerdctl's guide is reachable", () => {
  for (const provider of providers) {
    const { host, example } = provider.rows[0] ?? {};
    const urls = new Set(pagesOf(provider, { host: host ?? example ?? "" }));
    for (const page of guidePages[provider.id] ?? []) assert.ok(urls.has(page), `${provider.id}: ${page}`);
  }
});

/** Software that people run themselves has its pages at its own host, or at the one that its challenge names. */
const ownPages: readonly (readonly [id: string, site: ProviderSite, pages: readonly string[]])[] = [
  [
    "ghcr",
    { host: "ghcr.io" },
    [
      "https://github.com/settings/tokens/new?scopes=read:packages,write:packages&description=Container%20registry%20ghcr.io",
      "https://github.com/settings/tokens",
    ],
  ],
  [
    "ghcr",
    { host: "containers.octocorp.ghe.com" },
    [
      "https://octocorp.ghe.com/settings/tokens/new?scopes=read:packages,write:packages&description=Container%20registry%20containers.octocorp.ghe.com",
      "https://octocorp.ghe.com/settings/tokens",
    ],
  ],
  [
    "ghcr",
    { host: "containers.github.example.test" },
    [
      "https://github.example.test/settings/tokens/new?scopes=read:packages,write:packages&description=Container%20registry%20containers.github.example.test",
      "https://github.example.test/settings/tokens",
    ],
  ],
  [
    "gitlab",
    { host: "registry.gitlab.com" },
    ["https://gitlab.com/-/user_settings/personal_access_tokens?name=Container+registry&scopes=read_api,read_registry,write_registry"],
  ],
  [
    "gitlab",
    { host: "gitlab.example.test:5050", trustedRealm: new URL("https://gitlab.example.test/gitlab/jwt/auth") },
    [
      "https://gitlab.example.test/gitlab/-/user_settings/personal_access_tokens?name=Container+registry&scopes=read_api,read_registry,write_registry",
    ],
  ],
  // A registry that does not tell which GitLab it belongs to.
  ["gitlab", { host: "registry.example.test" }, []],
  ["gitlab", { host: "registry.example.test", trustedRealm: new URL("https://auth.example.test/token") }, []],
  ["quay", { host: "quay.example.test:8443" }, ["https://quay.example.test:8443/repository/", "https://quay.example.test:8443/user/"]],
  ["gitea", { host: "git.example.test" }, ["https://git.example.test/user/settings/applications"]],
  ["dockerhub", { host: "docker.io" }, ["https://app.docker.com/settings/personal-access-tokens"]],
];

test("token pages are those of the site, with scopes and a name where the page takes them", () => {
  for (const [id, site, pages] of ownPages) {
    const provider = providers.find((each) => each.id === id);
    assert.ok(provider !== undefined);
    const offered = pagesOf(provider, site).filter((page) => !/^https:\/\/(?:docs|hub)\./.test(page));
    assert.deepEqual([...new Set(offered)].toSorted(), pages.toSorted(), site.host);
  }
});

test("every provider has a picture, and every picture a provider", () => {
  const pictures = readdirSync(join(import.meta.dirname, "../../../media/providers"));
  assert.deepEqual(pictures.toSorted(), providers.map(({ id }) => `${id}.svg`).toSorted());
});
