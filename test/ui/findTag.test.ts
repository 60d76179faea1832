import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { seedTags } from "../support/registry/seed/seedTags.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { actUntil, eventually, eventuallyWithin } from "../support/workbench/eventually.ts";
import type { QuickPickRow } from "../support/workbench/quickInput.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const repository = "tools/many";
const count = 10_000;

for (const host of versions) {
  describe(`finding a tag among many in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    /** None of the person's. */
    let other: RunningRegistry;
    let workbench: Workbench;

    before(async () => {
      registry = await startRegistry({ hostname: "localhost" });
      seedDemo(registry);
      seedTags(registry.store, repository, count);
      other = await startRegistry({ hostname: "localhost" });
      seedDemo(other);
      workbench = await openWorkbench({
        host,
        prepare: ({ dockerConfig }) =>
          writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } })),
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
      await other?.close();
    });

    /** The rows of the repository on the screen: label and description. */
    const rows = async (): Promise<readonly string[]> =>
      (await workbench.tree("Registries").rows())
        .filter(({ level }) => level === 3)
        .map(({ label, description }) => (description === "" ? label : `${label} | ${description}`));
    const waitForFocus = (label: string) =>
      eventually(
        () => workbench.tree("Registries").element.locator(".monaco-list-row.focused .label-name").innerText(),
        (text) => text === label,
        `the focus on ${label}`,
      );
    const openBox = async (): Promise<void> => {
      await workbench.quickInput.openBy(async () => {
        await workbench.tree("Registries").element.focus();
        await workbench.page.keyboard.press("Control+g");
      }, "Go to Image");
    };
    /** Types the text and waits for the row that Enter takes. */
    const typeFor = async (text: string, label: string) => {
      await workbench.quickInput.type(text);
      const isMeant = (row: QuickPickRow): boolean => row.isChosen && row.label === label;
      return (await workbench.quickInput.waitForRows((all) => all.some(isMeant), `the row ${label} first`)).find(isMeant);
    };
    const quickRows = async (): Promise<readonly string[]> =>
      (await workbench.quickInput.rows()).map(({ label, description }) => `${label} | ${description}`);
    const waitForRows = (isWanted: (shown: readonly string[]) => boolean, what: string) => eventually(rows, isWanted, what);

    test("the newest version stands first, whatever the registry's order and pages", async () => {
      const tree = workbench.tree("Registries");
      await tree.waitForRow(registry.host);
      await tree.expand(registry.host);
      await tree.waitForRow(repository);
      await tree.expand(repository);
      await waitForRows((shown) => shown[0] === "v99.9.9" && shown[1] === "v99.9.8", "the newest version");
      assert.equal(registry.requests.lines().filter((line) => line.includes("/tags/list")).length, count / 1000);
    });

    test("filters as one types, over all of them, and marks what matches", async () => {
      const tree = workbench.tree("Registries");
      await workbench.quickInput.openBy(() => tree.clickInlineAction(repository, "Filter Tags…"), `Filter the Tags of ${repository}`);
      await workbench.quickInput.type("/[/");
      await workbench.quickInput.waitForMessage(/This is not a regular expression/);
      await workbench.quickInput.type("v4?.7.7");
      const expected = Array.from({ length: 10 }, (_, index) => `v4${9 - index}.7.7`);
      await waitForRows(
        (shown) => JSON.stringify(shown) === JSON.stringify(["10 of 10,000 | filter: v4?.7.7", ...expected]),
        "the tags that match",
      );
      await eventually(
        () => tree.row("v49.7.7").locator(".label-name .highlight").first().innerText(),
        (mark) => mark === "v4",
        "the mark",
      );
      await workbench.screenshot(`filter-tags-${host}`);
      await workbench.quickInput.accept();
      await workbench.quickInput.waitForClosed();
      await waitForFocus("v49.7.7");
      await workbench.page.locator(".part.sidebar .pane-header .description", { hasText: "v4?.7.7" }).waitFor({ state: "attached" });
    });

    test("Escape leaves the filter as it was, and it can be cleared", async () => {
      const tree = workbench.tree("Registries");
      await workbench.quickInput.openBy(() => tree.clickInlineAction("10 of 10,000", "Filter Tags…"), `Filter the Tags of ${repository}`);
      assert.equal(await workbench.quickInput.value(), "v4?.7.7");
      await workbench.quickInput.type("nothing like it");
      await waitForRows((shown) => shown[0] === "0 of 10,000 | filter: nothing like it" && shown.length === 1, "no tag");
      await workbench.quickInput.cancel();
      await waitForRows((shown) => shown[0]?.startsWith("10 of 10,000") === true, "the filter of before");
      await tree.changeBy(
        () => tree.clickInlineAction("10 of 10,000", "Clear Filter"),
        (all) => all.find(({ level }) => level === 3)?.label === "v99.9.9",
        "all tags",
      );
    });

    test("another order is remembered", async () => {
      const tree = workbench.tree("Registries");
      await workbench.quickInput.openBy(() => tree.clickContextMenu(repository, "Sort Tags By…"), `Sort the Tags of ${repository}`);
      await workbench.quickInput.pick("By Name");
      await waitForRows((shown) => shown[0] === "v0.0.0" && shown[1] === "v0.0.1", "the tags by name");
      registry.requests.clear();
      await workbench.runCommand("Container Registries: Refresh");
      await eventually(
        () => Promise.resolve(registry.requests.lines().filter((line) => line.includes("/tags/list")).length),
        (pages) => pages === count / 1000,
        "the list anew",
      );
      await waitForRows((shown) => shown[0] === "v0.0.0" && shown[1] === "v0.0.1", "the tags by name again");
    });

    test("says how much of the list is shown, and shows all of it on request", async () => {
      const tree = workbench.tree("Registries");
      const lastRows = async (): Promise<readonly string[]> => {
        await tree.element.focus();
        await workbench.page.keyboard.press("End");
        return tree.labels();
      };
      // Below the list stand the other repositories' rows, if any; a list that is drawn anew begins at its top.
      await eventually(
        async () => (await lastRows(), tree.rows()),
        (all) => all.some(({ label, description }) => label === "Load more…" && description === "200 of 10,000"),
        "the end of what is shown",
      );
      // A click that meets a redraw of the tree is lost, and a person clicks once more.
      const loadAll = async (): Promise<boolean> => {
        if ((await tree.labels()).includes("Load more…")) await tree.clickInlineAction("Load more…", "Load All");
        return eventuallyWithin(5_000, async () => (await lastRows()).includes("v99.9.9"));
      };
      await eventually(loadAll, Boolean, "the last tag");
      assert.ok((await lastRows()).every((label) => label !== "Load more…"));
    });

    test("repositories are filtered in the same way", async () => {
      const tree = workbench.tree("Registries");
      const firstRows = async (): Promise<readonly string[]> => {
        await tree.element.focus();
        await workbench.page.keyboard.press("Home");
        return tree.labels();
      };
      await eventually(firstRows, (labels) => labels.includes(repository), "the row of the repository");
      await tree.collapse(repository);
      await workbench.quickInput.openBy(
        () => tree.clickContextMenu(registry.host, "Filter Repositories…"),
        `Filter the Repositories of ${registry.host}`,
      );
      await workbench.quickInput.enter("team/app");
      await tree.waitForRows(
        (all) =>
          JSON.stringify(all.filter(({ level }) => level === 2).map(({ label }) => label)) ===
          JSON.stringify(["2 of 7", "team/app/api", "team/app/web"]),
        "the repositories that match",
      );
    });

    test("goes to a tag by a part of its name, with the keyboard alone", async () => {
      const { page, quickInput } = workbench;
      await openBox();
      await typeFor("many", repository);
      await workbench.screenshot(`go-to-repository-${host}`);
      await quickInput.accept();
      await eventually(
        () => quickInput.value(),
        (value) => value === `${registry.host}/${repository}:`,
        "the repository's name",
      );
      await page.keyboard.type("42.7.7");
      await eventually(
        () => quickInput.focusedRow(),
        (row) => row === `${repository}:v42.7.7`,
        "the tag",
      );
      await workbench.screenshot(`go-to-tag-${host}`);
      await quickInput.accept();
      await waitForFocus("v42.7.7");
      await workbench.screenshot(`gone-to-tag-${host}`);
    });

    test("goes to the image of a command that is pasted, in three actions", async () => {
      const name = `${registry.host}/${repository}:v1.2.3`;
      await click(workbench.page.locator(".part.sidebar").getByRole("button", { name: "Go to Image…" }).first());
      await workbench.quickInput.waitFor("Go to Image");
      await typeFor(`docker pull ${name}`, `Open ${name}`);
      await workbench.quickInput.accept();
      await waitForFocus("v1.2.3");
    });

    test("reads pages of registries, and asks nothing of one that is new", async () => {
      const { quickInput, notifications } = workbench;
      const pages = [
        ["https://github.com/octo/app/pkgs/container/app", "Open ghcr.io/octo/app"],
        ["https://quay.io/repository/org/app?tab=tags&tag=v1", "Open quay.io/org/app:v1"],
        ["https://hub.docker.com/_/nginx", "Open docker.io/library/nginx"],
      ] as const;
      await openBox();
      for (const [page, label] of pages) assert.equal((await typeFor(page, label))?.description, "not in the tree yet");
      const row = await typeFor("nginx:1.27", "Open docker.io/library/nginx:1.27");
      assert.equal(row?.description, "Docker Hub, as docker reads it · not in the tree yet");
      await workbench.screenshot(`go-to-docker-hub-${host}`);
      await quickInput.accept();
      const dialog = await notifications.waitForDialog();
      assert.equal(dialog.message, "Open docker.io, which is not among your registries?");
      await notifications.clickDialog("Cancel");
      assert.ok(!(await workbench.tree("Registries").labels()).includes("docker.io"));
    });

    test("says why a text is no name", async () => {
      await openBox();
      await workbench.quickInput.type("not a name");
      await workbench.quickInput.waitForMessage(/a repository's name has lower-case letters/);
      await workbench.screenshot(`go-to-problem-${host}`);
      await workbench.quickInput.cancel();
    });

    test("adds a registry that is new without a login, after a yes", async () => {
      await openBox();
      const name = `${other.host}/demo/hello:1.0.0`;
      await typeFor(name, `Open ${name}`);
      await workbench.quickInput.accept();
      await workbench.notifications.waitForDialog();
      assert.deepEqual(other.requests.lines(), []);
      await workbench.screenshot(`go-to-new-registry-${host}`);
      await workbench.notifications.clickDialog("Open Without a Login");
      await waitForFocus("1.0.0");
      const { description } = await workbench.tree("Registries").waitForRow(other.host);
      assert.equal(description, "anonymous");
    });

    test("says that there is no such tag, beside the repository", async () => {
      await openBox();
      const name = `${other.host}/demo/hello:9.9.9`;
      await typeFor(name, `Open ${name}`);
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(`There is no tag 9.9.9 in ${other.host}/demo/hello.`);
      await waitForFocus("demo/hello");
      await workbench.notifications.dismissAll();
    });

    test("says what a digest is that no tag is known to be, and goes to the tag that is", async () => {
      const { quickInput, notifications } = workbench;
      const digest = other.store.open("team/app/web").tags.get("5.0.0");
      const place = `${other.host}/team/app/web`;
      const go = async (name: string): Promise<void> => {
        await openBox();
        await typeFor(`crane manifest ${name}`, `Open ${name.slice(0, name.indexOf("@") + 20)}…`);
        await quickInput.accept();
      };
      const missing = `sha256:${"a".repeat(64)}`;
      await go(`${place}@${missing}`);
      await notifications.waitFor(`There is no ${missing} in ${place}.`);
      await go(`${place}@${digest}`);
      await notifications.waitFor(`${digest} is not shown among the tags of ${place}. There it is: Image for 2 platforms`);
      await waitForFocus("team/app/web");
      await notifications.dismissAll();
      const tree = workbench.tree("Registries");
      await tree.expand("5.0.0");
      // From then on the tag is known to be that digest.
      await tree.waitForRow("Digest");
      const goToTop = async (): Promise<void> => {
        await tree.element.focus();
        await workbench.page.keyboard.press("Home");
      };
      const focused = tree.element.locator(".monaco-list-row.focused .label-name", { hasText: registry.host });
      await actUntil(goToTop, () => focused.isVisible(), "the focus on the first row");
      await go(`${place}@${digest}`);
      await waitForFocus("5.0.0");
    });

    test("what is pinned comes first, then where one has been", async () => {
      const tree = workbench.tree("Registries");
      const isSpoken = (spoken: string) => (): Promise<boolean> =>
        tree.element.locator(`.monaco-list-row[aria-label^="${spoken}"]`).first().isVisible();
      await actUntil(() => tree.clickContextMenu(repository, "Pin Repository"), isSpoken(`${repository}, pinned repository`), "the pin");
      await openBox();
      const isBefore = ([first, second = ""]: readonly string[]): boolean =>
        first === `${repository} | ${registry.host} · pinned` && /^team\/app\/web@sha256:\w{12}… \| .* · opened before$/.test(second);
      await eventually(quickRows, isBefore, "the pinned repository, and where one has been");
      await workbench.screenshot(`go-to-pinned-${host}`);
      await workbench.quickInput.cancel();
      await actUntil(() => tree.clickContextMenu(repository, "Unpin Repository"), isSpoken(`${repository}, repository`), "no pin");
      await openBox();
      await eventually(quickRows, (all) => all[0]?.endsWith("opened before") === true, "no pinned repository");
      await workbench.quickInput.cancel();
    });
  });
}
