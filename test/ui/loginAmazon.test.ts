import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { cloudLogins, configWithHelper, helperFor } from "../support/cloudLogins.ts";
import { fakeAws } from "../support/sampleServer/fakeAws.ts";
import { keysOf, waySamples } from "../support/sampleServer/loginWays.ts";
import { configOf } from "../support/sampleServer/playLogin.ts";
import { startProviders } from "../support/sampleServer/startProviders.ts";
import { versions } from "../support/vscode/versions.ts";

const token = "a-s3cret-token";
const keyId = "AKIAIOSFODNN7EXAMPLE";
const secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const account = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const publicHost = "public.ecr.aws";
const place = { row: "Amazon Elastic Container Registry", typed: "amazon elastic" };

/** The registries, and how aws is asked for the password of each. */
const registries = [
  { host: account, aws: "ecr", helped: [account, publicHost] },
  { host: publicHost, aws: "ecr-public", helped: [publicHost] },
] as const;

for (const version of versions) {
  describe(`logging in to Amazon ECR, in VS Code ${version}`, () => {
    const amazon = fakeAws({ keys: { [keyId]: { secret: secretKey, account: "123456789012" } }, password: token });
    const clouds = cloudLogins({
      version,
      start: (authority) =>
        startProviders(authority, waySamples, token, {
          "api.ecr.us-east-1.amazonaws.com": amazon.listener,
          "api.ecr-public.us-east-1.amazonaws.com": amazon.listener,
        }),
      programs: {
        "aws": `[ "$1" = configure ] && { printf 'default\\nteam one\\n'; exit; }\necho "$TEST_SECRET"`,
        "docker-credential-ecr-login": helperFor("AWS"),
      },
      environment: { TEST_SECRET: token },
      prepare: ({ home }) => {
        mkdirSync(path.join(home, ".aws"));
        const keys = `aws_access_key_id = ${keyId}\naws_secret_access_key = ${secretKey}\n`;
        writeFileSync(path.join(home, ".aws/credentials"), `[default]\n${keys}`);
        writeFileSync(path.join(home, ".aws/config"), "[default]\nregion = us-east-1\n\n[profile team]\nsso_session = team\n");
      },
      secrets: [token, secretKey],
      holders: [".aws/credentials"],
    });
    const picture = (name: string): Promise<string> => clouds.workbench.screenshot(`login-amazon-${name}-${version}`);

    for (const { host, aws, helped } of registries) {
      const at = { ...place, host };
      const written = configOf(keysOf(host), "AWS", token);

      test(`${host}: a profile of ~/.aws`, async () => {
        await clouds.begin(at, "Profile of ~/.aws");
        await clouds.shows("team");
        if (host === account) await picture("profiles");
        await clouds.workbench.quickInput.pick("default");
        await clouds.finish(host);
        assert.equal(clouds.config(), written);
        assert.deepEqual(clouds.ran(), []);
      });

      test(`${host}: an access key, whose secret is kept nowhere`, async () => {
        const { quickInput } = clouds.workbench;
        await clouds.begin(at, "Access Key, for This Login Only");
        await clouds.answer(keyId);
        await quickInput.waitFor("(5/");
        assert.equal(await quickInput.isPassword(), true);
        if (host === account) await picture("secret-key");
        await quickInput.enter(secretKey);
        await clouds.finish(host);
        assert.equal(clouds.config(), written);
        assert.deepEqual(clouds.ran(), []);
      });

      test(`${host}: aws, with a profile`, async () => {
        await clouds.begin(at, "AWS Command Line (aws)");
        await clouds.shows("team one");
        if (host === account) await picture("aws");
        await clouds.workbench.quickInput.pick("team one");
        await clouds.finish(host);
        assert.equal(clouds.config(), written);
        assert.deepEqual(clouds.ran(), [
          "aws configure list-profiles",
          `aws ${aws} get-login-password --region us-east-1 --profile=team one`,
        ]);
      });

      // At the other, they are sections of nerdctl's guide (test/ui/seed).
      if (host === account) continue;

      test(`${host}: the password that aws has printed`, async () => {
        await clouds.begin(at, `Password of “aws ${aws} get-login-password”`);
        await clouds.answer(token);
        await clouds.finish(host);
        assert.equal(clouds.config(), written);
      });

      test(`${host}: the helper`, async () => {
        await clouds.begin(at, "Credential Helper of Amazon (docker-credential-ecr-login)");
        await clouds.isSaid(host);
        for (const each of helped) await clouds.workbench.tree("Registries").waitForRow(each);
        await picture("helper");
        assert.equal(clouds.config(), configWithHelper("ecr-login", ...helped));
        assert.ok(clouds.ran().includes("docker-credential-ecr-login get"), clouds.ran().join());
      });
    }

    test("the registry of a profile, which nobody typed", async () => {
      const { quickInput } = clouds.workbench;
      await clouds.choose({ typed: "by a profile", row: "Amazon ECR, by a profile of ~/.aws" });
      await quickInput.waitFor("Log In to a Container Registry (2/");
      await clouds.shows("team");
      await quickInput.pick("default");
      await quickInput.waitFor("Log In to a Container Registry (3/");
      assert.equal(await quickInput.value(), "us-east-1");
      await quickInput.accept();
      await clouds.shows("In config.json ");
      assert.match(await quickInput.title(), new RegExp(`^Log In to ${account}`));
      await picture("found");
      await clouds.finish(account);
      assert.equal(clouds.config(), configOf(keysOf(account), "AWS", token));
      assert.deepEqual(new Set(amazon.calls.map(({ operation }) => operation.replace(/.*\./, ""))), new Set(["GetAuthorizationToken"]));
      assert.deepEqual(clouds.providers.unknown, []);
    });
  });
}
