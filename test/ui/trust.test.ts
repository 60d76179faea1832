import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createCertificateAuthority, createSelfSigned } from "../support/certificates/certificateAuthority.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import type { QuickPickRow } from "../support/workbench/quickInput.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

// An address of this machine whose certificate is verified: that of loopback is not.
const hostname = "0.0.0.0";
const names = [hostname];
const authority = createCertificateAuthority("Company $(trash) CA");
const leaf = authority.issue({ commonName: "registry", names });
const client = authority.issue({ commonName: "alice" });
const own = createSelfSigned({ commonName: "registry", names }, "ec");
const { fingerprint256 } = new X509Certificate(authority.cert);

/** Even root may not write there. */
const closedRoot = "/sys/container-registries";

for (const host of versions) {
  describe(`a registry that is not trusted, in VS Code ${host}`, () => {
    let company: RunningRegistry;
    let selfSigned: RunningRegistry;
    let plain: RunningRegistry;
    let closed: RunningRegistry;
    let mutual: RunningRegistry;
    let workbench: Workbench;
    const settings: Record<string, unknown> = { "containerRegistries.credentials.store": "file" };
    const certs = (registry: RunningRegistry, file: string): string =>
      readFileSync(path.join(workbench.sandbox.home, ".config/containerd/certs.d", registry.host, file), "utf8");

    before(async () => {
      const auth = { kind: "bearer", accounts: [{ username: "alice", password: "right" }] } as const;
      company = await startRegistry({ hostname, tls: { ...leaf, cert: leaf.cert + authority.cert }, auth });
      selfSigned = await startRegistry({ hostname, tls: own });
      plain = await startRegistry({ hostname });
      closed = await startRegistry({ hostname, tls: own });
      mutual = await startRegistry({ hostname, tls: { ...leaf, clientCa: authority.cert } });
      const registries = [company, selfSigned, plain, closed, mutual];
      for (const registry of registries) seedDemo(registry);
      workbench = await openWorkbench({
        host,
        userSettings: settings,
        prepare: ({ home, dockerConfig }) => {
          // Tests may run as root, whose own place is below /etc.
          const root = path.join(home, ".config/containerd/certs.d");
          settings["containerRegistries.hosts.directories"] = [root, closedRoot];
          for (const name of ["cert", "key"] as const) writeFileSync(path.join(home, `client.${name}`), client[name]);
          mkdirSync(path.join(root, mutual.host), { recursive: true });
          writeFileSync(path.join(root, mutual.host, "ca.crt"), authority.cert);
          mkdirSync(path.join(root, selfSigned.host), { recursive: true });
          const table = `[host."${selfSigned.url}"]\n  capabilities = ["pull", "resolve"] # mine\n`;
          writeFileSync(path.join(root, selfSigned.host, "hosts.toml"), table);
          const auths = Object.fromEntries(registries.slice(1).map((registry) => [registry.host, {}]));
          writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths }));
        },
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      for (const registry of [company, selfSigned, plain, closed, mutual]) await registry?.close();
    });

    const isTrust = ({ label }: QuickPickRow): boolean => label.startsWith("Trust ");

    /** From the registry's row to the first question. */
    const setUpConnection = async (registry: RunningRegistry): Promise<void> => {
      const tree = workbench.tree("Registries");
      await tree.expand(registry.host);
      const isError = ({ label }: { readonly label: string }): boolean => label.includes(registry.host) && label.endsWith(".");
      const error = (await tree.waitForRows((all) => all.some(isError), "the error")).find(isError);
      await workbench.quickInput.openBy(
        () => tree.clickInlineAction(error?.label ?? "", "Set Up the Connection…"),
        `Connect to ${registry.host} (1/`,
      );
    };

    /** The repositories show, and are put away for the next one. */
    const listed = async (registry: RunningRegistry): Promise<void> => {
      await workbench.tree("Registries").waitForRow("demo/hello");
      await workbench.tree("Registries").collapse(registry.host);
    };

    test("Log In… says what is wrong, has the authority trusted, and goes on to the end", async () => {
      const { quickInput, notifications, sandbox } = workbench;
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("Log In to a Container Registry (1/3)");
      await quickInput.type(company.host);
      await quickInput.pick(`Log in to ${company.host}`);
      await quickInput.waitFor(`Log In to ${company.host}`);
      // “Set up the connection…” is what Enter alone chooses; the sentence above it names it, too.
      await quickInput.accept();
      await quickInput.waitFor(`Connect to ${company.host} (1/`);
      await quickInput.waitForRows(
        (rows) => rows.some(({ label }) => label.includes(`Nothing was sent to ${company.host}`)),
        "what was not done",
      );
      await workbench.screenshot(`trust-way-${host}`);
      await quickInput.pick("Trust what the server presents…");
      await quickInput.waitFor(`Connect to ${company.host} (2/`);
      const shown = await quickInput.waitForRows((rows) => rows.some(isTrust), "the certificate");
      await workbench.screenshot(`trust-presented-${host}`);
      assert.ok(
        shown.some(({ label }) => label.includes("Subject: CN=Company $ (trash) CA")),
        JSON.stringify(shown),
      );
      const trust = shown.find(isTrust);
      assert.equal(`${trust?.label}${trust?.detail}`.replaceAll(/^Trust |:/g, ""), fingerprint256.replaceAll(":", ""));
      await quickInput.pick(trust?.label ?? "");
      await quickInput.waitFor(`Connect to ${company.host} (3/`);
      await quickInput.pick(path.join(sandbox.home, ".config/containerd/certs.d"));
      await quickInput.waitFor(`Connect to ${company.host} (4/`);
      await workbench.screenshot(`trust-review-${host}`);
      await quickInput.pick("Write");
      await quickInput.waitFor(`Log In to ${company.host}`);
      await quickInput.enter("alice");
      await quickInput.waitFor(/\(3\/3\)/);
      await quickInput.enter("right");
      await notifications.waitFor("Login Succeeded");
      assert.equal(certs(company, "hosts.toml"), `server = "${company.url}"\n\n[host."${company.url}"]\n  ca = "ca.crt"\n`);
      assert.equal(certs(company, "ca.crt"), authority.cert);
      const { auths } = JSON.parse(readFileSync(path.join(sandbox.dockerConfig, "config.json"), "utf8"));
      assert.equal(Buffer.from(auths[company.host].auth, "base64").toString(), "alice:right");
      await notifications.dismissAll();
    });

    test("the error row of the tree leads there too, and the list then shows", async () => {
      const { quickInput } = workbench;
      await setUpConnection(selfSigned);
      await quickInput.waitFor(`Connect to ${selfSigned.host} (1/3)`);
      await quickInput.pick("Trust what the server presents…");
      await quickInput.waitFor("(2/3)");
      const trust = (await quickInput.waitForRows((rows) => rows.some(isTrust), "the certificate")).find(isTrust);
      await quickInput.pick(trust?.label ?? "");
      await quickInput.waitFor("(3/3)");
      await workbench.screenshot(`trust-edit-${host}`);
      await quickInput.pick("Write");
      await listed(selfSigned);
      const table = `[host."${selfSigned.url}"]\n  capabilities = ["pull", "resolve"] # mine\n  ca = "ca.crt"\n`;
      assert.equal(certs(selfSigned, "hosts.toml"), table);
      assert.equal(certs(selfSigned, "ca.crt"), own.cert);
      await eventually(
        () => workbench.page.locator(".tab", { hasText: "as it would be written" }).count(),
        (count) => count === 0,
        "the preview to close",
      );
    });

    // What is written and asked is the same in every VS Code.
    if (host === "1.112") return;

    test("a login that ends is said to have ended: the certificate is trusted as before", async () => {
      const tree = workbench.tree("Registries");
      const file = path.join(workbench.sandbox.dockerConfig, "config.json");
      const config = readFileSync(file, "utf8");
      await tree.expand(company.host);
      await tree.waitForRow("demo/hello");
      const right = Buffer.from("alice:right").toString("base64");
      writeFileSync(file, config.replace(right, Buffer.from("alice:older").toString("base64")));
      const refused = `The user name or password was not accepted at ${company.host}.`;
      await tree.waitForRows((rows) => rows.some(({ label }) => label.startsWith(refused)), "the refusal");
      writeFileSync(file, config);
      await tree.waitForRow("demo/hello");
      await tree.collapse(company.host);
    });

    test("plain HTTP is a decision of its own, and the list then shows", async () => {
      const { quickInput, sandbox } = workbench;
      await setUpConnection(plain);
      await quickInput.pick("Use plain HTTP…");
      await quickInput.waitFor("(2/");
      await workbench.screenshot("trust-plain-http");
      await quickInput.pick("Connect over plain HTTP");
      await quickInput.waitFor("(3/");
      await quickInput.pick(path.join(sandbox.home, ".config/containerd/certs.d"));
      await quickInput.waitFor("(4/");
      await quickInput.pick("Write");
      await listed(plain);
      assert.equal(certs(plain, "hosts.toml"), `server = "${plain.url}"\n\n[host."${plain.url}"]\n`);
    });

    test("a client certificate is shown to the server, and stays where it is", async () => {
      const { quickInput, sandbox } = workbench;
      await setUpConnection(mutual);
      await workbench.screenshot("trust-client");
      await quickInput.pick("Choose a client certificate…");
      await quickInput.waitFor("(2/");
      await quickInput.enter(path.join(sandbox.home, "client.cert"));
      await quickInput.waitFor("(3/");
      await quickInput.enter(path.join(sandbox.home, "client.key"));
      await quickInput.waitFor("(4/");
      await quickInput.pick(path.join(sandbox.home, ".config/containerd/certs.d"));
      await quickInput.waitFor("(5/");
      await quickInput.pick("Write");
      await listed(mutual);
      const pair = `[["${sandbox.home}/client.cert", "${sandbox.home}/client.key"]]`;
      const toml = `server = "${mutual.url}"\n\n[host."${mutual.url}"]\n  ca = "ca.crt"\n  client = ${pair}\n`;
      assert.equal(certs(mutual, "hosts.toml"), toml);
    });

    test("for a directory that the person may not write to, the exact command is offered", async () => {
      const { quickInput } = workbench;
      await setUpConnection(closed);
      await quickInput.pick("Trust what the server presents…");
      await quickInput.waitFor("(2/");
      const trust = (await quickInput.waitForRows((rows) => rows.some(isTrust), "the certificate")).find(isTrust);
      await quickInput.pick(trust?.label ?? "");
      await quickInput.waitFor("(3/");
      await quickInput.pick(closedRoot);
      await quickInput.waitFor("(4/");
      await quickInput.pick("Write");
      await quickInput.waitForRows((rows) => rows.some(({ label }) => label === "Copy it"), "the offer");
      await workbench.screenshot("trust-command");
      await quickInput.pick("Copy it");
      const copied = await workbench.copied((text) => text.startsWith("sudo "), "the command");
      const target = `${closedRoot}/${closed.host}/hosts.toml`;
      assert.ok(copied.includes(` && sudo test '!' -e ${target} && `) || copied.includes(` && sudo test ! -e ${target} && `), copied);
      assert.match(copied, new RegExp(`sudo install -D -m 644 \\S+/1-hosts\\.toml ${target} && rm -r `));
    });
  });
}
