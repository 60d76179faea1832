import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judgeRealm, type RealmJudgement } from "../../../../src/registry/auth/realmPolicy.ts";

const cases: readonly (readonly [registry: string, realm: string, expected: RealmJudgement])[] = [
  ["https://reg.example", "https://reg.example/token", "trusted"],
  ["https://reg.example:5000", "https://reg.example:6000/token", "trusted"],
  ["https://registry-1.docker.io", "https://auth.docker.io/token", "trusted"],
  ["https://reg.corp.example.co.uk", "https://login.example.co.uk/", "trusted"],
  ["https://reg.example.co.uk", "https://evil.co.uk/", "ask"],
  ["https://me.github.io", "https://you.github.io/", "ask"],
  ["https://reg.example", "https://evil.test/reg.example", "ask"],
  ["https://reg.example", "https://reg.example.evil.test/", "ask"],
  ["https://registry", "https://auth/", "ask"],
  ["https://registry", "https://registry:8443/", "trusted"],
  ["https://8.8.8.8", "https://8.8.4.4/", "ask"],
  ["https://8.8.8.8", "https://8.8.8.8:1/", "trusted"],
  ["https://10.0.0.1", "https://10.0.0.2/", "ask"],
  ["https://reg.example", "http://reg.example/token", "refused"],
  ["https://reg.example", "http://127.0.0.1/token", "refused"],
  ["https://reg.example", "https://127.0.0.1/token", "refused"],
  ["https://reg.example", "https://2130706433/token", "refused"],
  ["https://reg.example", "https://0x7f.1/token", "refused"],
  ["https://reg.example", "https://localhost./token", "refused"],
  ["https://reg.example", "https://169.254.169.254/latest/meta-data", "refused"],
  ["https://reg.example", "https://[fe80::1]/", "refused"],
  ["https://reg.example", "https://[fd00::1]/", "refused"],
  ["https://reg.example", "https://[::ffff:10.0.0.1]/", "refused"],
  ["https://reg.example", "https://[::]/", "refused"],
  ["https://reg.example", "https://0.0.0.0/", "refused"],
  ["https://reg.example", "https://100.64.0.1/", "refused"],
  ["https://reg.example", "https://172.31.0.1/", "refused"],
  ["https://reg.example", "https://172.32.0.1/", "ask"],
  ["https://reg.example", "https://user:pass@reg.example/", "refused"],
  ["https://reg.example", "ftp://reg.example/", "refused"],
  ["http://127.0.0.1:5000", "http://127.0.0.1:5001/token", "trusted"],
  ["http://localhost:5000", "http://127.0.0.1:5001/token", "trusted"],
  ["https://localhost:5000", "http://localhost:5001/token", "trusted"],
  ["http://localhost:5000", "http://evil.test/token", "refused"],
  ["http://localhost:5000", "https://evil.test/token", "ask"],
  ["http://localhost:5000", "https://10.0.0.1/token", "ask"],
];

describe("judgeRealm", () => {
  for (const [registry, realm, expected] of cases) {
    test(`${registry} naming ${realm}: ${expected}`, async () => {
      const baseUrl = new URL(`${registry}/v2`);
      assert.equal(await judgeRealm({ host: baseUrl.host, baseUrl }, new URL(realm)), expected);
    });
  }

  test("a person's word for plain HTTP counts for the realm's, too", async () => {
    const endpoint = { host: "reg.example", baseUrl: new URL("http://reg.example/v2"), allowPlainHttp: true };
    assert.equal(await judgeRealm(endpoint, new URL("http://auth.reg.example/token")), "trusted");
    assert.equal(await judgeRealm({ ...endpoint, allowPlainHttp: false }, new URL("http://auth.reg.example/token")), "refused");
  });

  const known: readonly (readonly [registry: string, realm: string, expected: RealmJudgement])[] = [
    ["registry-1.docker.io", "https://auth.docker.io/token", "trusted"],
    ["registry-1.docker.io", "https://other.docker.io/token", "ask"],
    ["registry-1.docker.io", "https://auth.docker.io:8443/token", "ask"],
    ["registry-1.docker.io", "http://auth.docker.io/token", "refused"],
    ["registry.gitlab.com", "https://gitlab.com/jwt/auth", "trusted"],
    ["registry.gitlab.com", "https://pages.gitlab.com/jwt/auth", "ask"],
    ["ghcr.io", "https://ghcr.io/token", "trusted"],
    ["ghcr.io", "https://elsewhere.ghcr.io/token", "ask"],
    ["contoso.azurecr.io", "https://contoso.azurecr.io/oauth2/token", "trusted"],
    ["contoso.azurecr.io", "https://fabrikam.azurecr.io/oauth2/token", "ask"],
    ["us-central1-docker.pkg.dev", "https://us-central1-docker.pkg.dev/v2/token", "trusted"],
    ["us-central1-docker.pkg.dev", "https://europe-docker.pkg.dev/v2/token", "ask"],
    ["quay.io.evil.test", "https://quay.io/v2/auth", "ask"],
  ];
  for (const [registry, realm, expected] of known) {
    test(`${registry} is known: naming ${realm} is ${expected}`, async () => {
      assert.equal(await judgeRealm({ host: registry, baseUrl: new URL(`https://${registry}/v2`) }, new URL(realm)), expected);
    });
  }
});
