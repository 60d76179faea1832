import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import type { Sandbox } from "../support/vscode/sandbox.ts";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { hoverAt } from "../support/workbench/hover.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** A registry whose login a helper keeps: nothing answers there, and nothing is to be asked. */
const asleep = "asleep.example";

const files = ({ host: at }: RunningRegistry) => ({
  "app/Dockerfile": [
    `FROM ${at}/tools/runtime:3.1.0-alpine AS build`,
    "FROM other.example/x:1",
    `FROM ${asleep}/x:1`,
    `FROM ${at}/no/such:1`,
    "FROM build",
    "",
  ].join("\n"),
  "compose.yaml": `services:\n  web:\n    image: "${at}/team/app/api:2.3.0"\n`,
});

/** The helper says that it was asked. */
function prepare({ dockerConfig, home }: Sandbox, { host: at }: RunningRegistry): void {
  const bin = path.join(home, "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "docker-credential-lab"), `#!/bin/sh\ntouch '${home}/helper-ran'\necho '{}'\n`, { mode: 0o755 });
  writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
  writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [at]: {} }, credHelpers: { [asleep]: "lab" } }));
}

describe(`images that files name, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    registry.store.repositories.set("tools/runtime\nRUN evil", registry.store.open("tools/runtime"));
    workbench = await openWorkbench({
      host,
      files: files(registry),
      environment: { SHELL: "/bin/sh" },
      prepare: (sandbox) => prepare(sandbox, registry),
    });
    await workbench.editor.open("app/Dockerfile");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("a hover says what an image is and whose login was used; an open file alone asks for nothing", async () => {
    assert.deepEqual(registry.requests.lines(), []);
    const card = await hoverAt(workbench, 1, 10, /Looked up/);
    assert.match(card, new RegExp(`${registry.host}/tools/runtime:3\\.1\\.0-alpine`));
    assert.match(card, /Image for \d platforms/);
    assert.match(card, /linux\/amd64, linux\/arm64/);
    assert.match(card, /Size: .* for linux\/amd64/);
    assert.match(card, /Created: /);
    assert.match(card, /sha256:[0-9a-f]{64}/);
    assert.match(card, /Looked up at localhost:\d+ without a login/);
    await workbench.screenshot(`image-hover-${host}`);
    await workbench.page.keyboard.press("Escape");
    assert.match(await hoverAt(workbench, 4, 10, /no\/such/), /Not found at localhost:\d+\./);
  });

  test("a registry that is not the person's is not asked, nor is a helper", async () => {
    registry.requests.clear();
    assert.match(await hoverAt(workbench, 2, 10, /other\.example/), /Not looked up: other\.example is not among your registries\./);
    assert.match(await hoverAt(workbench, 3, 10, /asleep\.example/), /kept by docker-credential-lab, which is not asked before you open/);
    await workbench.screenshot(`image-hover-asleep-${host}`);
    assert.equal(existsSync(path.join(workbench.sandbox.home, "helper-ran")), false);
    assert.deepEqual(registry.requests.lines(), []);
  });

  test("the hover leads to the image in the tree", async () => {
    const { page, quickInput } = workbench;
    await quickInput.openBy(async () => {
      await hoverAt(workbench, 1, 10, /Looked up/);
      await click(page.locator(".monaco-hover:visible a", { hasText: "Go to Image" }).first());
    }, "Go to Image");
    await eventually(
      async () => (await quickInput.rows()).map(({ label }) => label),
      ([first]) => first === `Open ${registry.host}/tools/runtime:3.1.0-alpine`,
      "the image",
    );
    await quickInput.cancel();
  });

  test("registries, repositories and tags are offered where an image is typed", async () => {
    const { page, editor } = workbench;
    const rows = page.locator(".suggest-widget.visible .monaco-list-row");
    /** Takes what is chosen in the list, once that is this. */
    const take = async (label: string, picture: string): Promise<void> => {
      const chosen = page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: label }).first();
      const isShown = async (): Promise<boolean> => {
        if ((await rows.count()) === 0) await page.keyboard.press("Control+Space");
        return chosen.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      };
      await eventually(isShown, Boolean, `“${label}” to be offered`);
      await workbench.screenshot(`image-completion-${picture}-${host}`);
      // What the registry lists besides would be more than a name in the file.
      assert.doesNotMatch((await rows.allInnerTexts()).join("\n"), /evil/);
      await page.keyboard.press("Enter");
    };
    await editor.goToLine(6);
    await editor.type("FROM local");
    await take(registry.host, "registry");
    await editor.waitForText((text) => text.includes(`\nFROM ${registry.host}/`), "the registry");
    await editor.type("runt");
    await take("tools/runtime", "repository");
    await editor.waitForText((text) => text.includes(`\nFROM ${registry.host}/tools/runtime:`), "the repository");
    await editor.type("3.1.0-s");
    await take("3.1.0-slim", "tag");
    await editor.waitForText((text) => text.includes(`\nFROM ${registry.host}/tools/runtime:3.1.0-slim`), "the tag");
  });

  test("a quick fix pins an image by its digest, and the hover says when the tag has moved", async () => {
    const { editor } = workbench;
    await editor.goToLine(1, 10);
    await editor.openQuickFixes("Pin Image by Digest");
    await workbench.screenshot(`image-actions-${host}`);
    const isPinned = async (): Promise<boolean> => /^FROM \S+:3\.1\.0-alpine@sha256:[0-9a-f]{64} AS build/.test(await editor.text());
    await editor.takeQuickFix("Pin Image by Digest", isPinned);
    assert.match(await hoverAt(workbench, 1, 10, /still points/), /“3\.1\.0-alpine” still points to this digest\./);
    assert.match(await editor.text(), /^FROM localhost/);
    const { tags } = registry.store.open("tools/runtime");
    const other = tags.get("3.2.0");
    assert.ok(other !== undefined);
    tags.set("3.1.0-alpine", other);
    assert.match(await hoverAt(workbench, 1, 10, /another digest/), new RegExp(other));
  });

  test("a command replaces the tag at the cursor with the newest of its make, and keeps the pin", async () => {
    const { editor } = workbench;
    await editor.goToLine(1, 10);
    await workbench.runCommand("Container Registries: Update Image to Its Newest Tag");
    await editor.waitForText((text) => /^FROM \S+:3\.19\.5-alpine@sha256:[0-9a-f]{64} AS build/.test(text), "the newest tag");
  });
});

describe(`newer tags of images that files name, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      files: files(registry),
      userSettings: { "containerRegistries.references.newerTags": true },
      prepare: (sandbox) => prepare(sandbox, registry),
    });
    await workbench.editor.open("compose.yaml");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("a line above the image says which, and puts it there", async () => {
    const { page, editor } = workbench;
    const lens = page.locator(".codelens-decoration a", { hasText: "Newer: 2.3.1" });
    await workbench.screenshot(`image-newer-before-${host}`);
    await lens.first().waitFor();
    await workbench.screenshot(`image-newer-${host}`);
    await click(lens.first());
    await editor.waitForText((text) => text.includes('/team/app/api:2.3.1"'), "the newer tag");
    await lens.first().waitFor({ state: "hidden" });
  });
});

describe(`images that files of a folder name that is not trusted, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      files: files(registry),
      workspaceTrust: true,
      userSettings: { "security.workspace.trust.startupPrompt": "never", "containerRegistries.references.newerTags": true },
      prepare: (sandbox) => prepare(sandbox, registry),
    });
    await workbench.editor.open("app/Dockerfile");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("are not looked up", async () => {
    assert.match(await hoverAt(workbench, 1, 10, /Not looked up/), /Not looked up: this folder is not trusted\./);
    assert.deepEqual(registry.requests.lines(), []);
  });
});
