import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Ping } from "../../../../src/registry/auth/ping.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { playSamples } from "../../../support/sampleServer/playSamples.ts";
import { loadSamples, type Sample, sampleProviders } from "../../../support/sampleServer/samples.ts";

/** How the client takes an answer: as these items (with a next page or not), as this ping, as done, or as this error. */
type Outcome =
  | { readonly items: readonly string[]; readonly more?: true }
  | { readonly ping: readonly [Ping["auth"], Ping["product"]] }
  | "done"
  | RegistryErrorCode;

const account = { username: "alice", password: "a s3cret word" };

/** One recorded answer each, for somebody who has signed in. The digests in the samples are invented, so no manifest is what it says. */
const answers: Readonly<Record<string, Outcome>> = {
  "acr/catalog-401": "unauthorized",
  "acr/catalog-page1": { items: ["alpine", "contoso-marketing"], more: true },
  "acr/tags-page1": { items: ["latest", "v1"], more: true },
  "acr/v2-401": { ping: ["bearer", "acr"] },
  "dockerhub/catalog-401": "denied",
  "dockerhub/manifest-429-pull-limit": "rate-limited",
  "dockerhub/repo-not-found-401": "denied",
  "dockerhub/v2-401": { ping: ["bearer", undefined] },
  "ecr/catalog": { items: ["team/app", "team/web"] },
  "ecr/public-tags-404-2022": "not-found",
  "ecr/public-v2-401": { ping: ["bearer", undefined] },
  "ecr/tags-page1": { items: ["latest", "1.0"], more: true },
  "ecr/token-expired-403": "unauthorized",
  "ecr/v2-401": { ping: ["basic", "ecr"] },
  "gar/bad-credential-401-no-challenge": "unauthorized",
  "gar/denied-403": "denied",
  "gar/name-invalid-400": "request-rejected",
  "gar/repo-401": "unauthorized",
  "gar/tags-list-extended": { items: ["1.0", "latest"] },
  "gar/v2-401": { ping: ["bearer", undefined] },
  "gcr/shutdown-412": "request-rejected",
  "gcr/tags-list-project-root": { items: [] },
  "gcr/v2-401": { ping: ["bearer", undefined] },
  "generic/429": "rate-limited",
  "generic/503": "server-error",
  "generic/attestation-manifest": "digest-mismatch",
  "generic/catalog-401-scope": "unauthorized",
  "generic/catalog-page1": { items: ["alpine", "team/app"], more: true },
  "generic/delete-202": "done",
  "generic/delete-405": "unsupported",
  "generic/denied-403": "denied",
  "generic/html-instead-of-registry": "not-a-registry",
  "generic/index-with-attestation-and-nested": "done",
  "generic/insufficient-scope-401": "denied",
  "generic/manifest-304": "invalid-response",
  "generic/manifest-404": "not-found",
  "generic/manifest-404-oci-not-accepted": "not-found",
  "generic/manifest-docker": "done",
  "generic/manifest-oci": "digest-mismatch",
  "generic/nonstandard-code-404": "not-found",
  "generic/referrers": { items: [`sha256:${"6".repeat(64)}`] },
  "generic/tags-404": "not-found",
  "generic/tags-null": { items: [] },
  "generic/tags-page1": { items: ["1.0", "1.1"], more: true },
  "generic/tags-with-cosign": { items: ["1.0", "latest", ...["", ".att", ".sbom", ".sig"].map((end) => `sha256-${"a".repeat(64)}${end}`)] },
  "generic/v2-200": { ping: ["none", undefined] },
  "generic/v2-401-basic": { ping: ["basic", undefined] },
  "generic/v2-401-bearer": { ping: ["bearer", undefined] },
  "ghcr/manifest-delete-405": "unsupported",
  "ghcr/tags-page1": { items: ["0.1", "0.2"], more: true },
  "ghcr/v2-401": { ping: ["bearer", undefined] },
  "gitea/catalog": { items: ["acme/app", "acme/web"], more: true },
  "gitea/v2-401": { ping: ["bearer", "gitea"] },
  "gitlab/v2-401": { ping: ["bearer", "gitlab"] },
  "harbor/catalog-401": "unauthorized",
  "harbor/manifest-404": "not-found",
  "harbor/v2-401": { ping: ["bearer", "harbor"] },
  "jfrog/tags-broken-link": { items: ["1.0", "1.1"], more: true },
  "jfrog/tags-with-digest": { items: ["1.0"] },
  "jfrog/v2-401-basic": { ping: ["basic", "artifactory"] },
  "jfrog/v2-401-bearer": { ping: ["bearer", "artifactory"] },
  "quay/catalog": { items: ["acme/app", "acme/web"], more: true },
  "quay/tags": { items: ["1.0", "latest"], more: true },
  "quay/v2-401": { ping: ["bearer", "quay"] },
  "zot/catalog": { items: ["a/b", "c"], more: true },
  "zot/v2-401": { ping: ["basic", "zot"] },
};

/** Exchanges that only make sense beside others. */
const notAlone = new Set([
  "dockerhub/manifest-head-ratelimit",
  "ecr/tags-405-n-too-big",
  "generic/catalog-400-n-too-big",
  "generic/catalog-page2",
  "generic/config-blob",
  "generic/referrers-404",
  "generic/tags-page2",
  "ghcr/catalog-trick",
  "ghcr/referrers-303",
  "zot/tags-404-unknown-last",
]);

interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  run(client: RegistryClient, parts: readonly string[], pageSize: number | undefined): Promise<Outcome>;
}

const operations: readonly Operation[] = [
  { pattern: /^\/v2\/$/, method: "GET", run: async (client) => pinged(await client.ping()) },
  { pattern: /^\/v2\/_catalog$/, method: "GET", run: async (client, _, pageSize) => listed(await client.listRepositories({ pageSize })) },
  {
    pattern: /^\/v2\/(.+)\/tags\/list$/,
    method: "GET",
    run: async (client, [repository = ""], pageSize) => listed(await client.listTags(repository, { pageSize })),
  },
  {
    pattern: /^\/v2\/(.+)\/manifests\/(.+)$/,
    method: "GET",
    run: async (client, [repository = "", reference = ""]) => done(await client.getManifest(repository, reference)),
  },
  {
    pattern: /^\/v2\/(.+)\/manifests\/(.+)$/,
    method: "HEAD",
    run: async (client, [repository = "", reference = ""]) => done(await client.resolve(repository, reference)),
  },
  {
    pattern: /^\/v2\/(.+)\/manifests\/(.+)$/,
    method: "DELETE",
    run: async (client, [repository = "", digest = ""]) => done(await client.deleteManifest(repository, digest)),
  },
  {
    pattern: /^\/v2\/(.+)\/blobs\/(.+)$/,
    method: "GET",
    run: async (client, [repository = "", digest = ""]) => done(await client.getConfig(repository, { digest, size: 1000 })),
  },
  {
    pattern: /^\/v2\/(.+)\/referrers\/(.+)$/,
    method: "GET",
    run: async (client, [repository = "", digest = ""]) => {
      const { items } = await client.listReferrers(repository, digest);
      return { items: items.map((item) => item.digest) };
    },
  },
];

function pinged({ auth, product }: Ping): Outcome {
  return { ping: [auth, product] };
}

function listed({ items, next }: { readonly items: readonly string[]; readonly next: string | undefined }): Outcome {
  return next === undefined ? { items } : { items, more: true };
}

function done(_result: unknown): Outcome {
  return "done";
}

interface Call {
  readonly origin: string | undefined;
  run(client: RegistryClient): Promise<Outcome>;
}

/** What makes the client send a sample's request; undefined for a provider's own API. */
function callOf({ request }: Sample): Call | undefined {
  const isRelative = request.url.startsWith("/");
  const url = new URL(request.url, "http://relative");
  const operation = operations.find(({ pattern, method }) => method === request.method && pattern.test(url.pathname));
  if (operation === undefined || url.hostname === "hub.docker.com") return undefined;
  const [, ...parts] = operation.pattern.exec(url.pathname) ?? [];
  const n = url.searchParams.get("n");
  return {
    origin: isRelative || url.protocol === "http:" ? undefined : url.origin,
    run: (client) => operation.run(client, parts, n === null ? undefined : Number(n)),
  };
}

/** The samples of a provider's token endpoint that give a token. */
function tokenSamples(provider: string): readonly Sample[] {
  const isToken = ({ request, response }: Sample): boolean =>
    request.method === "GET" && response.status === 200 && /(?:token\/?|auth)(?:\?|$)/.test(request.url);
  return loadSamples(provider).filter(isToken);
}

async function outcomeOf(run: Promise<Outcome>): Promise<Outcome> {
  try {
    return await run;
  } catch (error) {
    if (RegistryError.is(error)) return error.code;
    throw error;
  }
}

const samples = sampleProviders().flatMap((provider) => loadSamples(provider));

void test("every expectation has its sample", () => {
  const names = new Set(samples.map(({ name }) => name));
  assert.deepEqual(
    [...Object.keys(answers), ...notAlone].filter((name) => !names.has(name)),
    [],
  );
});

void describe("a recorded answer", () => {
  for (const sample of samples) {
    const call = callOf(sample);
    if (call === undefined || notAlone.has(sample.name)) continue;
    void test(`of ${sample.name}`, async (t) => {
      const [provider = ""] = sample.name.split("/");
      const { client, server } = await playSamples(t, [sample, ...tokenSamples(provider)], basicCredential(account), call.origin);
      assert.deepEqual(await outcomeOf(call.run(client)), answers[sample.name]);
      // With an account the base is asked first, which one answer alone does not have.
      assert.deepEqual(
        server.unknown.filter((request) => !/^GET \S+\/v2\/$/.test(request)),
        [],
      );
    });
  }
});
