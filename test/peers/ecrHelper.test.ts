import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";
import { fakeAws } from "../support/sampleServer/fakeAws.ts";
import { authority, playLoginTo } from "../support/sampleServer/playLogin.ts";
import { at, loadSample } from "../support/sampleServer/samples.ts";
import { startProviders } from "../support/sampleServer/startProviders.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const password = "a-password-of-ecr";

void test(
  "Amazon's own helper finds the keys that were filled into the template",
  { skip: missing("docker-credential-ecr-login") },
  async (t) => {
    const home = temporaryDirectory("ecr-helper");
    t.after(() => home.remove());

    const aws = fakeAws({ keys: { AKIAIOSFODNN7EXAMPLE: { secret: "a-secret-key", account: "123456789012" } }, password });
    const base = `https://${host}/v2/`;
    const samples = [at(base, loadSample("ecr/v2-401")), at(base, loadSample("generic/v2-200"))];
    const providers = await startProviders(authority, samples, password, { "api.ecr.us-east-1.amazonaws.com": aws.listener });
    t.after(() => providers.close());
    const bundle = path.join(home.path, "authority.pem");
    // What Go and Amazon's library for it read: the program gets this process's environment.
    writeFileSync(bundle, authority.cert);
    const variables = { HOME: home.path, HTTPS_PROXY: providers.proxyUrl, SSL_CERT_FILE: bundle, AWS_CA_BUNDLE: bundle };
    const before = { ...process.env };
    Object.assign(process.env, variables);
    t.after(() => {
      for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    });

    const fill = (): void => {
      const file = path.join(home.path, ".aws/credentials");
      const template = readFileSync(file, "utf8");
      const filled = template.replace("# aws_access_key_id =", "aws_access_key_id = AKIAIOSFODNN7EXAMPLE");
      writeFileSync(file, filled.replace("# aws_secret_access_key =", "aws_secret_access_key = a-secret-key"));
    };
    const moves = [
      { pick: "Amazon Elastic Container Registry" },
      { type: host },
      { pick: "Credential Helper of Amazon (docker-credential-ecr-login)" },
      { pick: "Create and open {0}" },
      { pick: "Try again" },
    ];
    const environment = { AWS_SHARED_CREDENTIALS_FILE: path.join(home.path, ".aws/credentials") };
    const { config } = await playLoginTo(t, moves, providers, { spawn: nodeSpawn, environment, onRemedy: fill });
    const credHelpers = { [host]: "ecr-login", "public.ecr.aws": "ecr-login" };
    assert.equal(config, JSON.stringify({ auths: {}, credHelpers }, null, "\t"));
    assert.deepEqual(
      aws.calls.map(({ operation, keyId }) => [operation.replace(/.*\./, ""), keyId]),
      [["GetAuthorizationToken", "AKIAIOSFODNN7EXAMPLE"]],
    );
    const asked = await run("docker-credential-ecr-login", ["get"], { input: host });
    assert.match(asked.stdout, /"Username":"AWS","Secret":"a-password-of-ecr"/);
  },
);
