import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { githubUser } from "../support/sampleServer/loginWays.ts";
import { loadSample, loadSamples, type Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { versions } from "../support/vscode/versions.ts";
import type { Tree } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const token = "a-s3cret-token";
const samples: readonly Sample[] = [
  ...loadSamples("ghcr", "v2-401", "token"),
  { ...loadSample("generic/v2-200"), request: { method: "GET", url: "https://ghcr.io/v2/" } },
  githubUser("read:packages, write:packages"),
];
/** A helper that keeps what it is given. */
const helper = `#!/bin/sh
case "$1" in
  store) cat > "$HOME/kept" ;;
  get) [ -f "$HOME/kept" ] && cat "$HOME/kept" || { echo "credentials not found in native keychain"; exit 1; } ;;
  list) echo "{}" ;;
esac
`;

for (const host of versions) {
  describe(`a login by VS Code's GitHub sign-in, in VS Code ${host}`, () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-sign-in-");
    let providers: Providers;
    let workbench: Workbench;
    let tree: Tree;

    before(async () => {
      const authority = createCertificateAuthority("Test");
      providers = await startProviders(authority, samples, token);
      const bundle = path.join(folder, "authority.pem");
      writeFileSync(bundle, authority.cert);
      workbench = await openWorkbench({
        host,
        withoutSignIn: true,
        userSettings: { "containerRegistries.credentials.store": "file" },
        environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl, TEST_GITHUB_TOKEN: token },
        prepare: (sandbox) => {
          const programs = path.join(sandbox.home, "bin");
          mkdirSync(programs);
          writeFileSync(path.join(programs, "docker-credential-lab"), helper, { mode: 0o755 });
          writeFileSync(path.join(sandbox.dockerConfig, "config.json"), '{"auths":{},"credsStore":"lab"}');
          // The server takes its PATH from the person's login shell.
          writeFileSync(path.join(sandbox.home, ".profile"), `PATH="${programs}:$PATH"\n`);
          const extensions = path.join(sandbox.folder, "server/extensions");
          mkdirSync(extensions, { recursive: true });
          symlinkSync(path.join(import.meta.dirname, "../support/signIn"), path.join(extensions, "test.sign-in-1.0.0"));
        },
      });
      await workbench.openViewContainer("Registries");
      tree = workbench.tree("Registries");
    });
    after(async () => {
      await workbench?.close();
      await providers?.close();
      remove();
    });

    test("goes to the helper first, which says why", async () => {
      const { quickInput, notifications } = workbench;
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("Log In to a Container Registry (1/");
      await quickInput.type("ghcr.io");
      await quickInput.pick("Log in to ghcr.io");
      await quickInput.waitFor("Log In to ghcr.io (2/");
      await quickInput.pick("GitHub Account of VS Code");
      await notifications.waitForDialog();
      await notifications.clickDialog("Allow");
      await quickInput.waitFor("Log In to ghcr.io (4/4)");
      await quickInput.waitForRows((rows) => rows.some(({ label }) => label.includes("Better kept by docker-credential-lab")), "why");
      await workbench.screenshot(`sign-in-where-${host}`);
      // The first choice, by Enter alone.
      await quickInput.accept();
      await notifications.waitFor("The login was given to docker-credential-lab.");
      await notifications.dismissAll();
      assert.ok(readFileSync(path.join(workbench.sandbox.home, "kept"), "utf8").includes(token));
      const config = readFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), "utf8");
      assert.ok(!config.includes(Buffer.from(`octo:${token}`).toString("base64")));
    });

    const isEnded = (ended: boolean) =>
      tree.waitForRows(
        (rows) => rows.some(({ label, description }) => label === "ghcr.io" && description.includes("login ended") === ended),
        `ghcr.io, ended: ${ended}`,
      );

    test("ends with the sign-in, and a new login is one click away", async () => {
      const { notifications } = workbench;
      await isEnded(false);
      await workbench.runCommand("Test: Sign Out of GitHub");
      await isEnded(true);
      await tree.hover("ghcr.io", /ended with VS Code's sign-in to GitHub/);
      await workbench.screenshot(`sign-in-ended-${host}`);
      await notifications.openDialogBy(() => tree.clickInlineAction("ghcr.io", "Log In Again"));
      await notifications.clickDialog("Allow");
      await notifications.waitFor("The login was given to docker-credential-lab.");
      await notifications.dismissAll();
      await isEnded(false);
    });

    test("is kept where the registry goes on accepting it", async () => {
      const { quickInput, notifications } = workbench;
      await workbench.runCommand("Test: Sign Out of GitHub");
      await isEnded(true);
      await quickInput.openBy(() => tree.clickContextMenu("ghcr.io", "Log In…"), "Log In to ghcr.io (1/1)");
      await quickInput.pick("Keep it");
      await notifications.waitFor("ghcr.io accepts the login that is stored. Nothing was written.");
      await isEnded(false);
    });
  });
}
