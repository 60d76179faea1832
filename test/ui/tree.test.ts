import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type ListeningServer, listenOn } from "../support/registry/listen.ts";
import { demoRepositories, seedDemo } from "../support/registry/seed/seedDemo.ts";
import { demoImage } from "../support/registry/seed/demoImage.ts";
import { amd64, arm64, ImageBuilder, windows } from "../support/registry/seed/imageBuilder.ts";
import { seedContent } from "../support/registry/seed/seedContent.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { actUntil, eventually, expectEventually } from "../support/workbench/eventually.ts";
import type { TreeRow } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** Whether the page has kept a text in its state. Runs in the page. */
async function stateHas(text: string): Promise<boolean> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("the state cannot be read")));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const values: unknown[] = await settled(database.transaction(store).objectStore(store).getAll());
        if (values.some((value) => typeof value === "string" && value.includes(text))) return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}

/** What a person sees in the tree: real registries on loopback, a real workbench, one window for all of it. */
for (const host of versions) {
  describe(`the tree of registries in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    let page: ListeningServer;
    let workbench: Workbench;
    const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
    const logged = (): Promise<string> => Promise.resolve(workbench.log("Container Registries"));
    const writeConfig = (content: string): void => {
      // As docker does it: a new file takes the place of the old one.
      writeFileSync(`${configFile()}.new`, content);
      renameSync(`${configFile()}.new`, configFile());
    };
    const auths = (...hosts: readonly string[]): string => JSON.stringify({ auths: Object.fromEntries(hosts.map((each) => [each, {}])) });

    before(async () => {
      registry = await startRegistry({ hostname: "localhost" });
      seedDemo(registry);
      page = await listenOn(createServer((_, response) => response.setHeader("content-type", "text/html").end("<html>Welcome</html>")));
      workbench = await openWorkbench({
        host,
        userSettings: { "containerRegistries.tree.labels": { "prod.example": { name: "Production", color: "red" } } },
        prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), auths(registry.host)),
      });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await page?.close();
      await registry?.close();
    });

    test("shows the registries of config.json, their repositories and their tags", async () => {
      const tree = workbench.tree("Registries");
      await tree.waitForRow(registry.host);
      registry.requests.clear();
      await tree.expand(registry.host);
      await tree.waitForRow("demo/hello");
      const areAll = (rows: readonly TreeRow[]): boolean =>
        JSON.stringify(rows.slice(1).map(({ label }) => label)) === JSON.stringify(demoRepositories);
      await tree.waitForRows(areAll, "the repositories");
      await tree.expand("demo/hello");
      const tags = await tree.waitForRows((rows) => rows.some(({ level }) => level === 3), "the tags");
      assert.deepEqual(
        tags.filter(({ level }) => level === 3).map(({ label }) => label),
        ["latest", "1.1.0", "1.0.0"],
      );
      await workbench.screenshot(`tree-${host}`);
      assert.deepEqual(
        registry.requests.lines().filter((line) => line.includes("tags")),
        ["GET /v2/demo/hello/tags/list?n=1000"],
      );
    });

    test("an empty repository says so", async () => {
      const tree = workbench.tree("Registries");
      await tree.expand("team/untagged");
      await tree.waitForRow("No tags");
      await tree.collapse("team/untagged");
      await tree.collapse("demo/hello");
    });

    test("a long list goes on at “Load more…”", async () => {
      const tree = workbench.tree("Registries");
      await tree.expand("tools/runtime");
      await eventually(
        () => tree.labels(),
        (labels) => labels.includes("3.19.5"),
        "tags",
      );
      registry.requests.clear();
      const lastRows = async (): Promise<readonly string[]> => {
        await tree.element.focus();
        await workbench.page.keyboard.press("End");
        return tree.labels();
      };
      const labels = await eventually(lastRows, (shown) => shown.includes("Load more…"), "the end of what is shown");
      const last = labels[labels.indexOf("Load more…") - 1];
      await tree.select("Load more…");
      // Whoever works by keyboard reads on where the list went on.
      const focused = tree.element.locator(".monaco-list-row.focused .label-name");
      const next = async (): Promise<string | undefined> => {
        const shown = await tree.labels();
        return shown[shown.indexOf(last ?? "") + 1];
      };
      await eventually(
        async () => [await focused.allInnerTexts(), await next()] as const,
        ([[label], first]) => label === first && first !== "Load more…",
        "the focus at the first that came",
      );
      // All tags have come with the first answer.
      assert.deepEqual(registry.requests.lines(), []);
      await workbench.page.keyboard.press("Home");
      await tree.collapse(registry.host);
    });

    test("a login made in a terminal appears by itself, and so does what is wrong with each registry", async () => {
      const tree = workbench.tree("Registries");
      const pageHost = `localhost:${page.port}`;
      writeConfig(auths(registry.host, pageHost, "localhost:1"));
      await tree.waitForRow(pageHost);
      await tree.expand(pageHost);
      await tree.waitForRow(`What answers at ${pageHost} is not a container registry.`);
      await tree.expand("localhost:1");
      await tree.waitForRow("Connection refused by localhost:1.");
      await tree.expand(registry.host);
      await tree.waitForRow("demo/hello");
      await tree.expand("demo/hello");
      await tree.waitForRow("1.1.0");
      await workbench.screenshot(`tree-errors-${host}`);
      // The lists of a registry whose login stays as it is stay, too.
      registry.requests.clear();
      writeConfig(auths(registry.host, pageHost, "localhost:1", "localhost:2"));
      await tree.waitForRow("localhost:2");
      await tree.waitForRow("1.1.0");
      assert.deepEqual(registry.requests.lines(), []);
      await tree.collapse("demo/hello");
      await expectEventually(logged, "Connection refused by localhost:1", "the log");
    });

    test("a registry stands under the name and the color that it was given, with the account", async () => {
      const tree = workbench.tree("Registries");
      const auth = Buffer.from("alice:secret").toString("base64");
      writeConfig(JSON.stringify({ auths: { "prod.example": { auth } } }));
      const { description } = await tree.waitForRow("Production");
      assert.equal(description, "prod.example, as alice");
      await tree.hover("Production", /^prod\.example/);
      const color = (): Promise<string> =>
        tree
          .row("Production")
          .locator(".custom-view-tree-node-item-icon")
          .evaluate((icon) => getComputedStyle(icon).color);
      const [red = 0, green = 0, blue = 0] = (await color()).match(/\d+/g)?.map(Number) ?? [];
      assert.ok(red > 2 * green && red > 2 * blue, await color());
      await workbench.screenshot(`tree-labels-${host}`);
    });

    test("a registry that does not answer keeps the rest of the tree from nothing", async () => {
      const tree = workbench.tree("Registries");
      const silent = await listenOn(createServer(() => undefined));
      const silentHost = `localhost:${silent.port}`;
      try {
        writeConfig(auths(silentHost));
        await tree.waitForRow(silentHost);
        await tree.expand(silentHost);
        await tree.waitForRow("Loading…");
        // It is asked anew, and still being waited for when the change is there.
        writeConfig(auths(silentHost, registry.host));
        await tree.waitForRows(
          (rows) => [silentHost, "Loading…", registry.host].every((wanted) => rows.some(({ label }) => label === wanted)),
          "both registries, and the wait",
        );
        await tree.collapse(silentHost);
      } finally {
        await silent.close();
      }
    });

    test("a list whose next page is at another server keeps what it has and says why it ends", async () => {
      const tree = workbench.tree("Registries");
      const answers: Readonly<Record<string, readonly [body: object, link?: string]>> = {
        "/v2/_catalog": [{ repositories: ["team/app", "team/app"] }],
        "/v2/team/app/tags/list": [{ name: "team/app", tags: ["1", "2", "1"] }, "http://nexus.internal:8081/repository/more?last=2"],
      };
      const cut = await listenOn(
        createServer(({ url }, response) => {
          const [body, link] = answers[url?.split("?")[0] ?? ""] ?? [{}];
          if (link !== undefined) response.setHeader("link", `<${link}>; rel="next"`);
          response.setHeader("content-type", "application/json").end(JSON.stringify(body));
        }),
      );
      const cutHost = `localhost:${cut.port}`;
      try {
        writeConfig(auths(cutHost));
        await tree.waitForRow(cutHost);
        await tree.expand(cutHost);
        await tree.waitForRow("team/app");
        await tree.expand("team/app");
        const ending = `The list ends here: ${cutHost} says that its next page is on another server, which is not asked.`;
        const isEnded = (rows: readonly TreeRow[]): boolean =>
          JSON.stringify(rows.map(({ label }) => label)) === JSON.stringify([cutHost, "team/app", "2", "1", ending]);
        await tree.waitForRows(isEnded, "the end");
        await workbench.screenshot(`tree-ending-${host}`);
        await expectEventually(logged, "continues its list at nexus.internal:8081", "the log");
        await tree.collapse(cutHost);
      } finally {
        await cut.close();
      }
    });

    test("a registry that comes up is there after a retry", async () => {
      const tree = workbench.tree("Registries");
      const late = await startRegistry({ hostname: "localhost" });
      await late.close();
      writeConfig(auths(late.host));
      await tree.waitForRow(late.host);
      await tree.expand(late.host);
      const refusal = `Connection refused by ${late.host}.`;
      await tree.waitForRow(refusal);
      const again = await startRegistry({ hostname: "localhost", port: Number(late.host.split(":")[1]) });
      seedDemo(again);
      try {
        // Enter does the first thing that can be done about it.
        const retry = async (): Promise<void> => {
          await tree.focus(refusal);
          await workbench.page.keyboard.press("Enter");
        };
        await tree.changeBy(retry, (rows) => rows.some(({ label }) => label === "demo/hello"), "the repositories");
      } finally {
        await again.close();
      }
    });

    test("a registry without a list of repositories is browsed by name", async () => {
      const tree = workbench.tree("Registries");
      const closed = await startRegistry({ hostname: "localhost", catalog: false });
      seedDemo(closed);
      try {
        writeConfig(auths(closed.host));
        await tree.waitForRow(closed.host);
        await tree.expand(closed.host);
        const refusal = `${closed.host} has no list of its repositories.`;
        await tree.waitForRow(refusal);
        await workbench.quickInput.openBy(() => tree.clickInlineAction(refusal, "Add Repository…"), "Add a Repository");
        await workbench.quickInput.enter("no/such");
        await workbench.quickInput.waitForMessage(/Not found/);
        await workbench.quickInput.enter(`${closed.host}/demo/hello:latest`);
        await tree.waitForRow("demo/hello");
        await tree.expand("demo/hello");
        await tree.waitForRow("1.1.0");
        await workbench.screenshot(`tree-added-repository-${host}`);
        // Folded, it is unfolded for what is added.
        await tree.collapse(closed.host);
        await workbench.runCommand("Container Registries: Add Repository…");
        await workbench.quickInput.waitFor("Add Repository");
        await workbench.quickInput.pick(closed.host);
        await workbench.quickInput.waitFor(`Add a Repository of ${closed.host}`);
        await workbench.quickInput.enter("team/app/api");
        await tree.waitForRow("team/app/api");
        await tree.changeBy(
          () => tree.clickContextMenu("demo/hello", "Remove From List"),
          (rows) => rows.every(({ label }) => label !== "demo/hello"),
          "the repository to go",
        );
      } finally {
        await closed.close();
      }
    });

    test("a tag unfolds to what is behind it, which is asked for then and not before", async () => {
      const tree = workbench.tree("Registries");
      const shop = await startRegistry({ hostname: "localhost" });
      seedContent(shop);
      const manifests = (): readonly string[] => shop.requests.lines().filter((line) => line.includes("/manifests/"));
      /** Label and description of the rows below a row of that level. */
      const waitFor = async (level: number, ...wanted: readonly (readonly [label: string, description: string | RegExp])[]) =>
        tree.waitForRows(
          (rows) =>
            wanted.every(([label, description]) =>
              rows.some(
                (row) =>
                  row.level === level &&
                  row.label === label &&
                  (typeof description === "string" ? row.description.includes(description) : description.test(row.description)),
              ),
            ),
          JSON.stringify(wanted.map(([label]) => label)),
        );
      try {
        writeConfig(auths(shop.host));
        await tree.waitForRow(shop.host);
        await tree.expand(shop.host);
        await tree.expand("shop/api");
        await tree.waitForRow("4.2.0");
        assert.deepEqual(manifests(), []);
        await tree.expand("4.2.0");
        const rows = await waitFor(
          4,
          ["Digest", /^sha256:[0-9a-f]{64}$/],
          ["Type", /^Image for 3 platforms$/],
          ["Size", /^1\.\d KB for linux\/amd64$/],
          ["Created", / ago \(12\/3\/2025/],
          ["windows/amd64 (10.0.20348.2700)", /^$/],
          ["Attestations", /^2$/],
          ["Attached", /^3 · Signature, SBOM$/],
        );
        const signedDigest = rows.find(({ label }) => label === "Digest")?.description ?? "";
        await waitFor(3, ["4.2.0", /^1\.\d KB · \d+ (?:days|months|years) ago$/]);
        // The index, the one image that stands for all of it, and the signature's tag, which the list has.
        assert.equal(manifests().length, 3);
        await tree.hover("latest", /Image for 3 platforms\nlinux\/amd64, .*\nSize: .*\nCreated: .*\nsha256:.*\n.*\nSame as 4\.2\.0$/);
        await tree.expand("linux/amd64");
        await waitFor(
          5,
          ["Entrypoint", '["/app/api"]'],
          ["Command", '["serve","--port","8080"]'],
          ["User", "65532:65532"],
          ["Ports", "8080/tcp"],
          ["Environment", "8"],
          ["Labels", "2"],
          ["Layers", "2"],
        );
        await tree.expand("Layers");
        await tree.expand("Environment");
        const isSaid = (words: string) => (): Promise<boolean> =>
          workbench.page.locator(".statusbar-item", { hasText: words }).first().isVisible();
        await actUntil(() => tree.clickInlineAction("APP_VERSION", "Copy Value"), isSaid("Copied 4.2.0"), "the variable's value");
        await waitFor(6, ["OPTION_0", "$ (x) [y] (command:z)"], ["ADD rootfs.tar.gz /", "bytes"], ["COPY api /app/api", "bytes"]);
        await workbench.screenshot(`tree-platform-${host}`);
        await tree.collapse("linux/amd64");
        const reference = isSaid(`Copied ${shop.host}/shop/api@sha256:`);
        await actUntil(() => tree.clickInlineAction("Digest", "Copy Reference"), reference, "the reference");
        await tree.expand("Attestations");
        await tree.expand("For linux/arm64/v8");
        await waitFor(6, ["Type", /^Provenance$/]);
        await tree.collapse("Attestations");
        await tree.expand("Attached");
        await waitFor(5, ["Signature", ""], ["Signature", "by tag"], ["SBOM", ""]);
        await tree.expand("SBOM");
        await waitFor(6, ["Type", /^SBOM$/], ["Annotations", /^1$/]);
        await workbench.screenshot(`tree-attached-${host}`);
        // The tags by which signatures are attached stand last, below a row of their own.
        await waitFor(3, ["Signatures and attestations", /^1$/]);
        await tree.collapse("4.2.0");
        await tree.expand("Signatures and attestations");
        await waitFor(4, [`${signedDigest.replace(":", "-")}.sig`, ""]);
        await tree.collapse("Signatures and attestations");
        await tree.expand("latest");
        await waitFor(3, ["4.2.0", /same as latest$/], ["latest", /same as 4\.2\.0$/]);
        await tree.collapse("shop/api");
        await tree.expand("shop/chart");
        await tree.expand("0.3.1");
        await waitFor(4, ["Type", "Helm chart"], ["App version", "4.2.0"]);
        await workbench.screenshot(`tree-chart-${host}`);
        await tree.collapse("shop/chart");
        await tree.expand("shop/notes");
        await tree.expand("1");
        await waitFor(4, ["Type", "application/vnd.example.notes.v1"], ["Files", "1"]);
      } finally {
        await shop.close();
      }
    });

    test("what fails behind a tag is said in its place, and the rest is there", async () => {
      const tree = workbench.tree("Registries");
      const torn = await startRegistry({ hostname: "localhost" });
      const builder = new ImageBuilder(torn.store, "team/torn");
      const recipe = demoImage("torn", "1.0.0", 1);
      const [image, gone, forged] = [builder.image(recipe, amd64), builder.image(recipe, arm64), builder.image(recipe, windows)];
      builder.index([image, gone, forged], "1.0.0");
      const { manifests } = torn.store.open("team/torn");
      const missing = manifests.get(gone.digest);
      const other = manifests.get(image.digest);
      assert.ok(missing !== undefined && other !== undefined);
      manifests.delete(gone.digest);
      manifests.set(forged.digest, other);
      try {
        writeConfig(auths(torn.host));
        await tree.waitForRow(torn.host);
        await tree.expand(torn.host);
        await tree.expand("team/torn");
        await tree.expand("1.0.0");
        await tree.expand("windows/amd64 (10.0.20348.2700)");
        await tree.waitForRow(`What ${torn.host} sent does not match its digest, and was discarded.`);
        await tree.expand("linux/arm64/v8");
        const isRefusal = ({ label }: TreeRow): boolean => label.startsWith(`Not found at ${torn.host}`);
        const refusal = (await tree.waitForRows((all) => all.some(isRefusal), "what is gone")).find(isRefusal)?.label ?? "";
        await workbench.screenshot(`tree-torn-${host}`);
        manifests.set(gone.digest, missing);
        await tree.changeBy(
          () => tree.clickInlineAction(refusal, "Refresh"),
          (all) => all.some(({ label }) => label === "Entrypoint"),
          "what is there again",
        );
        await tree.collapse("1.0.0");
      } finally {
        await torn.close();
      }
    });

    test("a tag that is folded ends its request, and a registry that has enough says so", async () => {
      const tree = workbench.tree("Registries");
      const asked = { ended: 0, begun: 0 };
      const answerManifest = (request: IncomingMessage, response: ServerResponse): void => {
        asked.begun++;
        if (request.url?.endsWith("/slow") !== true) return void response.writeHead(429, { "retry-after": "3600" }).end();
        response.on("close", () => void asked.ended++);
      };
      const busy = await listenOn(
        createServer((request, response) => {
          if (request.url?.includes("/manifests/") === true) return answerManifest(request, response);
          const body =
            request.url?.includes("/tags/list") === true ? { name: "team/app", tags: ["slow", "much"] } : { repositories: ["team/app"] };
          response.setHeader("content-type", "application/json").end(JSON.stringify(body));
        }),
      );
      const busyHost = `localhost:${busy.port}`;
      try {
        writeConfig(auths(busyHost));
        await tree.waitForRow(busyHost);
        await tree.expand(busyHost);
        await tree.expand("team/app");
        await tree.expand("slow");
        await tree.waitForRow("Loading…");
        await tree.collapse("slow");
        await eventually(
          () => Promise.resolve(asked),
          ({ begun, ended }) => begun === 1 && ended === 1,
          "the request to end",
        );
        await tree.expand("much");
        const refusal = `${busyHost} says there were too many requests from here. Try again after `;
        const saysWhen = (label: string): boolean => label.startsWith(refusal) && /^\d/.test(label.slice(refusal.length));
        await tree.waitForRows((all) => all.some(({ label }) => saysWhen(label)), "until when it has enough");
        // Drawn again, what has failed is not asked again.
        const { begun } = asked;
        writeConfig(auths(busyHost, "localhost:2"));
        await tree.waitForRow("localhost:2");
        assert.equal(asked.begun, begun);
        // So does the fold of its repository.
        await tree.expand("slow");
        await tree.waitForRow("Loading…");
        await tree.collapse("team/app");
        await eventually(
          () => Promise.resolve(asked.ended),
          (ended) => ended === 2,
          "the second request to end",
        );
      } finally {
        await busy.close();
      }
    });

    test("what came since the last visit is marked, once the window is another", async () => {
      const tree = workbench.tree("Registries");
      const shop = await startRegistry({ hostname: "localhost" });
      const builder = new ImageBuilder(shop.store, "team/news");
      builder.image(demoImage("news", "1.0", 1), amd64, "1.0");
      const open = async (): Promise<void> => {
        await tree.waitForRow(shop.host);
        await tree.expand(shop.host);
        await tree.expand("team/news");
        await tree.waitForRow("1.0");
      };
      try {
        writeConfig(auths(shop.host));
        await open();
        builder.image(demoImage("news", "1.1", 2), amd64, "1.1");
        // The page keeps its state every few seconds.
        await eventually(() => workbench.page.evaluate(stateHas, "team/news"), Boolean, "the visit to be kept");
        await workbench.page.reload();
        await workbench.openViewContainer("Registries");
        await open();
        await tree.waitForRows(
          (rows) => ["1.1 new", "1.0 "].every((wanted) => rows.some(({ label, description }) => `${label} ${description}` === wanted)),
          "the mark of what is new",
        );
        await tree.hover("1.1", /\nNew since you looked here on \d/);
      } finally {
        await shop.close();
      }
    });

    test("a config.json that does not parse is named with line and column, and stays as it is", async () => {
      const tree = workbench.tree("Registries");
      const broken = '{\n\t"auths": {,}\n}';
      writeConfig(broken);
      const isRefusal = ({ label }: TreeRow): boolean => label.startsWith("Not valid: line 2, column 12 ");
      const refusal = (await tree.waitForRows((all) => all.some(isRefusal), "the place of the mistake")).find(isRefusal)?.label ?? "";
      assert.ok(refusal.includes(configFile()));
      await workbench.screenshot(`tree-broken-config-${host}`);
      // A tab counts for the four columns that it takes.
      const place = workbench.page.locator(String.raw`#status\.editor\.selection`, { hasText: "Ln 2, Col 15" });
      await actUntil(
        () => tree.clickInlineAction(refusal, "Open config.json"),
        () => place.isVisible(),
        "the place of the mistake in the editor",
      );
      assert.equal(readFileSync(configFile(), "utf8"), broken);
    });

    test("another directory for config.json takes effect at once, in terminals too", async () => {
      const tree = workbench.tree("Registries");
      const other = path.join(workbench.sandbox.folder, "other-docker");
      mkdirSync(other);
      writeFileSync(path.join(other, "config.json"), auths("other.example"));
      const settings = path.join(workbench.sandbox.folder, "server/data/Machine/settings.json");
      const original = readFileSync(settings, "utf8");
      writeFileSync(
        settings,
        JSON.stringify({ ...(JSON.parse(original) as object), "containerRegistries.credentials.dockerConfig": other }),
      );
      await tree.waitForRow("other.example");
      await workbench.page
        .locator(".part.sidebar .tree-explorer-viewlet-tree-view .message", { hasText: `Logins are in ${other}` })
        .waitFor();
      await workbench.runCommand("Terminal: Create New Terminal");
      const shown = path.join(workbench.sandbox.folder, "shown.txt");
      const print = async (): Promise<void> => {
        await workbench.page.locator(".part.panel .xterm").first().click();
        await workbench.page.keyboard.type(`printenv DOCKER_CONFIG > ${shown}\n`);
      };
      const isPrinted = (): Promise<boolean> => Promise.resolve(existsSync(shown) && readFileSync(shown, "utf8").trim() === other);
      await actUntil(print, isPrinted, "DOCKER_CONFIG in a terminal");
      await workbench.screenshot(`tree-other-directory-${host}`);
      writeFileSync(settings, original);
      await tree.waitForRows((rows) => rows.every(({ label }) => label !== "other.example"), "the first file again");
    });

    test("without any registry, the view offers a login", async () => {
      writeConfig("{}");
      const welcome = workbench.welcome("Registries");
      await welcome.getByRole("button", { name: "Log In…" }).waitFor();
      await workbench.screenshot(`tree-welcome-${host}`);
    });
  });
}
