import assert from "node:assert/strict";
import { test } from "node:test";
import { mayGetLogin } from "../../../../src/registry/auth/knownApis.ts";
import type { RegistryEndpoint } from "../../../../src/registry/endpoint.ts";

function at(host: string): RegistryEndpoint {
  return { host, baseUrl: new URL(`https://${host === "docker.io" ? "registry-1.docker.io" : host}/v2`) };
}

/** Registries, and all the hosts beside them whose API may get their login. */
const apis: Readonly<Record<string, readonly string[]>> = {
  "docker.io": ["hub.docker.com"],
  "ghcr.io": ["api.github.com"],
  "containers.octocorp.ghe.com": ["api.octocorp.ghe.com"],
  "europe-docker.pkg.dev": ["artifactregistry.googleapis.com", "oauth2.googleapis.com"],
  "docker.europe-west1.rep.pkg.dev": ["artifactregistry.googleapis.com", "oauth2.googleapis.com"],
  "gcr.io": ["artifactregistry.googleapis.com", "oauth2.googleapis.com"],
  "eu.gcr.io": ["artifactregistry.googleapis.com", "oauth2.googleapis.com"],
};

/** Hosts that look like one of them, and others. */
const strangers = [
  "evil.gcr.io.example.com",
  "xgcr.io",
  "a.b-docker.pkg.dev.example.com",
  "ghcr.io.example.com",
  "containers.ghe.com",
  "containers.a.b.ghe.com",
  "docker.io.example.com",
  "quay.io",
  "reg.example",
];

const all = [...new Set(Object.values(apis).flat())];

test("a registry's login may go to its own provider's API, and to no other", async () => {
  for (const host of [...Object.keys(apis), ...strangers]) {
    const allowed: string[] = [];
    for (const api of all) if (await mayGetLogin(at(host), new URL(`https://${api}/v1/`), undefined)) allowed.push(api);
    assert.deepEqual(allowed.toSorted(), [...(apis[host] ?? [])].toSorted(), host);
  }
});

test("it goes there over HTTPS at the usual port only, and with no name in the address", async () => {
  for (const [host, [api = ""]] of Object.entries(apis)) {
    for (const url of [`http://${api}/`, `https://${api}:8443/`, `https://a:b@${api}/`, `https://${api}.example.com/`, `https://x.${api}/`])
      assert.equal(await mayGetLogin(at(host), new URL(url), undefined), false, url);
  }
});

test("what looks like a registry has no API that looks like that registry's", async () => {
  for (const [host, theirs] of Object.entries(apis)) {
    for (const api of theirs) {
      for (const [registry, url] of [
        [`evil.${host}`, `https://evil.${api}/`],
        [`${host}.example.com`, `https://${api}.example.com/`],
      ] as const)
        assert.equal(await mayGetLogin(at(registry), new URL(url), undefined), false, url);
    }
  }
});

test("no address with a name or a password in it gets it, whoever's it is", async () => {
  for (const account of ["a@", ":b@"]) {
    for (const host of ["reg.example", "api.github.com"])
      assert.equal(await mayGetLogin(at(host), new URL(`https://${account}${host}/`), undefined), false, account);
    assert.equal(await mayGetLogin(at("ghcr.io"), new URL(`https://${account}api.github.com/`), undefined), false, account);
  }
});

test("the registry's own origin and that of the judged token server may get it", async () => {
  const registry = at("reg.example:5000");
  const tokenServer = new URL("https://sso.example/jwt/auth");
  assert.ok(await mayGetLogin(registry, new URL("https://reg.example:5000/api"), undefined));
  assert.ok(await mayGetLogin(registry, new URL("https://sso.example/api/v4"), tokenServer));
  assert.ok(!(await mayGetLogin(registry, new URL("https://sso.example/api/v4"), undefined)));
  assert.ok(!(await mayGetLogin(registry, new URL("http://reg.example:5000/api"), tokenServer)));
});

test("an Enterprise Server gets the login of its own registry, and nobody else's domain that of a customer", async () => {
  const goesTo = (host: string, api: string) => mayGetLogin(at(host), new URL(`https://${api}/api/v3/user`), undefined);
  assert.ok(await goesTo("containers.github.example.com", "github.example.com"));
  for (const [host, api] of [
    ["containers.github.io", "github.io"],
    ["containers.co.uk", "co.uk"],
    ["containers.azurecr.io", "azurecr.io"],
    ["containers.ghe.com", "ghe.com"],
    ["containers.github.example.com", "example.com"],
    ["registry.github.example.com", "github.example.com"],
    ["containers.github.example.com:8443", "github.example.com"],
    ["containers.github.example.com:8443", "github.example.com:8443"],
    ["evil.containers.github.example.com", "github.example.com"],
  ] as const)
    assert.equal(await goesTo(host, api), false, host);
});
