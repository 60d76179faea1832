import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, type TestContext } from "node:test";
import { cloudLogins, helperFor } from "../../support/cloudLogins.ts";
import { missing } from "../../support/peers/program.ts";
import { copiedRegistry, waySamples } from "../../support/sampleServer/loginWays.ts";
import { serviceAccountKey } from "../../support/sampleServer/serviceAccountKey.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import { seedHands, sectionTests } from "../../support/seed/seedHands.ts";
import { seedPrograms } from "../../support/seed/seedPrograms.ts";
import type { SeedSection } from "../../support/seed/guide.ts";
import { version } from "../../support/vscode/versions.ts";

const token = "ya29.a-s3cret-token";
const key = JSON.stringify(serviceAccountKey(), null, 2);
const keyFile = "keys/puller.json";
const helper = "Credential Helper of gcloud";
const sdk = "https://cloud.google.com/sdk/docs/quickstart";
const serviceAccounts = "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating";
const byKey = { username: "_json_key", password: key };
const byHelper = { username: "_dcgcloud_token", password: token };
const placeholders = { REGION: "us-west1", GCP_SERVICE_ACCOUNT_KEY_JSON: "key.json", GCP_PROJECT_ID: "example-project", REPO: "team" };

describe(`nerdctl's guide: Google, in VS Code ${version}`, { skip: missing("skopeo") }, () => {
  const clouds = cloudLogins({
    version,
    start: (authority) =>
      startProviders(authority, waySamples, token, {
        "us-west1-docker.pkg.dev": copiedRegistry("us-central1-docker.pkg.dev", "us-west1-docker.pkg.dev", key),
        "asia-northeast1-docker.pkg.dev": copiedRegistry("us-central1-docker.pkg.dev", "asia-northeast1-docker.pkg.dev", token),
        "asia.gcr.io": copiedRegistry("gcr.io", "asia.gcr.io", key),
      }),
    programs: { ...seedPrograms, "docker-credential-gcloud": helperFor("_dcgcloud_token") },
    environment: { TEST_SECRET: token },
    prepare: ({ home }) => {
      mkdirSync(path.dirname(path.join(home, keyFile)));
      writeFileSync(path.join(home, keyFile), `${key}\n`);
    },
    keepsLogins: true,
    secrets: [token, key],
    holders: [keyFile],
  });
  const section = sectionTests(clouds);
  /** The key file goes in by its path, as the guide's `cat` takes it. */
  const logIn = async (
    hands: ReturnType<typeof seedHands>,
    guide: SeedSection,
    t: TestContext,
    roles: string,
    pages: Readonly<Record<string, string>>,
  ) => {
    await hands.begin(guide);
    await hands.says(`Service Account's Key File ${roles}`);
    await hands.picture("login");
    await hands.opensAll(guide, pages);
    await clouds.workbench.quickInput.pick("Service Account's Key File");
    await hands.answer("The key file (JSON)", path.join(clouds.workbench.sandbox.home, keyFile));
    await hands.finish(guide, t);
  };
  /** nerdctl runs in a guest, too, while the helper is chosen. */
  const withGuest = (t: TestContext): void => {
    const file = path.join(clouds.workbench.sandbox.home, "lima-runs");
    writeFileSync(file, "");
    t.after(() => rmSync(file));
  };

  const artifact = seedHands(clouds, { host: "us-west1-docker.pkg.dev", login: byKey, placeholders });
  section("Google Artifact Registry (pkg.dev)", (guide) =>
    artifact.seeAlso(guide, "Google Artifact Registry", {
      "About Artifact Registry": "https://cloud.google.com/artifact-registry/docs/docker/quickstart",
    }),
  );
  section("Google Artifact Registry (pkg.dev) › Logging in", (guide, t) =>
    logIn(artifact, guide, t, "A JSON file; roles Artifact Registry Reader (pull) and Writer (push)", {
      "About service accounts": serviceAccounts,
      "About Artifact Registry logins": "https://cloud.google.com/artifact-registry/docs/docker/authentication",
    }),
  );
  section(
    "Google Artifact Registry (pkg.dev) › Logging in › Alternative method: docker-credential-gcloud (gcloud auth configure-docker)",
    async (guide, t) => {
      const tokyo = seedHands(clouds, { host: "asia-northeast1-docker.pkg.dev", login: byHelper, placeholders });
      withGuest(t);
      await tokyo.begin(guide);
      await tokyo.says(`${helper} As “gcloud auth configure-docker” writes it: no secret in config.json`);
      await tokyo.opensAll(guide, { "About installing the Google Cloud SDK": sdk });
      await clouds.workbench.quickInput.pick(helper);
      await tokyo.says("docker-credential-gcloud has to be installed in the guest, too.");
      await tokyo.picture("guest");
      await clouds.workbench.quickInput.pick(/^Here$/);
      await clouds.isSaid("asia-northeast1-docker.pkg.dev");
      await tokyo.helperAnswers(guide, t, byHelper);
    },
  );
  section("Google Artifact Registry (pkg.dev) › Creating a repo", async (guide, t) => {
    await artifact.create();
    await artifact.says("In the Google Cloud console Choose “Docker” as the repository's format");
    await artifact.picture("create");
    await artifact.opensAll(guide, { "In the Google Cloud console": "https://console.cloud.google.com/artifacts" });
    await clouds.giveUp();
    await artifact.reads(t);
  });
  section("Google Artifact Registry (pkg.dev) › Pushing an image", async (guide, t) => {
    await artifact.push(guide, {
      below: { asked: "Google Cloud project and Artifact Registry repository, which must exist", typed: "example-project/team" },
      shows: ["The image appears in the repository team that was created before"],
      page: "https://console.cloud.google.com/artifacts/docker/example-project/us-west1/team?project=example-project",
    });
    await artifact.reads(t);
  });

  const closed = seedHands(clouds, { host: "asia.gcr.io", login: byKey, placeholders });
  section("Google Container Registry (GCR) [DEPRECATED]", (guide) =>
    closed.seeAlso(guide, "Google Container Registry (closed)", {
      "About Container Registry logins": "https://cloud.google.com/container-registry/docs/advanced-authentication",
    }),
  );
  section("Google Container Registry (GCR) [DEPRECATED] › Logging in", async (guide, t) => {
    await logIn(closed, guide, t, "A JSON file; Artifact Registry's roles count now, not Storage Object Admin", {
      "About service accounts": serviceAccounts,
      "About Container Registry logins": "https://cloud.google.com/container-registry/docs/advanced-authentication",
    });
  });
  section(
    "Google Container Registry (GCR) [DEPRECATED] › Logging in › Alternative method: docker-credential-gcloud (gcloud auth configure-docker)",
    async (guide, t) => {
      const { quickInput } = clouds.workbench;
      const first = seedHands(clouds, { host: "gcr.io", login: byHelper, placeholders });
      withGuest(t);
      // A host that has a login of its own keeps it.
      rmSync(path.join(clouds.workbench.sandbox.dockerConfig, "config.json"));
      await first.begin(guide);
      await first.says("Closed on 18 March 2025");
      await first.opensAll(guide, { "About installing the Google Cloud SDK": sdk });
      await quickInput.pick(helper);
      await first.says("All six hosts of Container Registry As gcloud writes them without a host: a long list of helpers may slow builds");
      await first.picture("six-hosts");
      await quickInput.pick("All six hosts of Container Registry");
      await first.says("docker-credential-gcloud has to be installed in the guest, too.");
      await quickInput.pick(/^Here$/);
      await clouds.isSaid("gcr.io");
      await first.helperAnswers(guide, t, byHelper);
    },
  );
  section("Google Container Registry (GCR) [DEPRECATED] › Creating a repo", async (_, t) => {
    await closed.create();
    await closed.createByPush(t, { stored: byHelper });
  });
  section("Google Container Registry (GCR) [DEPRECATED] › Pushing an image", async (guide, t) => {
    await closed.push(guide, {
      below: { asked: "Google Cloud project", typed: "example-project" },
      shows: ["The image appears in https://console.cloud.google.com/gcr/", "Container Registry was closed on 18 March 2025"],
      page: "https://console.cloud.google.com/gcr/",
    });
    await closed.reads(t, byHelper);
  });
});
