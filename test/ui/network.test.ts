import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { type ConnectProxy, startConnectProxy } from "../support/connectProxy.ts";
import { demoRepositories, seedDemo } from "../support/registry/seed/seedDemo.ts";
import { createRegistry } from "../support/registry/startRegistry.ts";
import { eventually } from "../support/workbench/eventually.ts";
import type { TreeRow } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const account = { username: "alice", password: "correct horse" };
const company = createCertificateAuthority("Company");
const department = createCertificateAuthority("Department");

/** A registry with everybody's rights, but whose token server is said to be at another site. */
function withRealm(listener: RequestListener, realm: string): RequestListener {
  return (request, response) => {
    if (request.headers.authorization !== undefined) listener(request, response);
    else
      response
        .writeHead(401, { "www-authenticate": `Bearer realm="${realm}",service="embedded-registry",scope="registry:catalog:*"` })
        .end();
  };
}

/**
 * A company's network: everything goes through a proxy, whose certificates only the machine knows. One variable tells Node
 * of them, the other is where OpenSSL, and so Node, looks for the system's.
 */
for (const [host, variable] of [
  ["1.139", "NODE_EXTRA_CA_CERTS"],
  ["1.112", "SSL_CERT_FILE"],
] as const) {
  describe(`behind a proxy, in VS Code ${host} with ${variable}`, () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-network-");
    let proxy: ConnectProxy;
    let workbench: Workbench;
    const writeHosts = (registry: string, content: string): void => {
      mkdirSync(path.join(folder, registry), { recursive: true });
      writeFileSync(path.join(folder, registry, "hosts.toml"), content);
      writeFileSync(path.join(folder, registry, "ca.crt"), department.cert);
    };
    const asked = (): readonly string[] =>
      proxy.requests.entries.map(({ headers, url }) => String(headers.host ?? headers[":authority"]) + url);

    before(async () => {
      const open = createRegistry();
      const closed = createRegistry({ auth: { kind: "bearer", accounts: [account] } });
      for (const registry of [open, closed]) seedDemo(registry);
      const hosts = {
        "open.registry.test": open.listener,
        "private.registry.test": open.listener,
        "mirror.test": open.listener,
        "closed.registry.test": withRealm(closed.listener, "https://login.elsewhere.test/token"),
        "login.elsewhere.test": closed.listener,
      };
      proxy = await startConnectProxy({
        authority: company,
        authorities: { "private.registry.test": department, "mirror.test": department },
        hosts,
      });
      const bundle = path.join(folder, "company.pem");
      writeFileSync(bundle, company.cert);
      const auth = Buffer.from(`${account.username}:${account.password}`).toString("base64");
      const auths = { "closed.registry.test": { auth }, "open.registry.test": {}, "private.registry.test": {} };
      workbench = await openWorkbench({
        host,
        environment: {
          NODE_EXTRA_CA_CERTS: undefined,
          SSL_CERT_FILE: undefined,
          SSL_CERT_DIR: path.join(folder, "none"),
          [variable]: bundle,
        },
        userSettings: { "http.proxy": proxy.url, "containerRegistries.hosts.directories": [folder] },
        prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths })),
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await proxy?.close();
      remove();
    });

    const isListed = (rows: readonly TreeRow[]): boolean => rows.some(({ label }) => label === demoRepositories[0]);

    test("a registry is listed through the proxy of VS Code's settings", async () => {
      const tree = workbench.tree("Registries");
      await tree.expand("open.registry.test");
      await tree.waitForRow(demoRepositories[0] ?? "");
      assert.ok(proxy.tunnels.includes("open.registry.test:443"));
      await tree.collapse("open.registry.test");
    });

    test("a registry whose authority nobody knows is listed once its hosts.toml names it", async () => {
      const tree = workbench.tree("Registries");
      await tree.expand("private.registry.test");
      const rows = await tree.waitForRows(
        (all) => all.some(({ label }) => label.includes("private.registry.test") && label.includes("certificate")),
        "the refusal",
      );
      await workbench.screenshot(`network-untrusted-${host}`);
      writeHosts("private.registry.test", 'server = "https://private.registry.test"\nca = "ca.crt"\n');
      const refusal = rows.find(({ label }) => label.includes("certificate"))?.label ?? "";
      await tree.changeBy(() => tree.clickInlineAction(refusal, "Refresh"), isListed, "the repositories");
      await tree.collapse("private.registry.test");
    });

    test("a mirror is asked for tags first, and said to be one", async () => {
      const tree = workbench.tree("Registries");
      writeHosts("open.registry.test", '[host."https://mirror.test"]\n  capabilities = ["pull", "resolve"]\n  ca = "ca.crt"\n');
      await workbench.runCommand("Container Registries: Refresh");
      await tree.expand("open.registry.test");
      await tree.expand("demo/hello");
      await tree.waitForRow("From the mirror mirror.test");
      await tree.waitForRow("1.1.0");
      await workbench.screenshot(`network-mirror-${host}`);
      assert.ok(asked().some((line) => line.startsWith("mirror.test/v2/demo/hello/tags/list?") && line.includes("ns=open.registry.test")));
      await tree.collapse("open.registry.test");
    });

    test("a login goes to another site only by the person's word, which is remembered", async () => {
      const { notifications } = workbench;
      const tree = workbench.tree("Registries");
      await tree.expand("closed.registry.test");
      const { message, detail } = await notifications.waitForDialog();
      assert.equal(message, "closed.registry.test wants your login to be sent to login.elsewhere.test.");
      assert.match(detail, /different sites/);
      await workbench.screenshot(`network-realm-${host}`);
      await notifications.clickDialog("Cancel");
      const refusal = "closed.registry.test wants the password to be sent to login.elsewhere.test. That was not done.";
      await tree.waitForRow(refusal);
      assert.ok(!proxy.tunnels.includes("login.elsewhere.test:443"));

      await notifications.openDialogBy(() => tree.clickInlineAction(refusal, "Refresh"));
      await notifications.clickDialog("Send to login.elsewhere.test");
      await tree.waitForRow(demoRepositories[0] ?? "");
      assert.ok(proxy.tunnels.includes("login.elsewhere.test:443"));

      proxy.requests.clear();
      await tree.collapse("closed.registry.test");
      await workbench.runCommand("Container Registries: Refresh");
      await tree.expand("closed.registry.test");
      await tree.waitForRow(demoRepositories[0] ?? "");
      // The rows of before are there until the registry has answered.
      await eventually(
        () => Promise.resolve(asked()),
        (lines) => lines.some((line) => line.startsWith("login.elsewhere.test/token")),
        "a request without a question",
      );
    });
  });
}
