// Makes the pictures of README.md from the real workbench: `npm run pictures`, with names of scenes to make some of them.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { mkdirSync, writeFileSync } = await import("node:fs");
const { default: path } = await import("node:path");
const { ensurePrograms } = await import("./lib/debianPackages.mjs");
const { run, runMain, UserError } = await import("./lib/processes.mjs");
const { root } = await import("./lib/setup.mjs");
const { seedDemo } = await import("../test/support/registry/seed/seedDemo.ts");
const { startRegistry } = await import("../test/support/registry/startRegistry.ts");
const { hoverAt } = await import("../test/support/workbench/hover.ts");
const { openWorkbench } = await import("../test/support/workbench/workbench.ts");

/** @typedef {import("../test/support/workbench/workbench.ts").Workbench} Workbench */

const size = { width: 1000, height: 620 };
const account = { username: "demo", password: "demo-password" };
const hosts = { open: "localhost:5000", closed: "localhost:5001" };

const faultyHosts = `server = "https://registry.example.com"

[host."https://mirror.example.com"]
  capabilites = ["pull", "resolve"]
  skip_verify = "yes"

[host."https://cache.example.com"]
  capabilities = ["pull", "reslove"]
`;

const dockerfile = `FROM ${hosts.open}/tools/runtime:3.1.0-alpine AS build
WORKDIR /src
COPY . .
RUN make

FROM ${hosts.open}/team/app/web:5.0.0
COPY --from=build /src/site /usr/share/site
`;

/**
 * Picture → what a person does before it is taken. What it answers comes last, once the pointer is out of the way.
 * @type {Record<string, (workbench: Workbench) => Promise<void | (() => Promise<unknown>)>>}
 */
const scenes = {
  tree: async (workbench) => {
    const { page } = workbench;
    await workbench.editor.open("Dockerfile");
    await workbench.openViewContainer("Registries");
    const { x = 0, width = 0 } = (await page.locator(".part.sidebar").boundingBox()) ?? {};
    await page.mouse.move(x + width, size.height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width + 150, size.height / 2, { steps: 5 });
    await page.mouse.up();
    const tree = workbench.tree("Registries");
    await tree.waitForRow(hosts.open);
    await tree.expand(hosts.open);
    await tree.waitForRow("team/app/api");
    await tree.expand("team/app/api");
    await tree.waitForRow("2.3.1");
    await tree.expand("2.3.1");
    await tree.waitForRow("Digest");
    // The tag's own row says more once that is there.
    await tree.waitForRows((rows) => rows.some(({ label, description }) => label === "2.3.1" && description !== ""), "what the tag is");
    await page.locator(".part.activitybar .progress-badge").waitFor({ state: "hidden" });
  },
  login: async (workbench) => {
    await workbench.openViewContainer("Registries");
    await workbench.tree("Registries").waitForRow(hosts.open);
    await workbench.runCommand("Container Registries: Log In…");
    await workbench.quickInput.waitFor("(1/");
    await workbench.quickInput.type(hosts.closed);
    await workbench.quickInput.pick(`Log in to ${hosts.closed}`);
    await workbench.quickInput.waitFor("(2/");
    await workbench.quickInput.enter(account.username);
    await workbench.quickInput.waitFor("(3/");
    await workbench.quickInput.enter("wrong");
    await workbench.quickInput.waitForMessage(/not accepted/);
  },
  dockerfile: async (workbench) => {
    await workbench.openViewContainer("Registries");
    await workbench.tree("Registries").waitForRow(hosts.open);
    await workbench.editor.open("Dockerfile");
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    return () => hoverAt(workbench, 1, 30, /Looked up/);
  },
  "hosts-toml": async (workbench) => {
    await workbench.editor.open("certs.d/registry.example.com/hosts.toml");
    await workbench.editor.problems((problems) => problems.length >= 3);
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await workbench.editor.goToLine(1);
    await workbench.editor.element.locator(".codelens-decoration", { hasText: "Explain pull path…" }).waitFor();
  },
};

/** @param {string} name @param {(workbench: Workbench) => Promise<void | (() => Promise<unknown>)>} play */
async function takePicture(name, play) {
  const workbench = await openWorkbench({
    host: "1.139",
    theme: "light",
    size,
    files: { "certs.d/registry.example.com/hosts.toml": faultyHosts, Dockerfile: dockerfile },
    userSettings: { "containerRegistries.credentials.store": "file" },
    prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [hosts.open]: {} } })),
  });
  try {
    const finish = await play(workbench);
    await workbench.page.mouse.move(size.width - 1, 1);
    await finish?.();
    const file = path.join(root, "media/readme", `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await workbench.page.screenshot({ path: file });
    console.log(path.relative(root, file));
  } finally {
    await workbench.close();
  }
}

await runMain(async (cleanUp) => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in scenes));
  if (unknown !== undefined) throw new UserError(`There is no scene "${unknown}"; there are ${Object.keys(scenes).join(", ")}.`);
  if ((await ensurePrograms()).includes("chromium")) throw new UserError("Chromium is needed to make pictures.");
  const { code, output } = await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root, quiet: true });
  if (code !== 0) throw new UserError(`${output}The build failed; its output is above.`);
  /** Fixed ports, so that the pictures show the same names every time. */
  const registries = [
    await startRegistry({ hostname: "localhost", port: 5000 }),
    await startRegistry({ hostname: "localhost", port: 5001, auth: { kind: "bearer", accounts: [account] } }),
  ];
  for (const registry of registries) {
    cleanUp.add(() => registry.close());
    seedDemo(registry);
  }
  for (const [name, play] of Object.entries(scenes)) {
    if (names.length === 0 || names.includes(name)) await takePicture(name, play);
  }
});
