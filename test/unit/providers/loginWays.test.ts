import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { providers } from "../../../src/providers/catalog.ts";
import type { ProviderId } from "../../../src/providers/provider.ts";
import { detailsOf, keysOf, type LoginWay, loginWays, waySamples } from "../../support/sampleServer/loginWays.ts";
import { configOf, playLogin } from "../../support/sampleServer/playLogin.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../support/sampleServer/samples.ts";
import type { Move } from "../../support/scriptedPrompter.ts";

const secret = "a-s3cret-token";

function movesOf(way: LoginWay): readonly Move[] {
  const { place, asksMethod } = detailsOf(way);
  return [
    { pick: way.place },
    ...(place.host === undefined ? [{ type: way.host }] : []),
    ...(asksMethod ? [{ pick: way.method }] : []),
    ...(way.username === undefined ? [] : [{ type: way.username }]),
  ];
}

test("every place and method of the catalog has its way, but for those whose secret nobody types", () => {
  const inCatalog = providers.flatMap(({ places, methods }) =>
    places.flatMap(({ label, host }) =>
      methods
        .filter(({ source, onlyAt }) => source === undefined && (host === undefined || onlyAt?.test(host) !== false))
        .map((method) => `${label.text}: ${method.label.text}`),
    ),
  );
  assert.deepEqual([...new Set(loginWays.map(({ place, method }) => `${place}: ${method}`))].toSorted(), inCatalog.toSorted());
});

void describe("a login under the registry's own name, with the wrong secret first", () => {
  for (const way of loginWays) {
    void test(`${way.place}: ${way.method} (${way.host})`, async (t) => {
      const moves = [...movesOf(way), { type: "wrong-secret" }, { type: secret }];
      const { result, refusals, config, shown, tries } = await playLogin(t, moves, waySamples, { password: secret });
      assert.ok(result.kind === "loggedIn", result.kind);
      assert.deepEqual([result.check, result.notes], ["verified", []]);
      assert.equal(refusals.length, 1);
      assert.match(refusals[0] ?? "", way.refusal);
      assert.equal(tries, 2, "one use of a secret for each Enter");
      assert.equal(config, configOf(keysOf(way.host), detailsOf(way).username, secret));
      for (const word of [secret, "wrong-secret"]) assert.ok(!shown.includes(word));
    });
  }
});

/** What is typed or pasted into the list of providers, the provider that it leads to, and the host. */
const recognised: readonly (readonly [paste: string, id: ProviderId, host: string, samples?: readonly Sample[]])[] = [
  ["https://index.docker.io/v1/", "dockerhub", "docker.io"],
  ["ghcr.io/octo/app:1", "ghcr", "ghcr.io"],
  ["containers.octocorp.ghe.com", "ghcr", "containers.octocorp.ghe.com"],
  ["docker login registry.gitlab.com", "gitlab", "registry.gitlab.com"],
  ["registry.gitlab.example.test/group/app", "gitlab", "registry.gitlab.example.test"],
  ["gitlab.example.test:5050", "gitlab", "gitlab.example.test:5050", renamed([["registry.gitlab.com", "gitlab.example.test:5050"]], loadSamples("gitlab", "v2-401"))],
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
  for (const [paste, id, host, samples = []] of recognised) {
    void test(`${paste} is ${id}`, async (t) => {
      const { result, steps } = await playLogin(t, [{ paste }, "escape"], [...waySamples, ...samples]);
      assert.equal(result.kind, "cancelled");
      const [, first] = steps;
      assert.deepEqual(first?.title, { text: "Log In to {0}", args: [host] });
      const provider = providers.find((each) => each.id === id);
      assert.deepEqual(first?.links?.at(-1)?.url, provider?.links.at(-1)?.url({ host }));
    });
  }
});
