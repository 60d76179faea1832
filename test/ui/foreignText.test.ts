import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { type HostileRegistry, startHostileRegistry } from "../support/hostileRegistry.ts";
import { version, versions } from "../support/vscode/versions.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { hoverCard } from "../support/workbench/hover.ts";
import { assertPlain, type Found, look, unseen } from "../support/workbench/surfaceText.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";
import { foreignFiles, prepareForeignFiles, testForeignFiles } from "./foreignFiles.ts";

const harmless = "this is plain";
/** A mark at its end tells that all of it is shown. */
const hostile =
  "see [this page](command:workbench.action.terminal.new) $(error) ![x](http://127.0.0.1:1/p.png) <img src=x> https://evil.example www.evil.example `a` **b** \u202Egnp.\u200B end";
for (const host of versions) {
  describe(`what a registry or a file says, in VS Code ${host}`, () => {
    let registry: HostileRegistry;
    let workbench: Workbench;
    const settings: Record<string, unknown> = {
      "containerRegistries.credentials.store": "file",
      "containerRegistries.connection.plainHttp": [],
      "editor.inlayHints.maximumLength": 0,
      "problems.showCurrentInStatus": true,
      "problems.sortOrder": "position",
      "security.workspace.trust.startupPrompt": "never",
    };

    before(async () => {
      registry = await startHostileRegistry();
      registry.words = harmless;
      workbench = await openWorkbench({
        host,
        files: {
          ...foreignFiles,
          "certs.d/reg.example/hosts.toml": `[host."${registry.url}"]\n  capabilities = ["pull"]\n  ca = "[this page](command:workbench.action.terminal.new) $(error).crt"\n`,
          "certs.d/hover.example/hosts.toml": `[host."${registry.url}"]\n  capabilities = ["pull", "resolve"]\n  ca = "x\` ![this page](http://127.0.0.1:1/p.png) https://evil.example workbench.action.terminal.new"\n`,
          "certs.d/caps.example/hosts.toml": `[host."https://a.example"]\n  capabilities = ["![this page](http://127.0.0.1:1/workbench.action.terminal.new)"]\n`,
          "certs.d/answer.example/hosts.toml": `[host."${registry.url}"]\n  capabilities = ["pull"]\n`,
        },
        userSettings: settings,
        environment: { SHELL: "/bin/sh" },
        prepare: (sandbox) => {
          writeFileSync(path.join(sandbox.dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } }));
          settings["containerRegistries.hosts.directories"] = [path.join(sandbox.workspace, "certs.d")];
          prepareForeignFiles(sandbox);
        },
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
    });

    /** What the surface shows of a harmless text, then of a hostile one. */
    const compare = async (shown: (words: string) => Promise<Found>): Promise<void> => {
      registry.words = harmless;
      const plain = await shown("this is plain");
      registry.words = hostile;
      assertPlain(await shown("this page"), plain);
    };
    const message = (): Locator => workbench.quickInput.widget.locator(".quick-input-message");
    /** Begins a login by typing the registry's host, and chooses what it stands for. */
    const chooseRow = async (row: string): Promise<void> => {
      const { quickInput } = workbench;
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("(1/3)");
      await quickInput.type(registry.host);
      await quickInput.pick(row);
    };

    /** A row of the list, and what a screen reader says of it. */
    const lookAtErrorRow = async (words: string): Promise<Found> => {
      const { quickInput } = workbench;
      const row = quickInput.widget.locator(".quick-input-list .monaco-list-row", { hasText: words }).first();
      await row.waitFor();
      await workbench.screenshot(`foreign-pick-${host}`);
      const found = await look(row);
      assert.doesNotMatch((await row.getAttribute("aria-label")) ?? "", unseen);
      await quickInput.cancel();
      return found;
    };

    // What the language server says is the same for both, and `test/server/foreignText.test.ts` looks at all of it.
    if (host === version) testForeignFiles(() => workbench, host);

    test("the password box", async () => {
      const { quickInput } = workbench;
      registry.mode = "refuses";
      await chooseRow(`Log in to ${registry.host}`);
      await quickInput.waitFor("(2/3)");
      await quickInput.enter("alice");
      await quickInput.waitFor("(3/3)");
      await compare(async (words) => {
        await quickInput.enter(`wrong ${words}`);
        await quickInput.waitForMessage(words);
        await workbench.screenshot(`foreign-password-${host}`);
        return look(message());
      });
      await quickInput.cancel();
    });

    test("the row of a registry that did not answer", async () => {
      registry.mode = "fails";
      await compare(async (words) => {
        await chooseRow(`Log in to ${registry.host}`);
        return lookAtErrorRow(words);
      });
    });

    test("the host box", async () => {
      const { quickInput } = workbench;
      registry.mode = "fails";
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("(1/3)");
      await quickInput.type("any other");
      await quickInput.pick("Any other registry");
      await quickInput.waitFor("(2/4)");
      await compare(async (words) => {
        await quickInput.enter(registry.host);
        await quickInput.waitForMessage(words);
        return look(message());
      });
      await quickInput.cancel();
    });

    test("the error row of a quick pick", async () => {
      registry.mode = "fails";
      await compare(async (words) => {
        await chooseRow(`Browse ${registry.host} without a login`);
        return lookAtErrorRow(words);
      });
    });

    test("the Add Repository box, and names of repositories in the tree", async () => {
      const { quickInput } = workbench;
      const tree = workbench.tree("Registries");
      registry.mode = "fails";
      await quickInput.openBy(() => tree.clickContextMenu(registry.host, "Add Repository…"), "Add a Repository");
      await compare(async (words) => {
        await quickInput.enter("team/app");
        await quickInput.waitForMessage(words);
        return look(message());
      });
      await quickInput.cancel();
    });

    /** A row, what a screen reader says of it, and its hover. */
    const lookAtRow = async (words: string): Promise<readonly Found[]> => {
      const { page } = workbench;
      const row = workbench.tree("Registries").element.locator(".monaco-list-row", { hasText: words }).first();
      await row.waitFor();
      const spoken = (await row.getAttribute("aria-label")) ?? "";
      // “Loading...” stands in it at first.
      const loaded = page.locator(".workbench-hover:visible, .monaco-hover:visible", { hasText: /this[ _](?:is plain|page)/ }).last();
      const card = await hoverCard(page, row.locator(".label-name"), loaded, { x: 5, y: 5 });
      const found = [await look(row.locator(".label-name")), { text: spoken, markup: 0 }, await look(card)];
      await workbench.screenshot(`foreign-tree-${host}`);
      await page.mouse.move(1, 1);
      await card.waitFor({ state: "hidden" });
      return found;
    };

    for (const [name, mode] of [
      ["an error row of the tree", "fails"],
      ["the name of a repository", "lists"],
    ] as const) {
      test(`${name}: label, spoken name and hover`, async () => {
        const tree = workbench.tree("Registries");
        registry.mode = mode;
        registry.words = harmless;
        await workbench.runCommand("Container Registries: Refresh");
        await tree.expand(registry.host);
        const plain = await lookAtRow(harmless);
        registry.words = hostile;
        await workbench.runCommand("Container Registries: Refresh");
        const found = await lookAtRow("this page");
        for (const [index, each] of found.entries()) assertPlain(each, plain[index] as Found);
        await tree.collapse(registry.host);
      });
    }

    test("a notification: a path that a workspace's hosts.toml names", async () => {
      const { page, editor, notifications } = workbench;
      await editor.open("certs.d/reg.example/hosts.toml");
      await editor.clickLens("Check host");
      await notifications.waitFor("this page");
      const toast = page.locator(".notification-list-item-message", { hasText: "this page" });
      await workbench.screenshot(`foreign-notification-${host}`);
      assertPlain(await look(toast), { text: "", markup: 0 });
      await notifications.dismissAll();
    });

    test("Check Host: the text beside the line, and the hover", async () => {
      const { page, editor } = workbench;
      registry.mode = "fails";
      registry.words = hostile;
      await editor.open("certs.d/answer.example/hosts.toml");
      await editor.clickLens("Check host");
      const results = (): Promise<string[]> =>
        page.evaluate(() =>
          [...document.querySelectorAll('.view-line [class*="ced-"]')]
            .map((each) => getComputedStyle(each, "::after").content)
            .filter((each) => each !== "none"),
        );
      const [result = ""] = await eventually(results, (all) => all.some((each) => each.includes("this page")), "the result");
      assert.doesNotMatch(result, unseen);
      const line = page.locator(".view-line:visible", { hasText: registry.url }).first();
      const contents = page.locator(".monaco-hover .hover-contents:visible", { hasText: "this page" }).first();
      const hover = await hoverCard(page, line, contents, { x: 40, y: 8 });
      await workbench.screenshot(`foreign-check-${host}`);
      // The request stands as code.
      assertPlain(await look(hover), { text: "", markup: 1 });
      await page.mouse.move(1, 1);
    });

    test("the hover of the language server", async () => {
      const { page, editor } = workbench;
      await editor.open("certs.d/caps.example/hosts.toml");
      const line = page.locator(".view-line:visible", { hasText: "a.example" }).first();
      const contents = page.locator(".monaco-hover .hover-contents:visible", { hasText: "this page" }).first();
      await hoverCard(page, line, contents, { x: 60, y: 8 });
      await workbench.screenshot(`foreign-hover-${host}`);
      assert.equal(await page.locator(".monaco-hover .hover-contents img").count(), 0);
      assert.equal(
        await page
          .locator(".monaco-hover .hover-contents a[href*='127.0.0.1'], .monaco-hover .hover-contents a[data-href*='127.0.0.1']")
          .count(),
        0,
      );
      await page.mouse.move(1, 1);
    });

    test("the status bar and the clipboard: an error that was copied", async () => {
      const { page } = workbench;
      const tree = workbench.tree("Registries");
      registry.mode = "fails";
      // A terminal would run what stands behind a line end.
      registry.words = `${hostile}\nid\n`;
      await workbench.runCommand("Container Registries: Refresh");
      await tree.expand(registry.host);
      const isMeant = (label: string): boolean => label.includes("this page");
      const rows = await tree.waitForRows((all) => all.some(({ label }) => isMeant(label)), "the error");
      const item = page.locator(".part.statusbar .statusbar-item", { hasText: "Copied" }).first();
      const copy = async (): Promise<void> => {
        await tree.focus(rows.find(({ label }) => isMeant(label))?.label ?? "");
        await page.keyboard.press("ControlOrMeta+c");
      };
      await actUntil(copy, () => item.isVisible(), "what was copied, in the status bar");
      assertPlain(await look(item), { text: "", markup: await item.locator("a.statusbar-item-label").count() });
      const copied = await workbench.copied(isMeant, "the error on the clipboard");
      assert.doesNotMatch(copied, unseen);
      await tree.collapse(registry.host);
    });

    test("a reference that would be a command where it is pasted is not copied", async () => {
      const { page, notifications } = workbench;
      const tree = workbench.tree("Registries");
      registry.mode = "lists";
      registry.words = hostile;
      await workbench.runCommand("Container Registries: Refresh");
      await tree.expand(registry.host);
      await page.evaluate(() => navigator.clipboard.writeText("before"));
      const isSaid = async (): Promise<boolean> => (await notifications.list()).some((each) => each.message.includes("this page"));
      await actUntil(() => tree.clickContextMenu(/this page/, "Copy Reference"), isSaid, "why it is not copied");
      assertPlain(await look(page.locator(".notification-list-item-message", { hasText: "this page" })), { text: "", markup: 0 });
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "before");
      await notifications.dismissAll();
      await tree.collapse(registry.host);
    });

    test("the log", async () => {
      registry.mode = "fails";
      registry.words = `warned \u009B31m ${hostile}\n2026-01-01 00:00:00.000 [error] not an entry`;
      await workbench.runCommand("Container Registries: Refresh");
      await workbench.tree("Registries").expand(registry.host);
      const log = await eventually(
        () => Promise.resolve(workbench.log("Container Registries")),
        (text) => text.includes("warned"),
        "the warning in the log",
      );
      assert.doesNotMatch(log.replaceAll(/\r?\n/g, ""), /[\p{Cc}\p{Cf}]/u);
      assert.doesNotMatch(log, /^2026-01-01 00:00:00.000/m);
      assert.match(log, /\\u\{9B\}31m/);
    });

    test("paths and entries of config.json: above the tree, in its rows, in a modal dialog", async () => {
      const { page, sandbox, notifications } = workbench;
      const directory = path.join(sandbox.workspace, "see [this page](command:workbench.action.terminal.new) $(error) \u202E");
      mkdirSync(directory, { recursive: true });
      const auths = { [registry.host]: {}, [hostile.replaceAll("/", "-")]: { auth: "!" } };
      writeFileSync(path.join(directory, "config.json"), JSON.stringify({ auths }));
      const settingsFile = path.join(sandbox.folder, "server/data/Machine/settings.json");
      const written = JSON.parse(readFileSync(settingsFile, "utf8")) as object;
      writeFileSync(settingsFile, JSON.stringify({ ...written, "containerRegistries.credentials.dockerConfig": directory }));

      const above = page.locator(".part.sidebar .message", { hasText: "Logins are in" });
      await above.waitFor();
      assertPlain(await look(above), { text: "", markup: 0 });
      for (const each of await lookAtRow("cannot be decoded")) assertPlain(each, { text: "", markup: 0 });

      await notifications.openDialogBy(() => workbench.tree("Registries").clickContextMenu(registry.host, "Log Out"));
      await workbench.screenshot(`foreign-dialog-${host}`);
      const dialog = await look(page.locator(".monaco-dialog-box .dialog-message-container"));
      assertPlain(dialog, { text: "", markup: 0 });
      await notifications.clickDialog("Cancel");
    });
  });
}
