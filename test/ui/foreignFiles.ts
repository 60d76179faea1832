import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { writeString } from "../../src/hosts/syntax/edits.ts";
import type { Sandbox } from "../support/vscode/sandbox.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { hoverCard } from "../support/workbench/hover.ts";
import { assertPlain, type Found, look } from "../support/workbench/surfaceText.ts";
import type { Workbench } from "../support/workbench/workbench.ts";

const harmless = "this page, workbench.action.terminal.new";
const hostile =
  "a [this page](command:workbench.action.terminal.new) $(flame) ![x](http://127.0.0.1:9/p.png) `b` <img src=x onerror=alert(1)> https://evil.example **c** \u202Egnp.\u200B\nend";

/** Which of the two a surface shows. */
const marks = { plain: "this page, work", hostile: /a.\[this.page/ } as const;

const bare = (words: string): string => words.replaceAll(/["\\\p{Cc}\p{Cf}]/gu, "");

/** A file of which there are two: one says something harmless where the other is hostile. */
interface Subject {
  /** Below the workspace, for the harmless one. */
  readonly file: string;
  readonly content: (words: string) => string;
}

const hosts: Subject = {
  file: "certs.d/plain.example/hosts.toml",
  content: (words) =>
    `# comment\n${writeString(words)} = 1\nserver = ""\n[host."https://a.example/${bare(words)}"]\n  capabilities = ["pull"]\n  client = ""\n  ca = ${writeString(words)}\n  header = { ${writeString(words)} = "x", x-team = ${writeString(words)} }\n`,
};
const nested: Subject = {
  file: "certs.d/plain-2.example/hosts.toml",
  content: (words) =>
    `[host."https://a.example"]\n[host."https://a.example".host."https://b.example/${bare(words)}"]\n  capabilities = ["pull"]\n`,
};
const config: Subject = {
  file: "plain/etc/containerd/config.toml",
  content: (words) =>
    `version = 3\n[plugins."io.containerd.cri.v1.images".registry]\n  ${writeString(words)} = {}\n  config_path = "/etc/containerd/certs.d:/${bare(words).replaceAll(/[/:]/g, "_")}"\n`,
};
const registries: Subject = {
  file: "plain/rancher/k3s/registries.yaml",
  content: (words) => `mirrors:\n  ${JSON.stringify(words)}: none\n`,
};

const kinds = { plain: harmless, hostile } as const;
type Kind = keyof typeof kinds;
const nameOf = (file: string, kind: Kind): string => file.replace("plain", kind);

/** Files of the workspace. */
export const foreignFiles: Readonly<Record<string, string>> = Object.fromEntries(
  [hosts, nested, config, registries].flatMap(({ file, content }) =>
    (["plain", "hostile"] as const).map((kind) => [nameOf(file, kind), content(kinds[kind])]),
  ),
);

/** Names of files, and a containerd that says of itself what it likes. */
export function prepareForeignFiles({ workspace, home }: Sandbox): void {
  for (const words of Object.values(kinds)) writeFileSync(path.join(workspace, "certs.d/plain.example", words.replaceAll("/", "-")), "");
  const bin = path.join(home, "bin");
  mkdirSync(bin);
  // The first word is taken for the version.
  const says = hostile.replaceAll(/\s/g, "_").replaceAll(",", "");
  writeFileSync(path.join(bin, "containerd"), `#!/bin/sh\ncat <<'END'\ncontainerd v2.3.0-${says}\nEND\n`);
  chmodSync(path.join(bin, "containerd"), 0o755);
  // VS Code takes PATH from a login shell.
  writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
}

/** A finding that quotes the words. */
interface Quoting {
  readonly name: string;
  readonly subject: Subject;
  readonly code: string;
  /** Where it begins. */
  readonly start: RegExp;
}

/** Without what is left in it of the list that was shown before. */
const quickRow = ".quick-input-list .monaco-list-row .quick-input-list-rows";
const quoted = /"(?:a \[)?this page/;
const findings: readonly Quoting[] = [
  { name: "hosts.toml", subject: hosts, code: "unknown-key", start: quoted },
  { name: "config.toml", subject: config, code: "config-unknown-key", start: quoted },
  { name: "registries.yaml", subject: registries, code: "registries-type", start: /none/ },
];
/** Those with a quick fix whose title quotes the words. */
const fixable: readonly Omit<Quoting, "code">[] = [
  { name: "hosts.toml", subject: nested, start: /host."https:\/\/b/ },
  { name: "config.toml", subject: config, start: /"\/etc/ },
];

/** Each surface that shows something of a file that is open in the editor. */
export function testForeignFiles(workbenchOf: () => Workbench, host: string): void {
  const shown = (selector: string, mark: string | RegExp): Locator => workbenchOf().page.locator(selector, { hasText: mark }).first();
  const shot = (name: string): Promise<string> => workbenchOf().screenshot(`foreign-${name}-${host}`);
  /** The surface once it shows the words; Escape closes it. */
  const lookAt = async (selector: string, kind: Kind, name: string): Promise<Found> => {
    const surface = shown(selector, marks[kind]);
    await surface.waitFor();
    await shot(`${name}-${kind}`);
    const found = await look(surface);
    await workbenchOf().page.keyboard.press("Escape");
    return found;
  };
  /** Opens the harmless file, then the hostile one, and compares what the surfaces show. */
  const compare = async ({ file }: Subject, surfaces: (kind: Kind) => Promise<readonly Found[]>): Promise<void> => {
    const open = async (kind: Kind): Promise<void> => {
      // The Problems view has room for the findings of one file.
      await workbenchOf().runCommand("View: Close All Editors");
      await workbenchOf().editor.open(nameOf(file, kind));
    };
    await open("plain");
    const plain = await surfaces("plain");
    await open("hostile");
    for (const [index, found] of (await surfaces("hostile")).entries()) assertPlain(found, plain[index] as Found);
  };
  /** Puts the caret where the finding begins, or `offset` characters from there. */
  const goTo = ({ subject, start }: Pick<Quoting, "subject" | "start">, kind: Kind, offset = 0): Promise<void> => {
    const text = subject.content(kinds[kind]);
    const before = text.slice(0, text.search(start) + offset).split("\n");
    return workbenchOf().editor.goToLine(before.length, (before.at(-1) ?? "").length + 1);
  };

  for (const finding of findings) {
    const { name, subject, code } = finding;
    test(`${name}: a finding in the Problems view, in its hover, in the status bar, and below its line`, async () => {
      const { editor, page } = workbenchOf();
      await compare(subject, async (kind) => {
        const rows = page.locator(".markers-panel .monaco-list-row", { hasText: code });
        const row = rows.filter({ hasText: marks[kind] }).first();
        await workbenchOf().runCommand("Problems: Focus on Problems View");
        await row.waitFor();
        const inView = await look(row);
        await goTo(finding, kind);
        const inStatus = await lookAt(".part.statusbar .statusbar-item", kind, `status-${name}`);
        const hover = ".monaco-hover:visible .hover-contents";
        const showHover = async (): Promise<void> => {
          await goTo(finding, kind);
          await workbenchOf().runCommand("Show or Focus Hover");
        };
        await actUntil(showHover, () => shown(hover, marks[kind]).isVisible(), "the hover");
        const inHover = await lookAt(hover, kind, `hover-${name}`);
        const showBelow = async (): Promise<void> => {
          await goTo(finding, kind, -1);
          await page.keyboard.press("F8");
        };
        await actUntil(showBelow, () => shown(".marker-widget", marks[kind]).isVisible(), "the finding below its line");
        const below = await lookAt(".marker-widget", kind, `below-${name}`);
        assert.ok((await editor.squiggles()).length > 0);
        return [inView, inStatus, inHover, below];
      });
    });
  }

  for (const finding of fixable) {
    const { name, subject } = finding;
    test(`${name}: the title of a quick fix`, async () => {
      const { editor } = workbenchOf();
      await compare(subject, async (kind) => {
        await goTo(finding, kind, 2);
        await editor.openQuickFixes("this page");
        return [await lookAt(".action-widget .monaco-list-row", kind, `fix-${name}`)];
      });
    });
  }

  test("hosts.toml: names of files and URLs of hosts that completion offers", async () => {
    const { editor, page } = workbenchOf();
    await editor.open(hosts.file);
    for (const [line, column] of [
      [6, 13],
      [3, 11],
    ] as const) {
      const rows = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "this page" });
      const complete = async (): Promise<void> => {
        await editor.goToLine(line, column);
        await page.keyboard.press("Control+Space");
      };
      await actUntil(complete, async () => (await rows.count()) === 2, "both names");
      await shot(`completion-${line}`);
      const found = await Promise.all((await rows.all()).map((row) => look(row)));
      const isHostile = ({ text }: Found): boolean => text.includes("png");
      assertPlain(found.find(isHostile) as Found, found.find((each) => !isHostile(each)) as Found);
      await page.keyboard.press("Escape");
    }
  });

  test("hosts.toml: the outline, the breadcrumbs and the list of symbols", async () => {
    const { quickInput, page } = workbenchOf();
    await workbenchOf().runCommand("Explorer: Focus on Outline View");
    await compare(hosts, async (kind) => {
      const outline = await lookAt(".outline-tree .monaco-list-row", kind, "outline");
      await goTo({ subject: hosts, start: quoted }, kind, 2);
      const above = await lookAt(".breadcrumbs-control .monaco-breadcrumb-item", kind, "breadcrumbs");
      await actUntil(
        () => page.keyboard.press("Control+Shift+O"),
        () => quickInput.widget.isVisible(),
        "the list of symbols",
      );
      const list = await lookAt(quickRow, kind, "symbols");
      await quickInput.waitForClosed();
      return [outline, above, list];
    });
    await workbenchOf().openViewContainer("Registries");
  });

  test("hosts.toml: the hint beside a host", async () => {
    await compare(hosts, async (kind) => {
      const hint = workbenchOf().page.locator(".view-line span", { hasText: "→" }).last();
      await hint.waitFor();
      await shot(`hint-${kind}`);
      return [await look(hint)];
    });
  });

  test("hosts.toml and registries.yaml: lenses say our words alone", async () => {
    const { editor, page } = workbenchOf();
    for (const { file } of [hosts, registries]) {
      const lenses: string[][] = [];
      for (const kind of ["plain", "hostile"] as const) {
        await editor.open(nameOf(file, kind));
        const read = (): Promise<string[]> => editor.element.locator(".codelens-decoration").allInnerTexts();
        lenses.push(await eventually(read, (all) => all.join("").includes("…"), "a lens"));
      }
      assert.deepEqual(lenses[1], lenses[0]);
      assert.equal(await page.locator(".codelens-decoration .codicon").count(), 0);
    }
  });

  test("the language status, and the list of versions: what a program says of itself", async () => {
    const { page, editor, quickInput } = workbenchOf();
    await editor.open(config.file);
    const item = page.locator('.statusbar-item[id="status.languageStatus"]');
    const hover = await hoverCard(page, item, shown(".hover-language-status .element", /this.page/));
    await shot("language-status");
    // The link that selects another version, and the pin.
    assertPlain(await look(hover), { text: "", markup: 2 });
    await page.mouse.move(1, 1);
    await workbenchOf().runCommand("Container Registries: Select containerd Version for hosts.toml…");
    await quickInput.waitFor("containerd Version");
    // A detail is one element of the list.
    assertPlain(await lookAt(".quick-input-list .monaco-list-row .quick-input-list-label-meta", "hostile", "versions"), {
      text: "",
      markup: 1,
    });
    await quickInput.waitForClosed();
  });

  test("Convert: what was not carried over", async () => {
    const { quickInput, sandbox } = workbenchOf();
    const found: Found[] = [];
    for (const kind of ["plain", "hostile"] as const) {
      await workbenchOf().runCommand("Container Registries: New hosts.toml…");
      await quickInput.waitFor("New hosts.toml (1/");
      await quickInput.pick("Convert another tool's configuration");
      await quickInput.waitFor("(2/");
      await quickInput.pick("Another file…");
      await quickInput.waitFor("(3/");
      const source = path.join(sandbox.folder, `${kind}.yaml`);
      const words = JSON.stringify(kinds[kind]);
      writeFileSync(source, `mirrors:\n  ${words}:\n    endpoint: [${words}]\n  reg.example:\n    endpoint: ["https://m.example"]\n`);
      await quickInput.enter(source);
      await quickInput.waitFor("(4/");
      await quickInput.accept();
      found.push(await lookAt(quickRow, kind, "convert"));
      await quickInput.waitForClosed();
    }
    assertPlain(found[1] as Found, found[0] as Found);
  });
}
