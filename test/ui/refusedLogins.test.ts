import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { at, loadSample, type Sample } from "../support/sampleServer/samples.ts";
import { type Providers, startProviders } from "../support/sampleServer/startProviders.ts";
import { version as host } from "../support/vscode/versions.ts";
import type { Tree } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const authority = createCertificateAuthority("Test");
const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;
const jwt = (exp: number): string => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.c2ln`;
const loginOf = (password: string) => ({ auth: Buffer.from(`alice:${password}`).toString("base64") });

/** What a registry says to the stored login, and what its row in the tree says of that. */
const refusals: readonly (readonly [registry: string, said: string, row: RegExp])[] = [
  ["wrong.example", "incorrect username or password", /The user name or password was not accepted at wrong\.example/],
  ["revoked.example", "this token was revoked", /The login for revoked\.example was revoked or switched off/],
  ["locked.example", "the account is locked", /The account at locked\.example is locked/],
  ["scope.example", "the request needs at least read:packages scope", /The token for scope\.example lacks the scope read:packages/],
  ["untold.example", "authentication required", /The login was not accepted at untold\.example/],
];

function refusing(registry: string, message: string): readonly Sample[] {
  const response = {
    status: 401,
    headers: { "WWW-Authenticate": 'Basic realm="x"', "Content-Type": "application/json" },
    body: { errors: [{ code: "UNAUTHORIZED", message }] },
  };
  return ["/v2/", "/v2/_catalog"].map((target) => ({
    name: target,
    confidence: "derived",
    request: { method: "GET", url: `https://${registry}${target}` },
    response,
  }));
}

const authorize = "https://github.com/orgs/acme/sso?authorization_request=AAA";
const tokenRefused = loadSample("ghcr/token-403");
const samples: readonly Sample[] = [
  ...refusals.flatMap(([registry, said]) => refusing(registry, said)),
  ...refusing("expired.example", "authentication required"),
  ...refusing("ending.example", "authentication required"),
  loadSample("ghcr/v2-401"),
  at("https://ghcr.io/v2/_catalog", loadSample("ghcr/v2-401")),
  {
    ...tokenRefused,
    response: { ...tokenRefused.response, headers: { ...tokenRefused.response.headers, "X-GitHub-SSO": `required; url=${authorize}` } },
  },
  at("https://open.example/v2/", loadSample("generic/v2-200")),
  {
    name: "open",
    confidence: "derived",
    request: { method: "GET", url: "https://open.example/v2/_catalog" },
    response: { status: 200, headers: { "Content-Type": "application/json" }, body: { repositories: ["public/app"] } },
  },
];

describe(`stored logins that no longer work, in VS Code ${host}`, () => {
  const { folder, remove } = makeTemporaryFolder("container-registries-refused-");
  let providers: Providers;
  let workbench: Workbench;
  let tree: Tree;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");

  before(async () => {
    providers = await startProviders(authority, samples, "none of these");
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    workbench = await openWorkbench({
      host,
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl },
      prepare: ({ dockerConfig }) => {
        const auths = {
          ...Object.fromEntries(refusals.map(([registry]) => [registry, loginOf("s3cret-of-before")])),
          "expired.example": loginOf(jwt(secondsFromNow(-7200))),
          "ending.example": loginOf(jwt(secondsFromNow(3 * 3600 - 30))),
          "ghcr.io": loginOf("ghp_s3cret"),
          "open.example": loginOf("s3cret-of-before"),
        };
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths }), { mode: 0o600 });
      },
    });
    await workbench.openViewContainer("Registries");
    tree = workbench.tree("Registries");
    await tree.waitForRow("untold.example");
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  test("an end that is known is said before any registry is asked", async () => {
    assert.match((await tree.waitForRow("expired.example")).description, /expired/i);
    await tree.hover("ending.example", /The login is valid until \d/);
    assert.deepEqual(providers.requests.entries, []);
    await workbench.screenshot(`refused-logins-known-${host}`);
  });

  for (const [registry, said, row] of refusals) {
    test(`“${said}” is told as what it means`, async () => {
      await tree.expand(registry);
      const labels = await tree.waitForRows((rows) => rows.some(({ label }) => row.test(label)), `the refusal of ${registry}`);
      assert.ok(labels.every(({ label }) => !label.includes("s3cret")));
      if (registry === "locked.example") await workbench.screenshot(`refused-logins-${host}`);
      await tree.collapse(registry);
    });
  }

  test("one that has expired says since when", async () => {
    await tree.expand("expired.example");
    await tree.waitForRows((rows) => rows.some(({ label }) => /expired 2 hours ago/.test(label)), "the end");
    await tree.collapse("expired.example");
  });

  test("single sign-on is named, and its page is offered", async () => {
    await tree.expand("ghcr.io");
    const rows = await tree.waitForRows((all) => all.some(({ label }) => label.includes("single sign-on")), "single sign-on");
    await workbench.screenshot(`refused-logins-sso-${host}`);
    const { label = "" } = rows.find((row) => row.label.includes("single sign-on")) ?? {};
    assert.ok((await tree.openContextMenu(label)).includes("Authorize at GitHub"));
    await tree.closeContextMenu();
    await tree.collapse("ghcr.io");
  });

  test("“Browse without a login” passes the stored one over, and leaves it where it is", async () => {
    const stored = readFileSync(configFile(), "utf8");
    const { quickInput, notifications } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type("open.example");
    await quickInput.pick("Browse open.example without a login");
    await notifications.waitFor("open.example is browsed without a login");
    await notifications.dismissAll();
    providers.requests.clear();
    await tree.expand("open.example");
    await tree.waitForRow("public/app");
    assert.ok(providers.requests.entries.every(({ headers }) => headers.authorization === undefined));
    assert.equal(readFileSync(configFile(), "utf8"), stored);
    assert.ok(existsSync(configFile()));
  });
});
