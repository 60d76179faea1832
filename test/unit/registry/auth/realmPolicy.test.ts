import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { knownRealmHost } from "../../../../src/registry/auth/knownRealms.ts";
import { judgeRealm, type RealmJudgement } from "../../../../src/registry/auth/realmPolicy.ts";

const cases: readonly (readonly [registry: string, realm: string, expected: RealmJudgement])[] = [
  ["https://reg.example", "https://reg.example/token", "trusted"],
  ["https://reg.example:5000", "https://reg.example:6000/token", "trusted"],
  ["https://registry-1.docker.io", "https://auth.docker.io/token", "trusted"],
  ["https://reg.corp.example.co.uk", "https://login.example.co.uk/", "trusted"],
  ["https://reg.example.co.uk", "https://evil.co.uk/", "ask"],
  ["https://me.github.io", "https://you.github.io/", "ask"],
  ["https://a.mycloudrepo.io", "https://b.mycloudrepo.io/", "ask"],
  ["https://a.azurecontainerapps.io", "https://b.azurecontainerapps.io/", "ask"],
  ["https://a-80.euw.devtunnels.ms", "https://b-80.euw.devtunnels.ms/", "ask"],
  ["https://a-80.app.github.dev", "https://b-80.app.github.dev/", "ask"],
  ["https://123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "https://evil.execute-api.eusc-de-east-1.amazonaws.eu/", "ask"],
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
  ["https://reg.example", "https://[::127.0.0.1]/", "refused"],
  ["https://reg.example", "https://[2002:7f00:1::]/", "refused"],
  ["https://reg.example", "https://[fec0::1]/", "refused"],
  ["https://reg.example", "https://198.18.0.1/", "refused"],
  ["https://reg.example", "https://198.19.255.255/", "refused"],
  ["https://reg.example", "https://198.20.0.1/", "ask"],
  ["https://reg.example", "https://[64:ff9b::10.0.0.1]/", "refused"],
  ["https://reg.example", "https://[64:ff9b:1::a00:1]/", "refused"],
  ["https://reg.example", "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "refused"],
  ["https://reg.example", "https://[2001:db8::1]/", "refused"],
  ["https://reg.example", "https://[::ffff:0:10.0.0.1]/", "refused"],
  ["https://reg.example", "https://[100::1]/", "refused"],
  ["https://reg.example", "https://[5f00::1]/", "refused"],
  ["https://reg.example", "https://[ff02::1]/", "refused"],
  ["https://reg.example", "https://[2606:4700::1111]/", "ask"],
  ["https://reg.example", "https://0.1.2.3/", "refused"],
  ["https://reg.example", "https://192.0.0.8/", "refused"],
  ["https://reg.example", "https://192.0.1.8/", "ask"],
  ["https://reg.example", "https://224.0.0.1/", "refused"],
  ["https://reg.example", "https://255.255.255.255/", "refused"],
  ["https://reg.example", "https://127.0.0.1./", "refused"],
  ["https://reg.example", "https://0250.0.0.1/", "ask"],
  ["https://reg.example", "https://012.0.0.1/", "refused"],
  ["https://reg.example", "https://0xa9fea9fe/", "refused"],
  ["https://reg.example", "https://１０.0.0.1/", "refused"],
  ["https://reg.example", "https://Reg.Example./token", "trusted"],
  ["https://reg.example.", "https://auth.reg.example/token", "trusted"],
  ["https://10.0.0.1", "https://[fec0::1]/", "ask"],
  ["https://a.jfrog.io", "https://b.jfrog.io/", "ask"],
  ["https://a.jfrog.io", "https://a.jfrog.io/artifactory/token", "trusted"],
  ["https://a.jfrog.io", "https://jfrog.io/", "ask"],
  ["https://docker.cloudsmith.io", "https://b.cloudsmith.io/", "ask"],
  ["https://a.tencentcloudcr.com", "https://b.tencentcloudcr.com/", "ask"],
  ["https://iad.ocir.io", "https://evil.ocir.io/", "ask"],
  ["https://a.geo.azurecr.io", "https://b.azurecr.io/", "ask"],
  ["https://1.dkr.ecr.us-east-1.amazonaws.com", "https://2.dkr.ecr.us-east-1.amazonaws.com/", "ask"],
  ["https://registry.cn-hangzhou.aliyuncs.com", "https://dockerauth.cn-hangzhou.aliyuncs.com/auth", "trusted"],
  ["https://registry.cn-hangzhou.aliyuncs.com", "https://dockerauth.cn-beijing.aliyuncs.com/auth", "ask"],
  ["https://registry.cn-hangzhou.aliyuncs.com", "https://bucket.oss-cn-hangzhou.aliyuncs.com/auth", "ask"],
  ["https://registry.acme.gitlab-dedicated.com", "https://acme.gitlab-dedicated.com/jwt/auth", "trusted"],
  ["https://acme.gitlab-dedicated.com", "https://registry.acme.gitlab-dedicated.com/jwt/auth", "trusted"],
  ["https://registry.acme.gitlab-dedicated.com", "https://evil.gitlab-dedicated.com/jwt/auth", "ask"],
  ["https://reg.team.svc.cluster.local", "https://auth.evil.svc.cluster.local/", "ask"],
  ["https://reg.example", "https://b.jfrog.io/", "ask"],
  ["https://a.repo.sonatype.app", "https://b.repo.sonatype.app/", "ask"],
  ["https://a.jfrogchina.com", "https://b.jfrogchina.com/", "ask"],
  ["https://a.common.repositories.cloud.sap", "https://b.common.repositories.cloud.sap/", "ask"],
  ["https://a.registry.jetbrains.space", "https://b.registry.jetbrains.space/", "ask"],
  ["https://a.registry.depot.dev", "https://b.registry.depot.dev/", "ask"],
  ["https://a.pkgs.dev.azure.com", "https://b.azure.com/", "ask"],
  ["https://a.okteto.dev", "https://b.okteto.dev/", "ask"],
  ["https://a.openshiftapps.com", "https://b.openshiftapps.com/", "ask"],
  ["https://a.selcloud.ru", "https://b.selcloud.ru/", "ask"],
  ["https://a.traefik.me", "https://b.traefik.me/", "ask"],
  ["https://8-8-8-8.nip.io", "https://9-9-9-9.nip.io/", "ask"],
  ["https://8-8-8-8.sslip.io", "https://9-9-9-9.sslip.io/", "ask"],
  ["https://a.loca.lt", "https://b.loca.lt/", "ask"],
  ["https://a.lhr.life", "https://b.lhr.life/", "ask"],
  ["https://reg.example", "https://user:pass@reg.example/", "refused"],
  ["https://reg.example", "https://user@reg.example/", "refused"],
  ["https://reg.example", "https://:pass@reg.example/", "refused"],
  ["https://reg.example", "ftp://reg.example/", "refused"],
  ["https://reg.example", "xhttps://reg.example/", "refused"],
  ["http://127.0.0.1:5000", "http://127.0.0.1:5001/token", "trusted"],
  ["http://localhost:5000", "http://127.0.0.1:5001/token", "trusted"],
  ["https://localhost:5000", "http://localhost:5001/token", "trusted"],
  ["http://localhost:5000", "http://evil.test/token", "refused"],
  ["http://localhost:5000", "https://evil.test/token", "ask"],
  ["http://localhost:5000", "https://10.0.0.1/token", "ask"],
];

describe("judgeRealm", () => {
  test("a known registry is known in each of its spellings", () => {
    for (const host of ["ghcr.io", "ghcr.io:443", "ghcr.io.", "GHCR.IO", "Ghcr.io.:443"])
      assert.equal(knownRealmHost(host), "ghcr.io", host);
    for (const host of ["ghcr.io:8443", "ghcr.io.evil.test", "ghcr.io..", "xghcr.io"]) assert.equal(knownRealmHost(host), undefined, host);
  });

  for (const [registry, realm, expected] of cases) {
    test(`${registry} naming ${realm}: ${expected}`, async () => {
      const baseUrl = new URL(`${registry}/v2`);
      assert.equal(await judgeRealm({ host: baseUrl.host, baseUrl }, new URL(realm)), expected);
    });
  }

  const inClear: readonly (readonly [registry: string, realm: string, expected: RealmJudgement])[] = [
    ["http://reg.example", "http://reg.example/token", "trusted"],
    ["http://reg.example:5000", "http://REG.example.:5001/token", "trusted"],
    ["http://reg.example", "https://auth.reg.example/token", "trusted"],
    ["http://reg.example", "http://auth.reg.example/token", "ask"],
    ["http://auth.reg.example", "http://reg.example/token", "ask"],
    ["http://reg.example", "http://other.test/token", "ask"],
    ["http://registry-1.docker.io", "http://auth.docker.io/token", "ask"],
    ["http://10.0.0.1:5000", "http://10.0.0.1:5001/token", "trusted"],
    ["http://10.0.0.1:5000", "http://10.0.0.2:5001/token", "ask"],
    ["https://reg.example", "http://auth.reg.example/token", "refused"],
  ];
  for (const [registry, realm, expected] of inClear) {
    test(`a person's word for plain HTTP counts for one host: ${registry} naming ${realm}: ${expected}`, async () => {
      const baseUrl = new URL(`${registry}/v2`);
      const endpoint = { host: baseUrl.host, baseUrl, allowPlainHttp: true };
      assert.equal(await judgeRealm(endpoint, new URL(realm)), expected);
      if (realm.startsWith("http:")) assert.equal(await judgeRealm({ ...endpoint, allowPlainHttp: false }, new URL(realm)), "refused");
    });
  }

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
    ["ghcr.io:443", "https://ghcr.io/token", "trusted"],
    ["ghcr.io:443", "https://elsewhere.ghcr.io/token", "ask"],
    ["ghcr.io.", "https://ghcr.io/token", "trusted"],
    ["ghcr.io.", "https://elsewhere.ghcr.io/token", "ask"],
    ["GHCR.IO", "https://ghcr.io./token", "trusted"],
    ["GHCR.IO", "https://elsewhere.ghcr.io/token", "ask"],
    ["Registry-1.Docker.io.:443", "https://AUTH.docker.io.:443/token", "trusted"],
    ["registry-1.docker.io.", "https://other.docker.io/token", "ask"],
  ];
  for (const [registry, realm, expected] of known) {
    test(`${registry} is known: naming ${realm} is ${expected}`, async () => {
      assert.equal(await judgeRealm({ host: registry, baseUrl: new URL(`https://${registry}/v2`) }, new URL(realm)), expected);
    });
  }
});
