import { describe } from "node:test";
import { cloudLogins } from "../../support/cloudLogins.ts";
import { missing } from "../../support/peers/program.ts";
import { waySamples } from "../../support/sampleServer/loginWays.ts";
import { startProviders } from "../../support/sampleServer/startProviders.ts";
import { seedHands, sectionTests } from "../../support/seed/seedHands.ts";
import { seedPrograms } from "../../support/seed/seedPrograms.ts";
import { version } from "../../support/vscode/versions.ts";

const token = "a-s3cret-token";

describe(`nerdctl's guide: services with accounts, in VS Code ${version}`, { skip: missing("skopeo") }, () => {
  const clouds = cloudLogins({
    version,
    start: (authority) => startProviders(authority, waySamples, token),
    programs: seedPrograms,
    keepsLogins: true,
    secrets: [token],
  });
  const section = sectionTests(clouds);
  const alice = { login: { username: "alice", password: token }, placeholders: { USERNAME: "alice" } };

  const hub = seedHands(clouds, { ...alice, host: "docker.io" });
  section("Docker Hub", (guide) => hub.seeAlso(guide, "Docker Hub", { "About Docker Hub": "https://hub.docker.com/" }));
  section("Docker Hub › Logging in", async (guide, t) => {
    await hub.begin(guide);
    await hub.says("Docker ID and Access Token");
    await hub.picture("login");
    await clouds.workbench.quickInput.pick("Docker ID and Access Token");
    await hub.answer("Docker ID");
    await hub.answer("Access token of alice", token);
    await hub.finish(guide, t);
  });
  section("Docker Hub › Creating a repo", async (guide, t) => {
    await hub.create();
    await hub.says("A private repository Create it on Docker Hub's page first");
    await hub.opensAll(guide, { "A private repository": "https://hub.docker.com/repositories" });
    await hub.createByPush(t, { label: "A public repository: push an image" });
  });
  section("Docker Hub › Pushing an image", async (guide, t) => {
    await hub.push(guide, {
      below: { asked: "Your Docker ID", typed: "alice" },
      shows: ["The image appears in https://hub.docker.com/repositories"],
      page: "https://hub.docker.com/repositories",
    });
    await hub.reads(t);
  });

  const github = seedHands(clouds, {
    host: "ghcr.io",
    login: { username: "octo", password: token },
    placeholders: { USERNAME: "octo" },
  });
  section("GitHub Container Registry (GHCR)", (guide) =>
    github.seeAlso(guide, "GitHub Container Registry", {
      "About the GitHub Container Registry":
        "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    }),
  );
  section("GitHub Container Registry (GHCR) › Logging in", async (guide, t) => {
    await github.begin(guide, { USERNAME: "Octo" });
    await github.says("Classic Access Token Scopes read:packages and write:packages");
    await github.picture("login");
    await clouds.workbench.quickInput.pick("Classic Access Token");
    await github.opensAll(guide, { "Your tokens": "https://github.com/settings/tokens" });
    await github.opens(
      "Create a classic token with the scopes read:packages and write:packages",
      "https://github.com/settings/tokens/new?scopes=read:packages,write:packages&description=Container%20registry%20ghcr.io",
    );
    await github.answer("Your GitHub user name, in lower case");
    await github.answer("Classic access token of octo", token);
    await github.finish(guide, t);
  });
  section("GitHub Container Registry (GHCR) › Creating a repo", async (_, t) => {
    await github.create();
    await github.createByPush(t);
  });
  section("GitHub Container Registry (GHCR) › Pushing an image", async (guide, t) => {
    await github.push(guide, {
      below: { asked: "Your GitHub user name in lower case", typed: "octo" },
      shows: ["The image appears in the “Packages” tab of your GitHub profile"],
      page: "https://github.com/octo?tab=packages",
    });
    await github.reads(t);
  });

  const gitlab = seedHands(clouds, { ...alice, host: "registry.gitlab.com" });
  section("GitLab Container Registry", (guide) =>
    gitlab.seeAlso(guide, "GitLab.com", {
      "About the GitLab container registry": "https://docs.gitlab.com/ee/user/packages/container_registry/",
    }),
  );
  section("GitLab Container Registry › Logging in", async (guide, t) => {
    const { quickInput } = clouds.workbench;
    const aboutTokens = "https://docs.gitlab.com/ee/user/profile/personal_access_tokens.html";
    const aboutDeployTokens = "https://docs.gitlab.com/ee/user/project/deploy_tokens/index.html";
    await gitlab.begin(guide);
    await gitlab.says(
      "Personal, Project or Group Access Token read_registry to pull, also write_registry to push",
      /^Deploy Token .*read_registry to pull, also write_registry to push/,
    );
    await gitlab.picture("login");
    await quickInput.pick("Deploy Token");
    await quickInput.waitForMessage("User name of the deploy token");
    await gitlab.opens("About deploy tokens", aboutDeployTokens);
    await quickInput.back();
    await gitlab.says("Personal, Project or Group Access Token");
    await quickInput.pick("Personal, Project or Group Access Token");
    await quickInput.waitForMessage("GitLab user name");
    await gitlab.opensAll({ ...guide, text: guide.text.replace(aboutDeployTokens, "") }, { "About personal access tokens": aboutTokens });
    await gitlab.answer("GitLab user name");
    await gitlab.answer("Access token of alice", token);
    await gitlab.finish(guide, t);
  });
  section("GitLab Container Registry › Creating a repo", async (_, t) => {
    await gitlab.create();
    await gitlab.says("A project first", "In an existing project, a push creates the repository");
    await gitlab.picture("create");
    await gitlab.opens("A project first", "https://gitlab.com/projects/new");
    await clouds.giveUp();
    await gitlab.reads(t);
  });
  section("GitLab Container Registry › Pushing an image", async (guide, t) => {
    await gitlab.push(guide, {
      below: { asked: "User or group, and the project, which must exist", typed: "alice/myproject" },
      shows: ["The image appears under “Packages & Registries → Container Registry” of the project alice/myproject"],
      page: "https://gitlab.com/alice/myproject/container_registry",
    });
    await gitlab.reads(t);
  });

  const quay = seedHands(clouds, { ...alice, host: "quay.io" });
  section("Quay.io", (guide) => quay.seeAlso(guide, "Quay.io", { "About Quay.io": "https://docs.quay.io/solution/getting-started.html" }));
  section("Quay.io › Logging in", async (guide, t) => {
    await quay.begin(guide);
    await quay.says("User Name and Encrypted Password");
    await quay.picture("login");
    await clouds.workbench.quickInput.pick("User Name and Encrypted Password");
    await quay.answer("User name");
    await quay.answer("Encrypted password of alice", token);
    await quay.finish(guide, t);
  });
  section("Quay.io › Creating a repo", async (_, t) => {
    await quay.create();
    await quay.createByPush(t);
  });
  section("Quay.io › Pushing an image", async (guide, t) => {
    await quay.push(guide, {
      below: { asked: "Your user name, or an organization of yours", typed: "alice" },
      shows: ["The image appears in https://quay.io/repository/"],
      page: "https://quay.io/repository/alice/hello-world",
    });
    await quay.reads(t);
  });

  const server = "https://acme.jfrog.io/ui";
  const artifactory = seedHands(clouds, {
    host: "acme.jfrog.io",
    login: alice.login,
    placeholders: { ...alice.placeholders, SERVER_NAME: "acme", VIRTUAL_REPO_NAME: "docker" },
  });
  section("JFrog Artifactory (Cloud/On-Prem)", (guide) =>
    artifactory.seeAlso(guide, "JFrog Artifactory", {
      "About Artifactory as a registry":
        "https://www.jfrog.com/confluence/display/JFROG/Getting+Started+with+Artifactory+as+a+Docker+Registry",
    }),
  );
  section("JFrog Artifactory (Cloud/On-Prem) › Logging in", async (guide, t) => {
    const { quickInput } = clouds.workbench;
    const own = seedHands(clouds, { host: "art.example.test", login: { username: "admin", password: "password" }, placeholders: {} });
    await own.begin({ ...guide, commands: ["nerdctl login art.example.test -u admin"] });
    await own.says("A fresh installation lets in “admin” with the password “password”.");
    await own.picture("login");
    await clouds.giveUp();
    await artifactory.begin(guide);
    await artifactory.says(
      "JFrog sent the first login of a cloud installation by e-mail.",
      "User Name and Password Not with OAuth (Google, OpenID Connect, GitHub Enterprise, UAA) or SAML",
    );
    await artifactory.picture("login");
    await quickInput.pick("User Name and Password");
    await artifactory.answer("User name in Artifactory");
    await artifactory.answer("Password of alice", token);
    await artifactory.finish(guide, t);
  });
  section("JFrog Artifactory (Cloud/On-Prem) › Creating a repo", async (_, t) => {
    const { quickInput } = clouds.workbench;
    await artifactory.create();
    await quickInput.pick("A local repository, and a virtual one in front of it");
    await artifactory.says("Add a new local repository with the package type Docker.", `${server}/admin/repositories/local/new`);
    await artifactory.picture("create-local");
    await quickInput.pick("Open the page");
    await artifactory.asksFor(`${server}/admin/repositories/local/new`);
    await quickInput.pick(/^Done$/);
    await artifactory.says(
      "Add a new virtual repository with the package type Docker",
      "Move the local repository from Available Repositories to Selected Repositories with the arrow buttons.",
      "Set the local repository as the Default Deployment Repository",
      `${server}/admin/repositories/virtual/new`,
    );
    await artifactory.picture("create-virtual");
    await quickInput.pick("Open the page");
    await artifactory.asksFor(`${server}/admin/repositories/virtual/new`);
    await quickInput.pick(/^Done$/);
    await clouds.workbench.notifications.waitFor("Once the repository is there, refresh acme.jfrog.io in the tree.");
    await artifactory.reads(t);
  });
  section("JFrog Artifactory (Cloud/On-Prem) › Pushing an image", async (guide, t) => {
    await artifactory.push(guide, {
      below: { asked: "Key of the virtual Docker repository", typed: "docker" },
      shows: [`The image appears in ${server}/repos/tree/General/docker`],
      page: `${server}/repos/tree/General/docker`,
    });
    await artifactory.reads(t);
  });
});
