import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { detailsOf, githubUser, keysOf, loginWays, waySamples } from "../support/sampleServer/loginWays.ts";
import type { Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const token = "a-s3cret-token";
const authority = createCertificateAuthority("Test");
const logIn = "Container Registries: Log In…";

/** VS Code's own sign-in, and gh, have a token that cannot push. */
const samples: readonly Sample[] = [githubUser("read:packages"), ...waySamples];

for (const host of versions) {
  describe(`logging in to providers, in VS Code ${host}`, () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-providers-");
    let providers: Providers;
    let workbench: Workbench;
    const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
    const authOf = (key: string): string => {
      const { auths } = JSON.parse(readFileSync(configFile(), "utf8")) as { readonly auths: Record<string, { readonly auth: string }> };
      return Buffer.from(auths[key]?.auth ?? "", "base64").toString("utf8");
    };
    /** Chooses from the list as a person does: by typing a part of the name. */
    const choose = async (typed: string, label: string): Promise<void> => {
      const { quickInput } = workbench;
      await quickInput.type(typed);
      // Before the list is filtered, its rows move.
      await eventually(
        () => quickInput.rows(),
        (rows) => rows.every((row) => `${row.label} ${row.detail}`.toLowerCase().includes(typed)),
        `the rows with “${typed}”`,
      );
      await quickInput.pick(label);
    };
    const begin = async (): Promise<void> => {
      await workbench.runCommand(logIn);
      await workbench.quickInput.waitFor("Log In to a Container Registry (1/");
    };
    /** Writes the login to the file, and waits until that is said. */
    const finish = async (registry: string): Promise<void> => {
      const { quickInput, notifications } = workbench;
      await quickInput.pick(/^In config\.json$/);
      await notifications.waitFor(`Login Succeeded: ${registry}.`);
      await notifications.dismissAll();
    };

    before(async () => {
      providers = await startProviders(authority, samples, token);
      const bundle = path.join(folder, "authority.pem");
      writeFileSync(bundle, authority.cert);
      const programs = path.join(folder, "bin");
      mkdirSync(programs);
      writeFileSync(path.join(programs, "gh"), '#!/bin/sh\n[ "$*" = "auth token --hostname github.com" ] && echo "$TEST_GITHUB_TOKEN"\n', {
        mode: 0o755,
      });
      workbench = await openWorkbench({
        host,
        withoutSignIn: true,
        environment: {
          NODE_EXTRA_CA_CERTS: bundle,
          HTTPS_PROXY: providers.proxyUrl,
          TEST_GITHUB_TOKEN: token,
          PATH: `${programs}${path.delimiter}${process.env["PATH"]}`,
        },
        prepare: (sandbox) => {
          // The server takes its PATH from the person's login shell.
          writeFileSync(path.join(sandbox.home, ".profile"), `PATH="${programs}:$PATH"\n`);
          const extensions = path.join(sandbox.folder, "server/extensions");
          mkdirSync(extensions, { recursive: true });
          symlinkSync(path.join(import.meta.dirname, "../support/signIn"), path.join(extensions, "test.sign-in-1.0.0"));
        },
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await providers?.close();
      remove();
    });

    test("the list has every provider, and finds them by a part of the name", async () => {
      const { quickInput } = workbench;
      await begin();
      await quickInput.waitForRows((rows) => {
        const labels = new Set(rows.map(({ label }) => label));
        return ["Docker Hub", "GitHub Container Registry", "GitLab.com", "Quay.io"].every((label) => labels.has(label));
      }, "the providers");
      await workbench.screenshot(`login-providers-${host}`);
      await quickInput.type("self-managed");
      await quickInput.waitForRows(
        (rows) => JSON.stringify(rows.map(({ label }) => label)) === JSON.stringify(["GitLab, self-managed"]),
        "the one that is meant",
      );
      await quickInput.cancel();
    });

    test("Docker Hub: help at the field, a refused token, where it is written, the result", async () => {
      const { quickInput, notifications } = workbench;
      await begin();
      await choose("docker hub", "Docker Hub");
      await quickInput.waitFor("Log In to docker.io (2/5)");
      await quickInput.pick("Docker ID and Access Token");
      await quickInput.waitFor("(3/5)");
      await quickInput.type("alice@example.com");
      await quickInput.waitForMessage("That is an e-mail address: Docker Hub wants the Docker ID.");
      await workbench.screenshot(`login-field-help-${host}`);
      await quickInput.enter("alice");
      await quickInput.waitFor("(4/5)");
      assert.equal(await quickInput.isPassword(), true);
      await quickInput.widget.getByRole("button", { name: "Create an access token" }).waitFor();
      providers.requests.clear();
      await quickInput.enter("wrong");
      await quickInput.waitForMessage(/incorrect username or password.*create an access token/i);
      assert.equal(
        providers.requests.entries.filter(({ headers }) => headers.authorization !== undefined).length,
        1,
        "one failed authentication for one Enter",
      );
      await workbench.screenshot(`login-refused-token-${host}`);
      assert.equal(existsSync(configFile()), false);
      await quickInput.enter(token);
      await quickInput.waitFor("(5/5)");
      assert.equal(existsSync(configFile()), false);
      await workbench.screenshot(`login-where-${host}`);
      await quickInput.pick(/^In config\.json$/);
      const { message } = await notifications.waitFor("Login Succeeded: docker.io.");
      assert.ok(message.includes(configFile()), message);
      await workbench.tree("Registries").waitForRow("docker.io");
      await workbench.screenshot(`login-result-${host}`);
      assert.equal(authOf("https://index.docker.io/v1/"), `alice:${token}`);
      await notifications.dismissAll();
    });

    test("a pasted command goes to its registry, and its secret to the masked field", async () => {
      const { quickInput } = workbench;
      await begin();
      await quickInput.type(`docker login -u acme+ci -p ${token} quay.io`);
      await quickInput.pick("Log in to quay.io");
      await quickInput.waitFor("Log In to quay.io (2/");
      assert.ok(!(await workbench.page.content()).includes(token), "the secret is nowhere in the window");
      await quickInput.pick("Robot Account");
      await quickInput.waitFor("(3/");
      assert.equal(await quickInput.value(), "acme+ci");
      await quickInput.accept();
      await quickInput.waitFor("(4/");
      await quickInput.waitForMessage(/shell's history/);
      assert.deepEqual([await quickInput.isPassword(), await quickInput.value()], [true, token]);
      await quickInput.accept();
      await quickInput.waitFor("(5/5)");
      await finish("quay.io");
      for (const key of ["quay.io", "quay.io:443"]) assert.equal(authOf(key), `acme+ci:${token}`);
    });

    test("Back leaves what was typed, and the pages of the site are at its fields", async () => {
      const { quickInput } = workbench;
      await begin();
      await choose("gitlab", "GitLab, self-managed");
      await quickInput.waitFor("Log In to a Container Registry (2/");
      await quickInput.enter("registry.gitlab.example.test");
      await quickInput.waitFor("Log In to registry.gitlab.example.test (3/6)");
      await quickInput.pick("Personal, Project or Group Access Token");
      await quickInput.waitFor("(4/6)");
      await quickInput.enter("alice");
      await quickInput.waitFor("(5/6)");
      await quickInput.widget.getByRole("button", { name: "Create a token with read_api, read_registry and write_registry" }).waitFor();
      await quickInput.back();
      await quickInput.waitFor("(4/6)");
      assert.equal(await quickInput.value(), "alice");
      await quickInput.cancel();
    });

    test("GitHub by VS Code's own sign-in, with what its token may not do", async () => {
      const { quickInput, notifications } = workbench;
      await begin();
      await choose("github container", "GitHub Container Registry");
      await quickInput.waitFor("Log In to ghcr.io (2/");
      await workbench.screenshot(`login-methods-${host}`);
      await quickInput.pick("GitHub Account of VS Code");
      await notifications.waitForDialog();
      await notifications.clickDialog("Allow");
      await quickInput.waitFor("Log In to ghcr.io (4/4)");
      await quickInput.waitForRows((rows) => rows.some(({ label }) => label.includes("write:packages")), "what it may not do");
      await workbench.screenshot(`login-missing-scope-${host}`);
      await finish("ghcr.io");
      assert.equal(authOf("ghcr.io"), `octo:${token}`);
    });

    test("an image is enough to find its registry", async () => {
      const { quickInput } = workbench;
      await begin();
      await quickInput.type("reg.example.test/team/app:1.0");
      await quickInput.pick("Log in to reg.example.test");
      await quickInput.waitFor("Log In to reg.example.test (2/4)");
      await quickInput.cancel();
    });

    test("GitHub by the token of gh", async () => {
      const { quickInput } = workbench;
      await begin();
      await choose("github container", "GitHub Container Registry");
      await quickInput.waitFor("Log In to ghcr.io (1/1)");
      await quickInput.pick("Log in with something else");
      await quickInput.waitFor("Log In to ghcr.io (2/");
      await quickInput.pick("GitHub Command Line (gh)");
      await quickInput.waitFor("Log In to ghcr.io (4/4)");
      await finish("ghcr.io");
      assert.equal(authOf("ghcr.io"), `octo:${token}`);
    });

    // The first way is the test with the screenshots. The clouds' have files of their own, and a person's refusals by each are played without a window.
    const clouds = /^(?:Amazon|Azure|Google|JFrog)/;
    for (const way of loginWays.slice(1).filter(({ place }) => !clouds.test(place))) {
      test(`${way.place}: ${way.method} (${way.host})`, async () => {
        const { quickInput } = workbench;
        const { row, asksMethod, username } = detailsOf(way);
        const keys = keysOf(way.host);
        const isKnown = existsSync(configFile()) && readFileSync(configFile(), "utf8").includes(`"${keys[0]}"`);
        await begin();
        await choose(way.place.toLowerCase().replace(/\..*/, ""), way.place);
        let step = 2;
        if (row.host === undefined) {
          await quickInput.waitFor("Log In to a Container Registry (2/");
          await quickInput.enter(way.host);
          step++;
        }
        if (isKnown) {
          await quickInput.waitFor("(1/1)");
          await quickInput.pick("Log in with something else");
        }
        if (asksMethod) {
          await quickInput.waitFor(`Log In to ${way.host} (${step++}/`);
          await quickInput.pick(way.method);
        }
        if (way.username !== undefined) {
          await quickInput.waitFor(`Log In to ${way.host} (${step++}/`);
          await quickInput.enter(way.username);
        }
        await quickInput.waitFor(`Log In to ${way.host} (${step++}/`);
        await quickInput.enter("wrong");
        await quickInput.waitForMessage(way.refusal);
        await quickInput.enter(token);
        await quickInput.waitFor(`(${step}/${step})`);
        await finish(way.host);
        for (const key of keys) assert.equal(authOf(key), `${username}:${token}`);
      });
    }

    test("a login that is still good is kept by one Enter, from the tree", async () => {
      const { quickInput } = workbench;
      const saved = readFileSync(configFile(), "utf8");
      const tree = workbench.tree("Registries");
      // The last login's row: after it no row moves.
      await tree.waitForRow("reg.example.test");
      await quickInput.openBy(() => tree.clickContextMenu("docker.io", "Log In…"), "Log In to docker.io");
      assert.ok((await quickInput.placeholder()).includes("accepts the stored login of acme"));
      await quickInput.pick("Keep it");
      await quickInput.waitForClosed();
      assert.equal(readFileSync(configFile(), "utf8"), saved);
      assert.deepEqual(providers.unknown, []);
    });
  });
}
