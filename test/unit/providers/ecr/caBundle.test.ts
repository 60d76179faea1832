import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { systemClock } from "../../../../src/core/clock.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { exchangeKeys } from "../../../../src/providers/ecr/obtainPassword.ts";
import { ObtainError } from "../../../../src/providers/obtainError.ts";
import { createApiSender } from "../../../../src/services/reach/openSession.ts";
import { awsKey, writeAwsProfile } from "../../../support/awsProfile.ts";
import { createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { fakeAws } from "../../../support/sampleServer/fakeAws.ts";
import { startProviders } from "../../../support/sampleServer/startProviders.ts";
import { silentLogger } from "../../../support/silentLogger.ts";

/** Amazon behind a proxy that opens TLS: nothing on this machine knows its authority but a file. */
async function behindProxy(t: TestContext) {
  const { folder, remove } = makeTemporaryFolder("container-registries-bundle-");
  t.after(remove);
  const authority = createCertificateAuthority("Company");
  const bundle = path.join(folder, "company.pem");
  writeFileSync(bundle, authority.cert);
  const aws = fakeAws({ keys: { [awsKey.id]: { secret: awsKey.secret, account: "123456789012" } }, password: "p" });
  const providers = await startProviders(authority, [], undefined, { "api.ecr.eu-west-1.amazonaws.com": aws.listener });
  t.after(() => providers.close());
  const network = () => ({ proxy: providers.proxyUrl });
  const sendSigned = createApiSender({ network, clock: systemClock, logger: silentLogger, userAgent: "test" });
  const exchange = async (environment: Readonly<Record<string, string>>, profile: string | undefined) => {
    const keys = { accessKeyId: awsKey.id, secretAccessKey: new Secret(awsKey.secret) };
    const site = { region: "eu-west-1", endpoint: "https://api.ecr.eu-west-1.amazonaws.com", isPublic: false, profile };
    const ports = { files: nodeFileSystem, homeDirectory: folder, environment, sendSigned };
    const { obtained } = await exchangeKeys(() => Promise.resolve(keys), site, ports, new AbortController().signal);
    return obtained.kind;
  };
  return { folder, bundle, exchange };
}

test("AWS_CA_BUNDLE, or a profile's ca_bundle, vouches for Amazon's APIs", async (t) => {
  const { folder, bundle, exchange } = await behindProxy(t);
  await assert.rejects(exchange({}, undefined), { code: "tls-untrusted" });
  assert.equal(await exchange({ AWS_CA_BUNDLE: bundle }, undefined), "credential");
  writeAwsProfile(folder, `[profile company]\nca_bundle = ${bundle}\n`);
  assert.equal(await exchange({}, "company"), "credential");
  writeAwsProfile(folder, "[profile company]\nca_bundle = ~/company.pem\n");
  assert.equal(await exchange({}, "company"), "credential");
  await assert.rejects(exchange({}, "default"), { code: "tls-untrusted" });
});

test("the variable comes before the profile, and a file that cannot be read is named", async (t) => {
  const { folder, bundle, exchange } = await behindProxy(t);
  writeAwsProfile(folder, "[profile company]\nca_bundle = /dev/zero\n");
  assert.equal(await exchange({ AWS_CA_BUNDLE: bundle }, "company"), "credential");
  for (const [environment, named] of [
    [{}, "/dev/zero"],
    [{ AWS_CA_BUNDLE: "/nowhere.pem" }, "/nowhere.pem"],
  ] as const) {
    await assert.rejects(exchange(environment, "company"), (error) => error instanceof ObtainError && error.reason?.args?.[0] === named);
  }
});
