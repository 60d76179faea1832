// What `npm start` shows: two registries in this process, and a folder with everything else, removed at the end.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { removeEvenIfKilled } from "./processes.mjs";
import { makeTemporaryFolder } from "./temporaryFolder.mjs";

/**
 * @typedef {object} Demo
 * @property {string} folder holds all of it
 * @property {string} workspace
 * @property {string} dockerConfig
 * @property {{ host: string }} open needs no login
 * @property {{ host: string, username: string, password: string }} closed
 * @property {Record<string, unknown>} settings for VS Code
 * @property {NodeJS.ProcessEnv} environment for VS Code
 */

/** @param {string} mirror host and port */
const fineHosts = (mirror) => `# What containerd asks for an image of docker.io: the mirror first, then the registry itself.
server = "https://registry-1.docker.io"

[host."http://${mirror}"]
  capabilities = ["pull", "resolve"]
`;

const faultyHosts = `# Every underlined line is a mistake. containerd would drop this file, or a part of it, without a word.
server = "https://registry.example.com"

[host."https://mirror.example.com"]
  capabilites = ["pull", "resolve"]
  skip_verify = "yes"

[host."https://cache.example.com"]
  capabilities = ["pull", "reslove"]
  ca = "missing.crt"
`;

/** @param {Demo} demo */
const dockerfile = ({ open, closed }) => `FROM ${open.host}/tools/runtime:3.1.0-alpine AS build

FROM ${closed.host}/team/app/api:2.3.0
COPY --from=build /etc/os-release /etc/
`;

/** @param {Demo} demo */
const compose = ({ open }) => `services:
  hello:
    image: ${open.host}/demo/hello:1.0.0
  missing:
    image: ${open.host}/demo/hello:9.9.9
`;

/** @param {Demo} demo */
const readme = ({ open, closed, dockerConfig }) => `# Container Registries: a demo

Two registries run on this machine for as long as \`npm start\` does.

1. Open **Registries** in the activity bar (the box). \`${open.host}\` needs no login: unfold it, a repository, its tags.
2. Point at \`tools/runtime\` there and press **Filter Tags…** (the funnel): \`3.1.*-alpine\` leaves 6 of its 423 tags.
3. Press **Log In…** in the view's title, or run *Container Registries: Log In…*:
   registry \`${closed.host}\`, user \`${closed.username}\`, password \`${closed.password}\`. Try a wrong password first.
4. Look at what was written: \`${path.join(dockerConfig, "config.json")}\`. In a terminal here, docker and the other tools use the same file
   (\`DOCKER_CONFIG\` points to its folder): \`docker login ${closed.host}\` would find you logged in.
5. Open [Dockerfile](Dockerfile) and point at an image: is it there, for which platforms, how old? **Pin Image by Digest**, in the light bulb,
   keeps it as it is today. Erase a tag in its line, and Ctrl+Space lists those that exist. One image in [compose.yaml](compose.yaml) does not exist.
6. Open [certs.d/registry.example.com/hosts.toml](certs.d/registry.example.com/hosts.toml): its mistakes are underlined.
   [certs.d/docker.io/hosts.toml](certs.d/docker.io/hosts.toml) has none, only a hint (three dots).
7. **Log Out** in the context menu of a registry undoes step 3.

Nothing here is yours: this folder, the Docker configuration and the VS Code profile are removed when \`npm start\` ends.
`;

/** @param {string} file @param {string} content */
function write(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content, { mode: 0o600 });
}

/** @param {import("./processes.mjs").CleanUp} cleanUp takes what has to be undone @returns {Promise<Demo>} */
export async function startDemo(cleanUp) {
  const { startRegistry } = await import("../../test/support/registry/startRegistry.ts");
  const { seedDemo } = await import("../../test/support/registry/seed/seedDemo.ts");
  const { folder, remove } = makeTemporaryFolder("container-registries-demo-");
  cleanUp.add(remove);
  removeEvenIfKilled(folder);
  const account = { username: "demo", password: randomBytes(6).toString("hex") };
  const [open, closed] = await Promise.all([
    startRegistry({ hostname: "localhost" }),
    startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts: [account] } }),
  ]);
  for (const registry of [open, closed]) {
    cleanUp.add(() => registry.close());
    seedDemo(registry);
  }
  const workspace = path.join(folder, "workspace");
  const dockerConfig = path.join(folder, "docker");
  const certs = path.join(workspace, "certs.d");
  /** @type {Demo} */
  const demo = {
    folder,
    workspace,
    dockerConfig,
    open: { host: open.host },
    closed: { host: closed.host, ...account },
    settings: {
      "chat.disableAIFeatures": true,
      // The keychain of this machine is the person's own.
      "containerRegistries.credentials.store": "file",
      "containerRegistries.hosts.directories": [certs],
      "telemetry.telemetryLevel": "off",
      "update.mode": "none",
      "workbench.secondarySideBar.defaultVisibility": "hidden",
      "workbench.startupEditor": "readme",
    },
    // VS Code keeps the number of a device below the cache directory, whatever its telemetry is set to.
    environment: { DOCKER_CONFIG: dockerConfig, REGISTRY_AUTH_FILE: undefined, XDG_CACHE_HOME: path.join(folder, "cache") },
  };
  write(path.join(dockerConfig, "config.json"), `${JSON.stringify({ auths: { [open.host]: {} } }, undefined, "\t")}\n`);
  write(path.join(certs, "docker.io/hosts.toml"), fineHosts(open.host));
  write(path.join(certs, "registry.example.com/hosts.toml"), faultyHosts);
  write(path.join(workspace, "Dockerfile"), dockerfile(demo));
  write(path.join(workspace, "compose.yaml"), compose(demo));
  write(path.join(workspace, "README.md"), readme(demo));
  return demo;
}
