import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { hoverCard } from "../support/workbench/hover.ts";
import { openWorkbench, withWorkbench, type Workbench, type WorkbenchOptions } from "../support/workbench/workbench.ts";

const authority = createCertificateAuthority("Example CA");
const accounts = [{ username: "alice", password: "s3cret" }];

for (const host of versions) {
  describe(`Check Host in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    let workbench: Workbench;
    const options = (): WorkbenchOptions => ({
      host,
      files: {
        "certs.d/reg.example/ca.crt": authority.cert,
        "certs.d/reg.example/hosts.toml": `[host."${registry.url}"]\n  ca = "ca.crt"\n\n[host."https://localhost:1"]\n  capabilities = ["pull"]\n`,
        "certs.d/dropped.example/hosts.toml": `[host."${registry.url}"]\n  ca = "../reg.example/ca.crt"\n\n[host."https://other.example"]\n  capabilities = ["pul"]\n`,
      },
      userSettings: { "containerRegistries.hosts.containerdVersion": "2.3", "security.workspace.trust.startupPrompt": "never" },
    });
    const lenses = (title: string) => workbench.page.locator(".codelens-decoration a", { hasText: title });
    const results = (): Promise<string[]> =>
      workbench.page.evaluate(() =>
        [...document.querySelectorAll('.view-line [class*="ced-"]')]
          .map((each) => getComputedStyle(each, "::after").content)
          .filter((content) => content !== "none"),
      );

    before(async () => {
      registry = await startRegistry({
        tls: authority.issue({ commonName: "registry", names: ["127.0.0.1"] }),
        auth: { kind: "basic", accounts },
      });
      workbench = await openWorkbench(options());
      await workbench.editor.open("certs.d/reg.example/hosts.toml");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
    });

    test("shows what came of it beside the line, and all of it in the hover", async () => {
      const { page } = workbench;
      await workbench.editor.clickLens("Check host");
      await eventually(results, (all) => all.some((each) => /✓ wants a login \(Basic\) · certificate until/.test(each)), "the result");
      const line = page.locator(".view-line", { hasText: registry.url }).first();
      const hover = await hoverCard(page, line, page.locator(".monaco-hover", { hasText: "SHA-256" }).first(), { x: 40, y: 8 });
      const text = await hover.innerText();
      for (const wanted of [`GET ${registry.url}/v2/?ns=reg.example`, "CN=Example CA", "TLSv1.3: the certificate is valid"])
        assert.ok(text.includes(wanted), `${wanted} in ${text}`);
      assert.deepEqual(registry.requests.lines(), ["GET /v2/?ns=reg.example"]);
      await workbench.screenshot(`hosts-check-${host}`);
    });

    test("says why a host does not answer", async () => {
      await workbench.page.mouse.move(1, 1);
      await workbench.editor.clickLens("Check host", 1);
      await eventually(results, (all) => all.some((each) => /✗ Connection refused by localhost:1/.test(each)), "the refusal");
      await workbench.screenshot(`hosts-check-refused-${host}`);
    });

    test("a host of a file that containerd drops can be tried, and that it is not used is said", async () => {
      const { editor, page } = workbench;
      await editor.open("certs.d/dropped.example/hosts.toml");
      await eventually(
        () => lenses("Check host").count(),
        (count) => count === 1,
        "one lens",
      );
      await editor.clickLens("Check host");
      await eventually(
        results,
        (all) => all.some((each) => /✓ wants a login \(Basic\) · containerd ignores this file/.test(each)),
        "the result",
      );
      const line = page.locator(".view-line", { hasText: registry.url }).first();
      const words = 'containerd ignores this whole file: "pul" is not a capability.';
      await hoverCard(page, line, page.locator(".monaco-hover", { hasText: words }).first(), { x: 40, y: 8 });
      await workbench.screenshot(`hosts-check-dropped-${host}`);
      await page.mouse.move(1, 1);
    });

    test("a result goes with the settings that it was about", async () => {
      await workbench.editor.setText(`[host."${registry.url}"]\n  ca = "../reg.example/ca.crt"\n  skip_verify = true\n`);
      await eventually(results, (all) => all.length === 0, "no result");
    });

    test("is not offered in a folder that is not trusted", async () => {
      registry.requests.clear();
      await withWorkbench("hosts-check-untrusted", { ...options(), workspaceTrust: true }, async (untrusted) => {
        const { page, editor } = untrusted;
        await page.locator(".part.statusbar", { hasText: "Restricted Mode" }).waitFor();
        await editor.open("certs.d/reg.example/hosts.toml");
        await page.locator(".codelens-decoration a", { hasText: "Explain pull path…" }).first().waitFor();
        assert.equal(await page.locator(".codelens-decoration a", { hasText: "Check host" }).count(), 0);
        await untrusted.screenshot(`hosts-check-untrusted-${host}`);
      });
      assert.deepEqual(registry.requests.lines(), []);
    });
  });
}
