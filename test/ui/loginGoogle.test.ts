import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { describe, test } from "node:test";
import { cloudLogins, configWithHelper, helperFor } from "../support/cloudLogins.ts";
import { copiedRegistry, keysOf, waySamples } from "../support/sampleServer/loginWays.ts";
import { configOf } from "../support/sampleServer/playLogin.ts";
import { serviceAccountKey } from "../support/sampleServer/serviceAccountKey.ts";
import { startProviders } from "../support/sampleServer/startProviders.ts";
import { version } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";

const token = "ya29.a-s3cret-token";
const account = serviceAccountKey();
const key = JSON.stringify(account, null, 2);
const encodedKey = Buffer.from(key).toString("base64");
const own = { type: "authorized_user", client_id: "id", client_secret: "client-s3cret", refresh_token: "1//a-refresh-t0ken" };
const adcFile = ".config/gcloud/application_default_credentials.json";
const keyFile = "keys/puller.json";

/** A registry of each kind for each secret: it accepts no other. */
const registries = [
  {
    row: "Google Artifact Registry",
    typed: "google artifact",
    host: "us-central1-docker.pkg.dev",
    byKey: "europe-docker.pkg.dev",
    byEncodedKey: "asia-docker.pkg.dev",
    picture: "artifact-registry",
  },
  {
    row: "Google Container Registry (closed)",
    typed: "google container",
    host: "gcr.io",
    byKey: "eu.gcr.io",
    byEncodedKey: "us.gcr.io",
    picture: "container-registry",
  },
] as const;

const unknown: string[] = [];
const onUnknown = (request: string): number => unknown.push(request);

/** Exchanges the person's refresh token. */
const tokenServer: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ access_token: token, expires_in: 3599 }));
};

describe(`logging in to Google's registries, in VS Code ${version}`, () => {
  const clouds = cloudLogins({
    version,
    start: (authority) =>
      startProviders(authority, waySamples, token, {
        "oauth2.googleapis.com": tokenServer,
        ...Object.assign(
          {},
          ...registries.map(({ host, byKey, byEncodedKey }) => ({
            [byKey]: copiedRegistry(host, byKey, key, onUnknown),
            [byEncodedKey]: copiedRegistry(host, byEncodedKey, encodedKey, onUnknown),
          })),
        ),
      }),
    programs: {
      "gcloud": `printf '{"credential": {"access_token": "%s", "token_expiry": "%s"}}' "$TEST_SECRET" "$TEST_EXPIRY"`,
      "docker-credential-gcloud": helperFor("_dcgcloud_token"),
    },
    environment: { TEST_SECRET: token, TEST_EXPIRY: new Date(Date.now() + 3_600_000).toISOString() },
    prepare: ({ home }) => {
      for (const [file, content] of [
        [adcFile, JSON.stringify(own)],
        [keyFile, `${key}\n`],
      ] as const) {
        mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
        writeFileSync(path.join(home, file), content);
      }
    },
    secrets: [token, key, String(account["private_key"]).slice(30, 90), own.client_secret, own.refresh_token],
    holders: [adcFile, keyFile],
  });
  const picture = (name: string): Promise<string> => clouds.workbench.screenshot(`login-google-${name}-${version}`);

  for (const place of registries) {
    const { host, byKey, byEncodedKey } = place;
    const written = configOf(keysOf(host), "oauth2accesstoken", token);

    test(`${place.row}: a service account's key, picked from disk`, async () => {
      const { quickInput, sandbox } = clouds.workbench;
      const file = path.join(sandbox.home, keyFile);
      await clouds.begin({ ...place, host: byKey }, "Service Account's Key File");
      await quickInput.waitFor("(4/");
      await quickInput.clickButton("Browse…");
      await clouds.shows("..");
      await quickInput.type(file);
      await clouds.shows("puller.json");
      await quickInput.accept();
      await quickInput.waitFor("(4/");
      assert.equal(await quickInput.value(), file);
      await picture(`${place.picture}-key`);
      await quickInput.accept();
      await clouds.finish(byKey);
      assert.equal(clouds.config(), configOf(keysOf(byKey), "_json_key", key));
    });

    test(`${place.row}: a service account's key as Base64`, async () => {
      await clouds.begin({ ...place, host: byEncodedKey }, "Service Account's Key as Base64");
      await clouds.answer(encodedKey);
      await clouds.finish(byEncodedKey);
      assert.equal(clouds.config(), configOf(keysOf(byEncodedKey), "_json_key_base64", encodedKey));
    });

    test(`${place.row}: the account of gcloud, with the end of its token`, async () => {
      await clouds.begin(place, "Google Account of gcloud");
      await clouds.finish(host);
      assert.equal(clouds.config(), written);
      assert.deepEqual(clouds.ran(), ["gcloud config config-helper --format=json --quiet"]);
      const tree = clouds.workbench.tree("Registries");
      await eventually(
        async () => (await tree.waitForRow(host)).description,
        (words) => /expires in \d+ minutes|expires in 1 hour/.test(words),
        "the end of the token",
      );
      await picture(`${place.picture}-gcloud`);
    });

    test(`${place.row}: Application Default Credentials, without gcloud`, async () => {
      await clouds.begin(place, "Application Default Credentials");
      await clouds.finish(host);
      assert.equal(clouds.config(), written);
      assert.deepEqual(clouds.ran(), []);
    });

    test(`${place.row}: an access token`, async () => {
      await clouds.begin(place, "Access Token");
      await clouds.answer(token);
      await clouds.finish(host);
      assert.equal(clouds.config(), written);
    });
  }

  const [artifact, closed] = registries;

  test("Artifact Registry: a registry by its location", async () => {
    const { quickInput } = clouds.workbench;
    await clouds.choose({ typed: "by its location", row: "Google Artifact Registry, by its location" });
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await quickInput.type("us-central1");
    await clouds.shows("us-central1", (rows) => rows.length === 1);
    await picture("locations");
    await quickInput.pick("us-central1");
    await clouds.shows("Application Default Credentials");
    await quickInput.pick("Application Default Credentials");
    await clouds.finish(artifact.host);
    assert.equal(clouds.config(), configOf(keysOf(artifact.host), "oauth2accesstoken", token));
  });

  // Artifact Registry's helper, and the one for all hosts of the closed registry, are sections of nerdctl's guide (test/ui/seed).
  test("the closed registry, which is said to be closed, by the helper of gcloud", async () => {
    await clouds.toMethods(closed);
    await clouds.shows("Closed on 18 March 2025");
    await picture("closed");
    await clouds.workbench.quickInput.pick("Credential Helper of gcloud");
    await clouds.shows("Only this registry");
    await clouds.workbench.quickInput.pick("Only this registry");
    await clouds.isSaid(closed.host);
    assert.equal(clouds.config(), configWithHelper("gcloud", closed.host));
    assert.ok(clouds.ran().includes("docker-credential-gcloud get"), clouds.ran().join());
    assert.deepEqual([...unknown, ...clouds.providers.unknown], []);
  });
});
