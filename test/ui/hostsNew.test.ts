import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createSelfSigned, derOf } from "../support/certificates/certificateAuthority.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { eventually, expectEventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const own = createSelfSigned({ commonName: "registry", names: ["127.0.0.1"] }, "ec");
const fingerprint = createHash("sha256").update(derOf(own.cert)).digest("hex").toUpperCase();

/** Root may not write there either. */
const forbidden = "/sys/container-registries";

for (const host of versions) {
  describe(`New hosts.toml in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    let workbench: Workbench;
    // Drawn by the graphics processor, a terminal has no text to read.
    const settings: Record<string, unknown> = {
      "containerRegistries.hosts.containerdVersion": "2.3",
      "terminal.integrated.gpuAcceleration": "off",
    };
    const root = (): string => path.join(workbench.sandbox.home, ".config/containerd/certs.d");
    const start = async (): Promise<void> => {
      await workbench.runCommand("Container Registries: New hosts.toml…");
      await workbench.quickInput.waitFor("New hosts.toml (1/");
    };

    before(async () => {
      registry = await startRegistry({ tls: own });
      workbench = await openWorkbench({
        host,
        // Tests may run as root, whose own place is below /etc.
        prepare: ({ home, folder }) =>
          Object.assign(settings, {
            "containerRegistries.hosts.directories": [path.join(home, ".config/containerd/certs.d"), folder, forbidden],
          }),
        userSettings: settings,
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
    });

    test("asks what it is for, has the fingerprint compared, writes the file and opens it", async () => {
      const { quickInput, editor } = workbench;
      await start();
      await workbench.screenshot(`hosts-new-${host}`);
      await quickInput.pick("Registry with a private certificate authority");
      await quickInput.waitFor("(2/5)");
      await quickInput.enter(registry.host);
      await quickInput.waitFor("(3/5)");
      await quickInput.pick("From the server");
      await quickInput.waitFor("(4/5)");
      const [trust] = await quickInput.waitForRows(([row]) => row?.label.startsWith("Trust ") === true, "the certificate");
      assert.ok(trust !== undefined);
      const [shown = "", until = ""] = `${trust.label}${trust.detail}`.replace("Trust ", "").split(", until ");
      assert.equal(shown.replaceAll(":", ""), fingerprint);
      assert.match(until, /^\d{4}-\d{2}-\d{2}$/);
      assert.equal(
        await quickInput.widget
          .locator(".label-name, .quick-input-list-label-meta")
          .evaluateAll((all) => all.some((each) => each.scrollWidth > each.clientWidth)),
        false,
        "nothing is cut off",
      );
      await workbench.screenshot(`hosts-new-fingerprint-${host}`);
      await quickInput.pick(trust.label);
      await quickInput.waitFor("(5/5)");
      await workbench.screenshot(`hosts-new-place-${host}`);
      await quickInput.pick(root());
      await editor.waitForText((text) => text.includes(`server = "${registry.url}"`), "the file");
      assert.equal(
        readFileSync(path.join(root(), registry.host, "hosts.toml"), "utf8"),
        `server = "${registry.url}"\n\n[host."${registry.url}"]\n  ca = "ca.crt"\n`,
      );
      await editor.waitForLanguage((name) => name === "containerd hosts.toml");
      await workbench.screenshot(`hosts-new-written-${host}`);
    });

    test("a certificate is chosen in a dialog, and the flow goes on where it was", async () => {
      const { quickInput, sandbox } = workbench;
      const file = path.join(sandbox.folder, "authority.pem");
      writeFileSync(file, own.cert);
      await start();
      await quickInput.pick("Registry with a private certificate authority");
      await quickInput.waitFor("(2/5)");
      await quickInput.enter("other.example:5000");
      await quickInput.waitFor("(3/5)");
      await quickInput.pick("From a file");
      await quickInput.waitFor("(4/5)");
      await quickInput.clickButton("Browse…");
      const shows = (label: string) => quickInput.waitForRows((rows) => rows.some((row) => row.label === label), `${label} in the dialog`);
      await shows("..");
      await quickInput.type(file);
      await shows("authority.pem");
      await quickInput.accept();
      await quickInput.waitFor("(4/5)");
      assert.equal(await quickInput.value(), file);
      await workbench.screenshot(`hosts-new-browsed-${host}`);
      await quickInput.accept();
      await quickInput.waitFor("(5/5)");
      await quickInput.cancel();
    });

    test("imports a tree of certificate directories: those that are picked, and what is skipped is said", async () => {
      const { quickInput, editor, notifications, sandbox } = workbench;
      const tree = path.join(sandbox.folder, "docker-certs.d");
      const laidOut = {
        "a.example/ca.crt": own.cert,
        "b.example:5000/client.cert": own.cert,
        "b.example:5000/client.key": own.key,
        "c.example/ca.crt": own.cert,
        "d.example/notes.txt": "",
        "_default/ca.crt": own.cert,
      };
      for (const [name, content] of Object.entries(laidOut)) {
        mkdirSync(path.dirname(path.join(tree, name)), { recursive: true });
        writeFileSync(path.join(tree, name), content);
      }
      symlinkSync("loop", path.join(sandbox.folder, "loop"));
      await start();
      await quickInput.pick("Import Docker's certificate directories");
      await quickInput.waitFor("(2/4)");
      await quickInput.enter(path.join(sandbox.folder, "loop"));
      await quickInput.waitForMessage("cannot be read (ELOOP). Symbolic links on its path lead in a circle");
      await quickInput.enter(tree);
      await quickInput.waitFor("(3/4)");
      const found = await quickInput.waitForRows((rows) => rows.some(({ label }) => label === "a.example"), "what was found");
      assert.deepEqual(
        found.map(({ label, detail }) => [label, detail]),
        [
          ["a.example", "ca.crt"],
          ["b.example:5000", "client.cert + client.key"],
          ["c.example", "ca.crt"],
        ],
      );
      await quickInput.pick("c.example");
      await workbench.screenshot(`hosts-new-import-${host}`);
      await quickInput.clickButton("OK");
      await quickInput.waitFor("(4/4)");
      await quickInput.pick(root());
      await editor.waitForText((text) => text.includes('server = "https://a.example"'), "the first of the files");
      await notifications.click("2 files were written; entries left out: 2.", "Show Details");
      const logged = () => Promise.resolve(workbench.log("Container Registries"));
      await expectEventually(logged, "d.example was skipped: has no *.crt and no *.cert.", "the log");
      await expectEventually(logged, path.join(root(), "b.example:5000/hosts.toml was written."), "the log");
      await workbench.page.locator(".part.panel .view-line", { hasText: "was skipped" }).first().waitFor();
      await workbench.screenshot(`hosts-new-imported-${host}`);
      await workbench.runCommand("View: Hide Panel");
      assert.equal(existsSync(path.join(root(), "c.example")), false);
      const pair = `[["${tree}/b.example:5000/client.cert", "${tree}/b.example:5000/client.key"]]`;
      assert.equal(
        readFileSync(path.join(root(), "b.example:5000/hosts.toml"), "utf8"),
        `server = "https://b.example:5000"\n\n[host."https://b.example:5000"]\n  client = ${pair}\n`,
      );
      await notifications.dismissAll();
    });

    test(
      "puts the command that writes where this person may not into a terminal, and nothing of it runs",
      { skip: !existsSync("/sys") && "needs a directory that nobody may write to" },
      async () => {
        const { quickInput, notifications, page } = workbench;
        await start();
        await quickInput.pick("Mirror of Docker Hub");
        await quickInput.waitFor("(2/3)");
        await quickInput.enter("https://mirror.example");
        await quickInput.waitFor("(3/3)");
        await quickInput.pick(forbidden);
        const { message, detail } = await notifications.waitForDialog();
        assert.equal(message, `You do not have permission to write to ${forbidden}/docker.io.`);
        const [command = "", source = ""] =
          /sudo install -D -m 644 (\S+\/0-hosts\.toml) \/sys\/container-registries\/docker\.io\/hosts\.toml && rm -r \S+$/.exec(detail) ??
          [];
        assert.equal(existsSync(path.dirname(source)), false);
        await workbench.screenshot(`hosts-new-denied-${host}`);
        await notifications.clickDialog("Put It into a Terminal");
        // VS Code may open a terminal of its own with the panel.
        const typed = (): Promise<string[]> =>
          page
            .locator(".xterm-rows")
            .allInnerTexts()
            .then((terminals) => terminals.map((rows) => rows.replaceAll(/\s/g, "")));
        const wanted = command.replaceAll(/\s/g, "");
        // What arrives before the shell is ready is echoed above the prompt as well.
        const atPrompt = (text: string): string => text.split(/[#$]/).at(-1) ?? "";
        const shown = await eventually(
          typed,
          (terminals) => terminals.some((text) => atPrompt(text).includes(wanted)),
          "the command in the terminal",
        );
        assert.equal(shown.map(atPrompt).join(" ").split("sudoinstall").length, 2, "once");
        await workbench.screenshot(`hosts-new-terminal-${host}`);
        assert.equal(
          readFileSync(source, "utf8"),
          'server = "https://registry-1.docker.io"\n\n[host."https://mirror.example"]\n  capabilities = ["pull", "resolve"]\n',
        );
        assert.equal(statSync(path.dirname(source)).mode & 0o777, 0o700);
        assert.equal(existsSync(forbidden), false);
        rmSync(path.dirname(source), { recursive: true });
        await workbench.runCommand("Terminal: Kill All Terminals");
        // Until then the focus goes back to the editor, and takes an open quick pick away.
        await page.locator(".part.panel").waitFor({ state: "hidden" });
        await page.locator(".part.editor .monaco-editor.focused").first().waitFor();
      },
    );

    test("leaves a file that exists as it is, and opens it", async () => {
      const { quickInput, notifications } = workbench;
      await start();
      await quickInput.pick("Registry without a valid certificate, or with plain HTTP");
      await quickInput.waitFor("(2/4)");
      await quickInput.enter(registry.host);
      await quickInput.waitFor("(3/4)");
      await quickInput.pick("Plain HTTP");
      await quickInput.waitFor("(4/4)");
      await quickInput.pick(root());
      await notifications.waitFor("exists already and was left as it is");
    });
  });
}
