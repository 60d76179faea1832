import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { fakeAws } from "../support/sampleServer/fakeAws.ts";
import { at, loadSample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const password = "a-password-of-ecr";
const authority = createCertificateAuthority("Test");

for (const version of ["1.139", "1.112"] as const) {
  describe(`a login that ends soon, in VS Code ${version}`, () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-again-");
    const aws = fakeAws({
      keys: { AKIAIOSFODNN7EXAMPLE: { secret, account: "123456789012" } },
      password,
      lifetimesMs: [40 * 60_000],
    });
    let providers: Providers;
    let workbench: Workbench;
    before(async () => {
      const base = `https://${host}/v2/`;
      const samples = [at(base, loadSample("ecr/v2-401")), at(base, loadSample("generic/v2-200"))];
      providers = await startProviders(authority, samples, password, { "api.ecr.us-east-1.amazonaws.com": aws.listener });
      const bundle = path.join(folder, "authority.pem");
      writeFileSync(bundle, authority.cert);
      workbench = await openWorkbench({
        host: version,
        environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl, AWS_ENDPOINT_URL: "https://evil.test" },
        prepare: ({ home }) => {
          mkdirSync(path.join(home, ".aws"));
          const keys = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`;
          writeFileSync(path.join(home, ".aws/credentials"), `[default]\n${keys}`);
        },
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await providers?.close();
      remove();
    });

    test("is made again by one click in its row, without a question", async () => {
      const { quickInput, notifications } = workbench;
      const tree = workbench.tree("Registries");
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("Log In to a Container Registry (1/");
      await quickInput.type(host);
      await quickInput.pick(`Log in to ${host}`);
      await quickInput.waitFor(`Log In to ${host} (2/`);
      await quickInput.pick("Profile of ~/.aws");
      await quickInput.waitFor("(3/");
      await quickInput.pick("default");
      await quickInput.pick(/^In config\.json$/);
      await notifications.waitFor(`Login Succeeded: ${host}.`);
      await notifications.dismissAll();
      const said = async (): Promise<string> => (await tree.waitForRow(host)).description;
      await eventually(said, (words) => /expires in (?:39|40) minutes/.test(words), "the end of the login");
      await workbench.screenshot(`login-again-${version}`);

      await tree.clickInlineAction(host, "Log In Again");
      await notifications.waitFor(`Login Succeeded: ${host}.`);
      await eventually(said, (words) => /expires in 1[12] hours/.test(words), "the new end");
      assert.equal(aws.calls.length, 2);
      const config = readFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), "utf8");
      assert.ok(config.includes(Buffer.from(`AWS:${password}`).toString("base64")) && !config.includes(secret));
    });
  });
}
