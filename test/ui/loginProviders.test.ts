import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { loadSample, loadSamples, type Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const token = "a-s3cret-token";
const authority = createCertificateAuthority("Test");
const logIn = "Container Registries: Log In…";

/** A recorded answer to another request. */
function at(url: string, sample: Sample): Sample {
  return { ...sample, request: { method: sample.request.method, url } };
}

const open = loadSample("generic/v2-200");
const githubUser: Sample = {
  name: "user",
  request: { method: "GET", url: "https://api.github.com/user" },
  response: { status: 200, headers: { "X-OAuth-Scopes": "read:packages" }, body: { login: "Octo" } },
};
const samples: readonly Sample[] = [
  ...loadSamples("dockerhub", "v2-401", "registry-token", "registry-token-401"),
  ...loadSamples("ghcr", "v2-401", "token"),
  ...loadSamples("gitlab", "v2-401", "jwt-auth", "jwt-auth-401"),
  ...loadSamples("quay", "v2-401", "auth", "auth-401"),
  ...loadSamples("harbor", "v2-401", "service-token"),
  ...loadSamples("gitea", "v2-401", "token"),
  at("https://zot.example.test/v2/", loadSample("zot/v2-401")),
  at("https://reg.example.test/v2/", loadSample("generic/v2-401-basic")),
  at("https://gitlab.com/api/v4/projects?membership=true&per_page=1&simple=true", loadSample("gitlab/api-projects")),
  githubUser,
  ...["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "quay.io"].map((host) => at(`https://${host}/v2/`, open)),
  ...["harbor", "gitea", "zot", "reg"].map((name) => at(`https://${name}.example.test/v2/`, open)),
];

/** A way to log in: a place of the list, the host where it is asked for, the method where there are several, and the user name where it is asked for. */
interface Way {
  readonly place: string;
  readonly host?: string;
  readonly method?: string;
  readonly username?: string;
  /** The key in config.json, and the user name in it. */
  readonly saved: readonly [key: string, username: string];
}

const hubKey = "https://index.docker.io/v1/";
/** Those that have no test of their own. */
const ways: readonly Way[] = [
  { place: "Docker Hub", method: "Organization Access Token", username: "acme", saved: [hubKey, "acme"] },
  { place: "GitHub Container Registry", method: "Classic Access Token", username: "Octo", saved: ["ghcr.io", "octo"] },
  { place: "GitLab.com", method: "Deploy Token", username: "gitlab+deploy-token-1", saved: ["registry.gitlab.com", "gitlab+deploy-token-1"] },
  { place: "Quay.io", method: "User Name and Encrypted Password", username: "alice", saved: ["quay.io", "alice"] },
  { place: "Quay.io", method: "Application Token", saved: ["quay.io", "$oauthtoken"] },
  { place: "Quay.io", method: "App-Specific Token", saved: ["quay.io", "$app"] },
  { place: "Harbor", host: "harbor.example.test", method: "Robot Account", username: "robot$acme+ci", saved: ["harbor.example.test", "robot$acme+ci"] },
  { place: "Harbor", host: "harbor.example.test", method: "User Name and Password or CLI Secret", username: "alice", saved: ["harbor.example.test", "alice"] },
  { place: "Gitea or Forgejo", host: "gitea.example.test", username: "alice", saved: ["gitea.example.test", "alice"] },
  { place: "zot", host: "zot.example.test", username: "alice", saved: ["zot.example.test", "alice"] },
];

for (const host of ["1.139", "1.112"] as const) {
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
      await eventually(() => quickInput.rows(), (rows) => rows.every((row) => `${row.label} ${row.detail}`.toLowerCase().includes(typed)), `the rows with “${typed}”`);
      await quickInput.pick(label);
    };
    const begin = async (): Promise<void> => {
      await workbench.runCommand(logIn);
      await workbench.quickInput.waitFor("Log In to a Container Registry (1/");
    };
    /** Writes the login to the file, and waits until that is said. */
    const finish = async (registry: string): Promise<void> => {
      const { quickInput, notifications } = workbench;
      await quickInput.pick("In config.json");
      await notifications.waitFor(`Login Succeeded: ${registry}.`);
      await notifications.dismissAll();
    };

    before(async () => {
      providers = await startProviders(authority, samples, token);
      const bundle = path.join(folder, "authority.pem");
      writeFileSync(bundle, authority.cert);
      const programs = path.join(folder, "bin");
      mkdirSync(programs);
      writeFileSync(path.join(programs, "gh"), '#!/bin/sh\n[ "$*" = "auth token --hostname github.com" ] && echo "$TEST_GITHUB_TOKEN"\n', { mode: 0o755 });
      workbench = await openWorkbench({
        host,
        withoutSignIn: true,
        environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl, TEST_GITHUB_TOKEN: token, PATH: `${programs}${path.delimiter}${process.env["PATH"]}` },
        prepare: (sandbox) => {
          // The server takes its PATH from the person's login shell.
          writeFileSync(path.join(sandbox.home, ".profile"), `PATH="${programs}:$PATH"\n`);
          const extensions = path.join(sandbox.folder, "server/extensions");
          mkdirSync(extensions, { recursive: true });
          symlinkSync(path.join(import.meta.dirname, "../support/signIn"), path.join(extensions, "test.sign-in-1.0.0"));
        },
      });
      await workbench.openViewContainer("Container Registries");
    });
    after(async () => {
      await workbench?.close();
      await providers?.close();
      remove();
    });

    test("the list has every provider, and finds them by a part of the name", async () => {
      const { quickInput } = workbench;
      await begin();
      const labels = new Set((await quickInput.rows()).map(({ label }) => label));
      for (const label of ["Docker Hub", "GitHub Container Registry", "GitLab.com", "Quay.io"]) assert.ok(labels.has(label), label);
      await workbench.screenshot(`login-providers-${host}`);
      await quickInput.type("self-managed");
      assert.deepEqual((await quickInput.rows()).map(({ label }) => label), ["GitLab, self-managed"]);
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
      assert.equal(await quickInput.widget.getByRole("button", { name: "Make an access token" }).count(), 1);
      providers.requests.clear();
      await quickInput.enter("wrong");
      await quickInput.waitForMessage(/incorrect username or password.*make an access token/i);
      assert.equal(providers.requests.entries.filter(({ headers }) => headers.authorization !== undefined).length, 1, "one failed authentication for one Enter");
      await workbench.screenshot(`login-refused-token-${host}`);
      assert.equal(existsSync(configFile()), false);
      await quickInput.enter(token);
      await quickInput.waitFor("(5/5)");
      assert.equal(existsSync(configFile()), false);
      await workbench.screenshot(`login-where-${host}`);
      await quickInput.pick("In config.json");
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

    test("GitLab, with what was typed still there after Back", async () => {
      const { quickInput } = workbench;
      await begin();
      await choose("gitlab", "GitLab.com");
      await quickInput.waitFor("Log In to registry.gitlab.com (2/5)");
      await quickInput.pick("Personal, Project or Group Access Token");
      await quickInput.waitFor("(3/5)");
      await quickInput.enter("alice");
      await quickInput.waitFor("(4/5)");
      await quickInput.back();
      await quickInput.waitFor("(3/5)");
      assert.equal(await quickInput.value(), "alice");
      await quickInput.accept();
      await quickInput.waitFor("(4/5)");
      await quickInput.enter(token);
      await quickInput.waitFor("(5/5)");
      await finish("registry.gitlab.com");
      assert.equal(authOf("registry.gitlab.com"), `alice:${token}`);
    });

    test("GitHub by VS Code's own sign-in, with what its token may not do", async () => {
      const { quickInput, notifications } = workbench;
      await begin();
      await choose("github container", "GitHub Container Registry");
      await quickInput.waitFor("Log In to ghcr.io (2/");
      await quickInput.pick("GitHub Account of VS Code");
      await notifications.waitForDialog();
      await notifications.clickDialog("Allow");
      await quickInput.waitFor("Log In to ghcr.io (4/4)");
      assert.ok((await quickInput.rows()).some(({ label }) => label.includes("write:packages")));
      await workbench.screenshot(`login-missing-scope-${host}`);
      await finish("ghcr.io");
      assert.equal(authOf("ghcr.io"), `octo:${token}`);
    });

    test("any other registry, by its image", async () => {
      const { quickInput } = workbench;
      await begin();
      await quickInput.type("reg.example.test/team/app:1.0");
      await quickInput.pick("Log in to reg.example.test");
      await quickInput.waitFor("Log In to reg.example.test (2/4)");
      await quickInput.enter("alice");
      await quickInput.waitFor("(3/4)");
      await quickInput.enter(token);
      await quickInput.waitFor("(4/4)");
      await finish("reg.example.test");
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

    for (const { place, host: typed, method, username, saved } of ways) {
      test(`${place}${method === undefined ? "" : `: ${method}`}`, async () => {
        const { quickInput } = workbench;
        const known = existsSync(configFile()) && readFileSync(configFile(), "utf8").includes(`"${saved[0]}"`);
        await begin();
        await choose(place.toLowerCase().replace(/\..*/, ""), place);
        let step = 2;
        if (typed !== undefined) {
          await quickInput.waitFor("Log In to a Container Registry (2/");
          await quickInput.enter(typed);
          step++;
        }
        if (known) {
          await quickInput.waitFor("(1/1)");
          await quickInput.pick("Log in with something else");
        }
        if (method !== undefined) {
          await quickInput.waitFor(`(${step++}/`);
          await quickInput.pick(method);
        }
        if (username !== undefined) {
          await quickInput.waitFor(`(${step++}/`);
          await quickInput.enter(username);
        }
        await quickInput.waitFor(`(${step++}/`);
        await quickInput.enter(token);
        await quickInput.waitFor(`(${step}/${step})`);
        await finish(typed ?? (saved[0] === hubKey ? "docker.io" : saved[0]));
        assert.equal(authOf(saved[0]), `${saved[1]}:${token}`);
      });
    }

    test("a login that is still good is kept by one Enter, from the tree", async () => {
      const { quickInput } = workbench;
      const saved = readFileSync(configFile(), "utf8");
      const tree = workbench.tree("Registries");
      // The last login's row: after it no row moves.
      await tree.waitForRow("zot.example.test");
      await tree.clickContextMenu("docker.io", "Log In…");
      await quickInput.waitFor("Log In to docker.io");
      assert.ok((await quickInput.placeholder()).includes("accepts the stored login of acme"));
      await quickInput.pick("Keep it");
      await quickInput.waitForClosed();
      assert.equal(readFileSync(configFile(), "utf8"), saved);
      assert.deepEqual(providers.unknown, []);
    });
  });
}
