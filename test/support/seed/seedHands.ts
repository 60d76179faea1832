import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { CloudLogins } from "../cloudLogins.ts";
import { click } from "../workbench/click.ts";
import { eventually } from "../workbench/eventually.ts";
import { assertFileHolds, assertFileNames, assertNoneReads, assertToolsRead, type StoredLogin } from "./readBack.ts";
import { type SeedSection, seedSection } from "./guide.ts";

/** What stands for the guide's placeholders: `<USERNAME>` → `alice`. */
export type Placeholders = Readonly<Record<string, string>>;

/** A registry of the guide, and a person's hands at it. */
export interface SeedPlace {
  readonly host: string;
  readonly login: StoredLogin;
  readonly placeholders: Placeholders;
}

/** The row of a quick pick as one text. */
async function rowsOf({ quickInput }: CloudLogins["workbench"]): Promise<readonly string[]> {
  return (await quickInput.rows()).map(({ label, detail }) => `${label} ${detail}`.trim());
}

function filled(command: string, placeholders: Placeholders): string {
  return command.replaceAll(/<([A-Z_]+)>/g, (whole, name: string) => placeholders[name] ?? whole);
}

/** Makes a test named after a section of the guide, which the person's hands walk; it ends with what real tools read from config.json. */
export type SectionTest = (name: string, walk: (section: SeedSection, t: TestContext) => Promise<void>) => void;

export function sectionTests(clouds: Pick<CloudLogins, "workbench">): SectionTest {
  return (name, walk) => {
    const section = seedSection(name);
    test(name, async (t) => {
      try {
        await walk(section, t);
      } catch (error) {
        const { page } = clouds.workbench;
        await clouds.workbench.screenshot(`failed-${name.replaceAll(/[^\w]+/g, "-")}`);
        // A question that is open would keep the next sections from theirs.
        for (let open = 0; open < 3; open++) await page.keyboard.press("Escape");
        throw error;
      }
    });
  };
}

/** The addresses that a section leads to: not those that a command prints. */
function addressesOf({ text }: SeedSection): readonly string[] {
  const prose = text.replaceAll(/^```[^]*?^```/gm, "");
  return [...new Set([...prose.matchAll(/https:\/\/[^\s)\]`<>]+/g)].map(([address]) => address))].filter((each) => URL.canParse(each));
}

export function seedHands(clouds: CloudLogins, { host, login, placeholders }: SeedPlace) {
  const says = async (...texts: readonly (string | RegExp)[]): Promise<void> => {
    await eventually(
      () => rowsOf(clouds.workbench),
      (all) => texts.every((text) => all.some((row) => (typeof text === "string" ? row.includes(text) : text.test(row)))),
      `${texts.join(" and ")} in the list`,
    );
  };
  const asksFor = async (url: string, act: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    const { notifications } = clouds.workbench;
    const { message, detail } = await notifications.openDialogBy(act);
    // What is long is shown without its middle.
    const [, start = "", end = ""] = /(https:\/\/[^\s…]+?)(?:(?:\.{3}|…)(.*))?$/m.exec(`${message}\n${detail}`) ?? [];
    assert.ok(start.length > 12 && url.startsWith(start) && url.endsWith(end), `${url} in ${message}\n${detail}`);
    await notifications.clickDialog("Cancel");
  };
  const opens = async (button: string, url: string): Promise<void> => {
    // Not by a part of the name: that of another page may begin alike.
    const press = (): Promise<void> => click(clouds.workbench.quickInput.widget.getByRole("button", { name: button, exact: true }));
    await asksFor(url, press);
  };
  const opensAll = async (section: SeedSection, pages: Readonly<Record<string, string>>): Promise<void> => {
    assert.deepEqual(
      addressesOf(section).filter((address) => !Object.values(pages).includes(address)),
      [],
      "addresses of the guide",
    );
    for (const [button, url] of Object.entries(pages)) await opens(button, url);
  };
  const reads = (t: TestContext, stored = login): Promise<void> => assertToolsRead(t, host, stored, clouds.environment);
  const picture = (name: string): Promise<string> => clouds.workbench.screenshot(`seed-${name}-${host}-${clouds.version}`);

  return {
    says,
    /** Waits for VS Code's question whether a page is to be opened, and says no. */
    asksFor,
    /** Presses a button of the wizard, and reads which page it opens. */
    opens,
    /** The same for buttons that lead to all addresses of a section. */
    opensAll,
    /** Tools read the login from config.json. */
    reads,
    picture,
    /** Finds the registry by its provider's name, looks at the page that the guide names, and leaves it at that. */
    seeAlso: async (section: SeedSection, row: string, pages: Readonly<Record<string, string>>): Promise<void> => {
      const { quickInput } = clouds.workbench;
      const before = clouds.config();
      await clouds.choose({ row, typed: row.toLowerCase().replace(/\..*/, "") });
      await eventually(
        () => quickInput.title(),
        (title) => /\((?:2|3)\//.test(title),
        "the second step",
      );
      if ((await quickInput.title()).startsWith("Log In to a Container Registry")) await quickInput.enter(host);
      await quickInput.waitFor(`Log In to ${host} (`);
      await opensAll(section, pages);
      await clouds.giveUp();
      assert.equal(clouds.config(), before);
      await assertNoneReads(host, clouds.environment);
    },
    /** Pastes the guide's command into “Log In…”, which recognises it. */
    begin: async ({ commands: [command = ""] }: SeedSection, typed: Placeholders = placeholders): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await clouds.workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("Log In to a Container Registry (1/");
      await quickInput.type(filled(command, typed));
      await quickInput.pick(`Log in to ${host}`);
    },
    /** Goes from the registry's row, whose stored login is still good, to the other ways to log in. */
    again: async (): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await quickInput.openBy(() => clouds.workbench.tree("Registries").clickContextMenu(host, "Log In…"), `Log In to ${host} (1/1)`);
      await quickInput.pick("Log in with something else");
    },
    /** Answers the next field. */
    answer: async (prompt: string | RegExp, value?: string): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await quickInput.waitForMessage(prompt);
      if (value === undefined) await quickInput.accept();
      else await quickInput.enter(value);
    },
    /** Keeps the login in the file, and has it read by tools; where the guide warns of an old nerdctl, the diagnosis does. */
    finish: async (section: SeedSection, t: TestContext): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await says("In config.json Plain text (base64)");
      await clouds.finish(host);
      await clouds.workbench.notifications.dismissAll();
      assertFileHolds(clouds.config(), host, login);
      if (/prior to v0\.16\.1 .*pressing the Enter key twice/.test(section.text)) {
        await quickInput.openBy(() => clouds.workbench.tree("Registries").clickContextMenu(host, "Diagnose Login…"), host);
        await says("“nerdctl login” of nerdctl 0.16.0 wants Enter twice after the password");
        await quickInput.cancel();
      }
      await reads(t);
    },
    /** The helper is named as the guide has it, and answers the tools. */
    helperAnswers: async ({ text }: SeedSection, t: TestContext, stored: StoredLogin): Promise<void> => {
      const [, written = ""] = /"credHelpers": (\{[^}]+\})/.exec(text) ?? [];
      assertFileNames(clouds.config(), JSON.parse(filled(written, placeholders)) as Readonly<Record<string, string>>);
      await reads(t, stored);
    },
    /** Opens “Create Repository…” at the registry. */
    create: async (): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await clouds.workbench.runCommand("Container Registries: Create Repository…");
      await quickInput.waitFor("Create a Repository (1/");
      await quickInput.pick(host);
      await quickInput.waitFor(`Create a Repository in ${host}`);
    },
    /** Where nothing has to be created, the list says so, and leads to the push. */
    createByPush: async (
      t: TestContext,
      { label = "Push an image", stored = login }: { readonly label?: string; readonly stored?: StoredLogin } = {},
    ): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await says(`${label} Nothing has to be created here: a push creates the repository`);
      await picture("create");
      await quickInput.pick(label);
      await quickInput.waitFor(`Push an Image to ${host}`);
      await quickInput.cancel();
      await reads(t, stored);
    },
    /** Goes from the registry's row to the summary of a push, and has its commands copied: they are the guide's. */
    push: async (section: SeedSection, { below, name, shows, page }: Push): Promise<void> => {
      const { quickInput } = clouds.workbench;
      await quickInput.openBy(() => clouds.workbench.tree("Registries").clickContextMenu(host, "Push Image…"), `Push an Image to ${host}`);
      await clouds.shows("hello-world:latest");
      await quickInput.pick("hello-world:latest");
      if (below !== undefined) {
        await eventually(
          () => quickInput.placeholder(),
          (text) => text.includes(below.asked),
          below.asked,
        );
        await quickInput.type(below.typed);
        await clouds.shows(below.typed);
        await quickInput.pick(below.typed);
      }
      await quickInput.waitForMessage("Name of the image in the registry");
      if (name === undefined) await quickInput.accept();
      else await quickInput.enter(name);
      await says(...shows, ...visibilityIn(section));
      assert.ok(
        addressesOf(section).every((address) => page.startsWith(address)),
        `${page}, for ${addressesOf(section).join()}`,
      );
      await picture("push");
      await opens("Where the image will appear", page);
      await quickInput.pick("Copy the commands");
      const expected = section.commands.map((command) => plainly(filled(command, placeholders)));
      const copied = await clouds.workbench.copied(
        (text) => text.includes("nerdctl push") && text.includes(filled("<HOST>", { HOST: host })),
        "the copied commands",
      );
      assert.deepEqual(copied.split(" && ").map(plainly), expected);
    },
  };
}

/** What the guide says of who can pull a pushed image. */
function visibilityIn({ text }: SeedSection): readonly string[] {
  if (/^\*\*Public\*\* by default\.$/m.test(text)) return ["Public by default"];
  return /^Private (?:as|by) default\.$/m.test(text) ? ["Private by default"] : [];
}

export interface Push {
  /** What is asked for to stand before the image's name. */
  readonly below?: { readonly asked: string; readonly typed: string };
  /** Where another than the proposed one is typed. */
  readonly name?: string;
  /** What the summary says. */
  readonly shows: readonly (string | RegExp)[];
  /** Where the image will appear. */
  readonly page: string;
}

/** The product writes out what the guide leaves away: the tag, and Docker Hub. */
function plainly(command: string): string {
  return command.replaceAll(/:latest(?= |$)/g, "").replaceAll(" docker.io/", " ");
}
