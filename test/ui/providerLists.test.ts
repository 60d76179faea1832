import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { at, loadSample, loadSamples, type Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { version as host } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const token = "a-s3cret-token";
const hub = "https://hub.docker.com/v2";
const gitlab = "https://gitlab.com/api/v4/projects?membership=true&simple=true&order_by=id&pagination=keyset&per_page=20";
const harbor = "https://harbor.example.test/api/v2.0";

/** Docker Hub and Harbor list what the login may see; at GitLab the token lacks a scope. */
const samples: readonly Sample[] = [
  ...loadSamples("dockerhub", "v2-401", "registry-token", "registry-token-401", "catalog-401", "hub-auth-token", "hub-user-orgs"),
  at(`${hub}/namespaces/acme/repositories?page=1&page_size=100&ordering=name`, loadSample("dockerhub/hub-repositories-page1")),
  at(`${hub}/namespaces/acme/repositories?page=2&page_size=100&ordering=name`, loadSample("dockerhub/hub-repositories-page-too-far")),
  at(`${hub}/namespaces/acme/repositories/app/tags?page=1&page_size=100`, loadSample("dockerhub/hub-tags")),
  ...loadSamples("gitlab", "v2-401", "jwt-auth", "jwt-auth-401"),
  at(gitlab, loadSample("gitlab/api-403-insufficient-scope")),
  ...loadSamples("harbor", "v2-401", "service-token", "service-token-401", "catalog-401"),
  at(`${harbor}/repositories?sort=name&page=1&page_size=100`, loadSample("harbor/api-repositories")),
];

function authOf(username: string): object {
  return { auth: Buffer.from(`${username}:${token}`).toString("base64") };
}

describe(`lists of the providers' own, in VS Code ${host}`, () => {
  const { folder, remove } = makeTemporaryFolder("container-registries-lists-");
  const authority = createCertificateAuthority("Test");
  let providers: Providers;
  let workbench: Workbench;

  before(async () => {
    providers = await startProviders(authority, samples);
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    workbench = await openWorkbench({
      host,
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl },
      prepare: ({ dockerConfig }) => {
        const auths = {
          "https://index.docker.io/v1/": authOf("acme"),
          "registry.gitlab.com": authOf("alice"),
          "harbor.example.test": authOf("robot$library+ci"),
        };
        mkdirSync(dockerConfig, { recursive: true });
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths }), { mode: 0o600 });
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  test("Docker Hub's repositories and tags, with what is told of them in the hover", async () => {
    const tree = workbench.tree("Registries");
    await tree.expand("docker.io");
    await tree.waitForRow("acme/app");
    const repository = await tree.hover("acme/app", /Description: sample/);
    assert.match(repository, /Private/);
    await tree.expand("acme/app");
    await tree.waitForRow("1.0");
    const tag = await tree.hover("1.0", /Last updated: .*2026/);
    assert.match(tag, /28\.2 MB/);
    await workbench.screenshot("lists-dockerhub");
    await tree.collapse("acme/app");
    await workbench.screenshot("lists-dockerhub-more");
    await tree.collapse("docker.io");
  });

  test("Harbor's, on the registry's own host", async () => {
    const tree = workbench.tree("Registries");
    await tree.expand("harbor.example.test");
    await tree.waitForRow("library/team/app");
    await tree.collapse("harbor.example.test");
  });

  test("at GitLab a token without the scope says what it lacks, and a repository can be added by name", async () => {
    const tree = workbench.tree("Registries");
    await tree.expand("registry.gitlab.com");
    const rows = await tree.waitForRows(
      (all) => all.some(({ label }) => label.includes("registry.gitlab.com") && label.includes("list")),
      "the refusal",
    );
    const row = rows.find(({ label }) => label.includes("list"))?.label ?? "";
    await tree.hover(row, /gitlab\.com did not give a list to this login either\..*higher privileges.*scope read_api.*Add Repository/s);
    await workbench.screenshot("lists-gitlab");
  });
});
