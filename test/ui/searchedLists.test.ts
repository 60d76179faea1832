import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { createSampleHandler } from "../support/sampleServer/sampleHandler.ts";
import { at, loadSample, loadSamples } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { version as host } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const api = "https://hub.docker.com/v2";
const tagsPath = "/v2/namespaces/acme/repositories/app/tags";
const names = Array.from({ length: 10_000 }, (_, index) => `v${Math.floor(index / 100)}.${Math.floor(index / 10) % 10}.${index % 10}`);

const samples = [
  ...loadSamples("dockerhub", "v2-401", "registry-token", "registry-token-401", "catalog-401", "hub-auth-token", "hub-user-orgs"),
  at(`${api}/namespaces/acme/repositories?page=1&page_size=100&ordering=name`, loadSample("dockerhub/hub-repositories-page1")),
];

/** Docker Hub with 10,000 tags, which it searches as its website has it do. */
function listenAsHub(): RequestListener {
  const others = createSampleHandler({ samples, hosts: "real", onUnknown: () => undefined });
  const [row] = (loadSample("dockerhub/hub-tags").response.body as { readonly results: readonly object[] }).results;
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", api);
    if (pathname !== tagsPath) return others(request, response);
    const found = names.filter((name) => name.includes(searchParams.get("name") ?? ""));
    const page = Number(searchParams.get("page"));
    const results = found.slice((page - 1) * 100, page * 100).map((name) => Object.assign({}, row, { name }));
    const next = page * 100 < found.length ? `${api}/next` : null;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ count: found.length, next, results }));
  };
}

describe(`lists that their registry searches, in VS Code ${host}`, () => {
  const { folder, remove } = makeTemporaryFolder("container-registries-searched-");
  const authority = createCertificateAuthority("Test");
  let providers: Providers;
  let workbench: Workbench;

  before(async () => {
    providers = await startProviders(authority, samples, undefined, { "hub.docker.com": listenAsHub() });
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    workbench = await openWorkbench({
      host,
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl },
      prepare: ({ dockerConfig }) => {
        const auth = Buffer.from("acme:a-s3cret-token").toString("base64");
        mkdirSync(dockerConfig, { recursive: true });
        const config = JSON.stringify({ auths: { "https://index.docker.io/v1/": { auth } } });
        writeFileSync(path.join(dockerConfig, "config.json"), config, { mode: 0o600 });
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  const pagesOfTags = (): readonly string[] => providers.requests.lines().filter((line) => line.includes(tagsPath));

  test("a filter costs a request, where all of the list would cost a hundred", async () => {
    const tree = workbench.tree("Registries");
    await tree.expand("docker.io");
    await tree.waitForRow("acme/app");
    await tree.expand("acme/app");
    await tree.waitForRow("v0.9.9");
    assert.equal(pagesOfTags().length, 1);
    await workbench.quickInput.openBy(() => tree.clickInlineAction("acme/app", "Filter Tags…"), "Filter the Tags of acme/app");
    await workbench.quickInput.type("v42.7.*");
    const expected = ["10 found", ...Array.from({ length: 10 }, (_, index) => `v42.7.${9 - index}`)];
    await tree.waitForRows((all) => {
      const shown = all.filter(({ level }) => level === 3).map(({ label }) => label);
      return shown.length === 11 && expected.every((label) => shown.includes(label));
    }, "the tags that match");
    const row = (await tree.rows()).find(({ label }) => label === "10 found");
    assert.equal(row?.description, "filter: v42.7.*, searched by the registry");
    await workbench.screenshot("searched-tags");
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForClosed();
    const asked = pagesOfTags();
    assert.match(asked.at(-1) ?? "", /[?&]page=1&page_size=100&name=42\.7\.(?: |$)/);
    // The first page, and what the first key strokes asked for.
    assert.ok(asked.length < 10, asked.join("\n"));
  });

  test("the rest of the list is still there to be loaded", async () => {
    const tree = workbench.tree("Registries");
    await tree.changeBy(
      () => tree.clickInlineAction("10 found", "Clear Filter"),
      (rows) => rows.some(({ label }) => label === "v0.9.9"),
      "all tags",
    );
  });
});
