import { writeFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { awsKey } from "./awsProfile.ts";
import { createCertificateAuthority } from "./certificates/certificateAuthority.ts";
import { fakeAws, type FakeAwsOptions } from "./sampleServer/fakeAws.ts";
import { at, loadSample } from "./sampleServer/samples.ts";
import { startProviders } from "./sampleServer/startProviders.ts";

/** A registry of Amazon ECR, its API, and what leads a VS Code to them. */
export interface Amazon {
  readonly registry: string;
  readonly aws: ReturnType<typeof fakeAws>;
  /** What the API gives for the key. */
  readonly password: string;
  /** Beside what a test has of its own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts them behind a proxy, under their real names, for whoever has the key of `writeAwsProfile`. */
export async function startAmazon(options: Partial<FakeAwsOptions> = {}): Promise<Amazon> {
  const account = "123456789012";
  const registry = `${account}.dkr.ecr.us-east-1.amazonaws.com`;
  const password = "a-password-of-ecr";
  const authority = createCertificateAuthority("Test");
  const { folder, remove } = makeTemporaryFolder("container-registries-amazon-");
  const bundle = path.join(folder, "authority.pem");
  writeFileSync(bundle, authority.cert);
  const aws = fakeAws({ keys: { [awsKey.id]: { secret: awsKey.secret, account } }, password, ...options });
  const base = `https://${registry}/v2/`;
  const samples = [at(base, loadSample("ecr/v2-401")), at(base, loadSample("generic/v2-200"))];
  const providers = await startProviders(authority, samples, password, { "api.ecr.us-east-1.amazonaws.com": aws.listener });
  const close = async (): Promise<void> => {
    await providers.close();
    remove();
  };
  return { registry, aws, password, environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl }, close };
}
