import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Demo, startDemo } from "../../scripts/lib/demo.mjs";
import { CleanUp } from "../../scripts/lib/processes.mjs";
import { versions } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { eventually, eventuallyWithin } from "../support/workbench/eventually.ts";
import { hoverAt } from "../support/workbench/hover.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** The numbered steps of the README, each on one line. */
function stepsOf(readme: string): readonly string[] {
  const [, ...steps] = readme.split(/^\d+\. /m);
  return steps.map((step) => (step.split("\n\n", 1)[0] ?? "").replaceAll(/\s+/g, " ").trim());
}

/** What a person reads in a step, by name. */
type Words = Readonly<Record<string, string>>;
interface Hand {
  /** All of a step: a word that no hand knows is a step that nobody has tried. */
  readonly says: RegExp;
  readonly follow: (words: Words) => Promise<void>;
}

for (const host of versions) {
  describe(`the demo's README, followed in VS Code ${host}`, () => {
    const cleanUp = new CleanUp();
    let demo: Demo;
    let workbench: Workbench;
    /** Of the steps before. */
    const read: Record<string, string> = {};
    let steps: readonly string[] = [];
    const readConfig = (): unknown => JSON.parse(readFileSync(path.join(demo.dockerConfig, "config.json"), "utf8"));

    before(async () => {
      demo = await startDemo(cleanUp);
      workbench = await openWorkbench({ host, folder: demo.workspace, userSettings: demo.settings, environment: demo.environment });
    });
    after(async () => {
      await workbench?.close();
      await cleanUp.run();
    });

    const hands: readonly Hand[] = [
      {
        says: /^Open \*\*(?<view>[^*]+)\*\* in the activity bar \(the box\)\. `(?<open>[^`]+)` needs no login: unfold it, a repository, its tags\.$/,
        follow: async ({ view = "", open = "" }) => {
          await workbench.openViewContainer(view);
          const tree = workbench.tree(view);
          await tree.waitForRow(open);
          await tree.expand(open);
          await tree.waitForRow("demo/hello");
          await tree.expand("demo/hello");
          await tree.waitForRow("latest");
        },
      },
      {
        says: /^Point at `(?<repository>[^`]+)` there and press \*\*(?<button>[^*]+)\*\* \(the funnel\): `(?<filter>[^`]+)` leaves (?<some>\d+) of its (?<all>\d+) tags\.$/,
        follow: async ({ repository = "", button = "", filter = "", some = "", all = "" }) => {
          const { quickInput } = workbench;
          const tree = workbench.tree("Registries");
          await quickInput.openBy(() => tree.clickInlineAction(repository, button), repository);
          await quickInput.enter(filter);
          await quickInput.waitForClosed();
          await tree.waitForRow(`${some} of ${all}`);
          // The rows of the steps to come stand below.
          await tree.collapse(repository);
        },
      },
      {
        says: /^Press \*\*(?<button>[^*]+)\*\* in the view's title, or run \*(?<command>[^*]+)\*: registry `(?<closed>[^`]+)`, user `(?<user>[^`]+)`, password `(?<password>[^`]+)`\. Try a wrong password first\.$/,
        follow: async ({ button = "", command = "", closed = "", user = "", password = "" }) => {
          const { page, quickInput, notifications } = workbench;
          await workbench.runCommand(command);
          await quickInput.waitFor("Log In to a Container Registry (1/3)");
          await quickInput.cancel();
          // It asks for the registry, though another one's row has the focus.
          await workbench.tree("Registries").select("latest");
          await click(page.locator(".part.sidebar .title-actions").getByRole("button", { name: button }));
          await quickInput.waitFor("Log In to a Container Registry (1/3)");
          await quickInput.type(closed);
          await quickInput.pick(`Log in to ${closed}`);
          await quickInput.waitFor(`Log In to ${closed} (2/3)`);
          await quickInput.enter(user);
          await quickInput.waitFor(/\(3\/3\)/);
          await quickInput.enter("wrong");
          await quickInput.waitForMessage(/not accepted/i);
          await quickInput.enter(password);
          await notifications.waitFor("Login Succeeded");
          await workbench.screenshot(`demo-logged-in-${host}`);
          await notifications.dismissAll();
        },
      },
      {
        says: /^Look at what was written: `(?<file>[^`]+)`\. In a terminal here, docker and the other tools use the same file \(`DOCKER_CONFIG` points to its folder\): `docker login (?<closed>[^`]+)` would find you logged in\.$/,
        follow: async ({ file = "", closed = "" }) => {
          const { open = "", user, password } = read;
          const auth = Buffer.from(`${user}:${password}`).toString("base64");
          assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), { auths: { [open]: {}, [closed]: { auth } } });
          assert.equal(demo.environment["DOCKER_CONFIG"], path.dirname(file));
        },
      },
      {
        says: /^Open \[(?<dockerfile>[^\]]+)\]\(\k<dockerfile>\) and point at an image: is it there, for which platforms, how old\? \*\*(?<pin>[^*]+)\*\*, in the light bulb, keeps it as it is today\. Erase a tag in its line, and Ctrl\+Space lists those that exist\. One image in \[(?<compose>[^\]]+)\]\(\k<compose>\) does not exist\.$/,
        follow: async ({ dockerfile = "", pin = "", compose = "" }) => {
          const { page, editor } = workbench;
          await editor.open(dockerfile);
          const card = await hoverAt(workbench, 3, 10, /Looked up/);
          assert.match(card, /linux\/amd64.*Created: .*as demo/s);
          await workbench.screenshot(`demo-image-${host}`);
          await page.keyboard.press("Escape");
          await editor.goToLine(1, 10);
          const isPinned = async (): Promise<boolean> => /^FROM \S+:3\.1\.0-alpine@sha256:[0-9a-f]{64} AS build/.test(await editor.text());
          await editor.takeQuickFix(pin, isPinned);
          await editor.goToLine(3);
          await page.keyboard.press("End");
          for (const _ of "2.3.0") await page.keyboard.press("Backspace");
          const offered = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "2.4.0-rc.1" }).first();
          const isOffered = async (): Promise<boolean> => {
            await page.keyboard.press("Control+Space");
            return eventuallyWithin(3_000, () => offered.isVisible());
          };
          await eventually(isOffered, Boolean, "the tags");
          await page.keyboard.press("Escape");
          await editor.open(compose);
          await hoverAt(workbench, 5, 20, /Not found at/);
          await page.keyboard.press("Escape");
        },
      },
      {
        says: /^Open \[(?<faulty>[^\]]+)\]\(\k<faulty>\): its mistakes are underlined\. \[(?<fine>[^\]]+)\]\(\k<fine>\) has none, only a hint \(three dots\)\.$/,
        follow: async ({ faulty = "", fine = "" }) => {
          const { editor } = workbench;
          await editor.open(faulty);
          await editor.problems((problems) => problems.length === 3);
          // The Problems view and the editor draw one after the other.
          await eventually(
            () => editor.squiggles(),
            (squiggles) => squiggles.length > 0,
            "a squiggle",
          );
          await workbench.screenshot(`demo-hosts-toml-${host}`);
          await editor.open(fine);
          // Hints come after the findings.
          await editor.waitForText((text) => text.includes("→"), "a hint of the language server");
          const squiggles = await eventually(
            () => editor.squiggles(),
            ({ length }) => length > 0,
            "a squiggle",
          );
          assert.deepEqual(squiggles, ["squiggly-hint"]);
        },
      },
      {
        says: /^\*\*(?<entry>[^*]+)\*\* in the context menu of a registry undoes step (?<undone>\d)\.$/,
        follow: async ({ entry = "", undone = "" }) => {
          assert.match(steps[Number(undone) - 1] ?? "", /\*\*Log In…\*\*/);
          const { notifications } = workbench;
          const { open = "", closed = "" } = read;
          await workbench.openViewContainer("Registries");
          await notifications.openDialogBy(() => workbench.tree("Registries").clickContextMenu(closed, entry));
          await notifications.clickDialog("Log Out");
          await notifications.waitFor(`Logged out of ${closed}.`);
          assert.deepEqual(readConfig(), { auths: { [open]: {} } });
        },
      },
    ];

    test("each of its steps, in their order", async (context) => {
      steps = stepsOf(readFileSync(path.join(demo.workspace, "README.md"), "utf8"));
      assert.ok(steps.length > 0);
      for (const [index, step] of steps.entries()) {
        await context.test(`step ${index + 1}`, async () => {
          const hand = hands.find(({ says }) => says.test(step)) ?? assert.fail(`no hand knows this step: ${step}`);
          const words = hand.says.exec(step)?.groups ?? {};
          await hand.follow(words);
          Object.assign(read, words);
        });
      }
    });
  });
}
