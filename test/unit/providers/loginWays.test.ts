import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { loadedProviders as providers } from "../../support/loadedProviders.ts";
import { borrowedWays, detailsOf, keysOf, type LoginWay, loginWays, waySamples } from "../../support/sampleServer/loginWays.ts";
import { authority, configOf, playLogin, playLoginTo } from "../../support/sampleServer/playLogin.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../support/sampleServer/samples.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import type { Move } from "../../support/scriptedPrompter.ts";

const secret = "a-s3cret-token";

function movesOf(way: LoginWay): readonly Move[] {
  const { row, asksMethod } = detailsOf(way);
  return [
    { pick: way.place },
    ...(row.host === undefined ? [{ type: way.host }] : []),
    ...(asksMethod ? [{ pick: way.method }] : []),
    ...(way.username === undefined ? [] : [{ type: way.username }]),
  ];
}

test("every place and method of the catalog has its way", () => {
  const inCatalog = providers.flatMap(({ rows, methods }) =>
    // A row that leads to a host of the provider has no ways of its own.
    rows
      .filter(({ finder }) => finder === undefined)
      .flatMap(({ label, host }) =>
        methods
          .filter(({ onlyAt }) => host === undefined || onlyAt?.test(host) !== false)
          .map((method) => `${label.text}: ${method.label.text}`),
      ),
  );
  // At GitHub Enterprise only a token that is typed.
  const expected = inCatalog.filter((each) => !each.startsWith("GitHub Enterprise: GitHub "));
  const ways = [...loginWays, ...borrowedWays].map(({ place, method }) => `${place}: ${method}`);
  assert.deepEqual([...new Set(ways)].toSorted(), expected.toSorted());
});

const registries = await startProviders(authority, waySamples, secret);
after(() => registries.close());

for (const way of loginWays) {
  void describe(`${way.place}: ${way.method} (${way.host})`, () => {
    void test("a wrong secret is tried once, refused in the registry's words, and not written", async (t) => {
      const { result, refusals, config, shown, tries } = await playLoginTo(
        t,
        [...movesOf(way), { type: "wrong-secret" }, "escape"],
        registries,
      );
      assert.deepEqual([result.kind, config, tries, refusals.length], ["cancelled", undefined, 1, 1]);
      assert.match(refusals[0] ?? "", way.refusal);
      assert.ok(!shown.includes("wrong-secret"));
    });

    void test("the right one is written as docker and nerdctl write it", async (t) => {
      const { result, refusals, config, shown } = await playLoginTo(t, [...movesOf(way), { type: secret }], registries);
      assert.equal(result.kind === "loggedIn" && result.check, "verified");
      assert.deepEqual(refusals, []);
      assert.equal(config, configOf(keysOf(way.host), detailsOf(way).username, secret));
      assert.ok(!shown.includes(secret));
    });
  });
}

/** What is typed or pasted into the list of providers, the provider that it leads to, and the host. */
const recognised: readonly (readonly [paste: string, id: string, host: string, samples?: readonly Sample[]])[] = [
  ["https://index.docker.io/v1/", "dockerhub", "docker.io"],
  ["ghcr.io/octo/app:1", "ghcr", "ghcr.io"],
  ["containers.octocorp.ghe.com", "ghcr", "containers.octocorp.ghe.com"],
  ["docker login registry.gitlab.com", "gitlab", "registry.gitlab.com"],
  ["registry.gitlab.example.test/group/app", "gitlab", "registry.gitlab.example.test"],
  [
    "gitlab.example.test:5050",
    "gitlab",
    "gitlab.example.test:5050",
    renamed([["registry.gitlab.com", "gitlab.example.test:5050"]], loadSamples("gitlab", "v2-401")),
  ],
  ["quay.io", "quay", "quay.io"],
  ["quay.example.test", "quay", "quay.example.test"],
  ["harbor.example.test/library/app:1", "harbor", "harbor.example.test"],
  ["gitea.example.test", "gitea", "gitea.example.test"],
  ["zot.example.test", "zot", "zot.example.test"],
  ["art.example.test", "jfrog", "art.example.test"],
  ["acme.jfrog.io", "jfrog", "acme.jfrog.io"],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com", "ecr", "123456789012.dkr.ecr.us-east-1.amazonaws.com"],
  ["ecr.example.test", "ecr", "ecr.example.test", [at("https://ecr.example.test/v2/", loadSample("ecr/v2-401"))]],
  ["contoso.azurecr.io", "acr", "contoso.azurecr.io"],
  ["acr.example.test", "acr", "acr.example.test", renamed([["contoso.azurecr.io", "acr.example.test"]], loadSamples("acr", "v2-401"))],
  ["us-central1-docker.pkg.dev/proj/repo/img", "gar", "us-central1-docker.pkg.dev"],
  ["eu.gcr.io", "gcr", "eu.gcr.io"],
  ["reg.example.test", "generic", "reg.example.test"],
];

void describe("a registry is recognised by what is pasted, or by its challenge", () => {
  for (const [paste, id, host, samples] of recognised) {
    void test(`${paste} is ${id}`, async (t) => {
      const moves: readonly Move[] = [{ paste }, "escape"];
      const { result, steps } = samples === undefined ? await playLoginTo(t, moves, registries) : await playLogin(t, moves, samples);
      assert.equal(result.kind, "cancelled");
      const [, first] = steps;
      assert.deepEqual(first?.title, { text: "Log In to {0}", args: [host] });
      const provider = providers.find((each) => each.id === id);
      assert.ok(provider !== undefined);
      assert.deepEqual(first?.links?.at(-1)?.url, provider.helpPages.at(-1)?.url({ host }));
    });
  }
});
