import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { commandLine } from "../../../../src/core/shellQuote.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { locateConfig } from "../../../../src/credentials/configLocation.ts";
import { missingPodmanFile } from "../../../../src/credentials/podmanFile.ts";
import { type Engine, type EngineChoice, engines } from "../../../../src/services/images/engine.ts";
import { type EnginePorts, pullCommands, pushCommands } from "../../../../src/services/images/engineCommands.ts";
import type { ImagesError } from "../../../../src/services/images/imagesError.ts";
import { planConnection } from "../../../../src/services/reach/connection.ts";
import { noPrograms } from "../../../support/loginPorts.ts";
import { filled } from "../../../support/scriptedPrompter.ts";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** With these programs, and plain HTTP for hosts that say so in their name. */
function portsWith(installed: readonly string[], choice: EngineChoice = "auto", roots: readonly string[] = []): EnginePorts {
  return {
    choice: () => choice,
    spawn: { ...noPrograms, find: (program) => Promise.resolve(installed.includes(program) ? `/usr/bin/${program}` : undefined) },
    plan: (host) => planConnection(host, nodeFileSystem, { roots, version: "2.3", plainHttp: host.startsWith("plain."), windows: false }),
    speaksPlainHttp: () => false,
    missingPodmanFile: () => Promise.resolve(undefined),
    rootfulOnly: () => Promise.resolve(undefined),
    ...machineWith({}),
  };
}

/** A machine with these directories: the names in each. */
function machineWith(directories: Readonly<Record<string, readonly string[]>>): Pick<EnginePorts, "files" | "homeDirectory"> {
  const readDirectory = (at: string): Promise<readonly string[]> => {
    const names = directories[at];
    return names === undefined ? Promise.reject(new Error(`ENOENT: ${at}`)) : Promise.resolve(names);
  };
  return { files: { ...nodeFileSystem, readDirectory }, homeDirectory: "/home/me" };
}

const app = { host: "reg.example.com:5000", repository: "team/app", tag: "1.0" };
const lineOf = async (...args: Parameters<typeof pullCommands>): Promise<string> =>
  commandLine("posix", (await pullCommands(...args)).commands);

test("the engine that is set, else the first that is on the PATH", async () => {
  for (const engine of engines) assert.equal(await lineOf(app, portsWith([...engines], engine)), `${engine} pull ${app.host}/team/app:1.0`);
  assert.match(await lineOf(app, portsWith(["podman", "docker", "nerdctl"])), /^nerdctl /);
  assert.match(await lineOf(app, portsWith(["podman", "docker"])), /^docker /);
  assert.match(await lineOf(app, portsWith(["podman"])), /^podman /);
  await assert.rejects(
    pullCommands(app, portsWith([])),
    (error: ImagesError) => error.code === "no-engine" && error.params["engine"] === undefined,
  );
  await assert.rejects(pullCommands(app, portsWith(["docker"], "nerdctl")), { code: "no-engine", params: { engine: "nerdctl" } });
});

test("Docker Hub's images are named in full", async () => {
  assert.equal(
    await lineOf({ host: "docker.io", repository: "library/alpine", tag: "3" }, portsWith(["docker"])),
    "docker pull docker.io/library/alpine:3",
  );
});

const plain = { ...app, host: "plain.example.com:5000" };
const here = { ...app, host: "127.0.0.1:5000" };
/** What each engine is told for a registry over plain HTTP by the setting, and for one on loopback. */
const flags: Readonly<Record<Engine, readonly [plain: string, note: RegExp, loopback: string]>> = {
  nerdctl: [
    `nerdctl --insecure-registry pull ${plain.host}/team/app:1.0`,
    /does not check the certificate.*hosts\.toml does not count/,
    `nerdctl pull ${here.host}/team/app:1.0`,
  ],
  podman: [
    `podman pull --tls-verify=false ${plain.host}/team/app:1.0`,
    /your password too/,
    `podman pull --tls-verify=false ${here.host}/team/app:1.0`,
  ],
  docker: [
    `docker pull ${plain.host}/team/app:1.0`,
    /to its daemon\.json.* "insecure-registries": \["plain\.example\.com:5000"\]/,
    `docker pull ${here.host}/team/app:1.0`,
  ],
};
for (const engine of engines) {
  test(`${engine} is told of plain HTTP, and the person what that means`, async () => {
    const [command, note, loopback] = flags[engine];
    const planned = await pullCommands(plain, portsWith([engine]));
    assert.equal(commandLine("posix", planned.commands), command);
    assert.match(planned.notes.map(filled).join(" "), note);
    assert.equal(await lineOf(here, portsWith([engine])), loopback);
    assert.deepEqual((await pullCommands(app, portsWith([engine]))).notes, []);
  });
}

test("a name below localhost is of this machine to docker and podman, and not to nerdctl", async () => {
  const below = { ...app, host: "registry.localhost:5000" };
  const planHere = portsWith([], "auto").plan;
  const ports = (engine: Engine) => ({ ...portsWith([engine]), plan: () => planHere("127.0.0.1:5000") });
  assert.equal(await lineOf(below, ports("nerdctl")), `nerdctl --insecure-registry pull ${below.host}/team/app:1.0`);
  assert.equal(await lineOf(below, ports("podman")), `podman pull --tls-verify=false ${below.host}/team/app:1.0`);
  assert.equal(await lineOf(below, ports("docker")), `docker pull ${below.host}/team/app:1.0`);
});

test("nerdctl follows hosts.toml by itself; podman and docker do not read it", async (t) => {
  const { folder, remove } = makeTemporaryFolder("container-registries-engines-");
  t.after(remove);
  mkdirSync(path.join(folder, app.host));
  writeFileSync(
    path.join(folder, app.host, "hosts.toml"),
    `server = "https://${app.host}"\n[host."https://${app.host}"]\n  skip_verify = true\n`,
  );
  assert.equal(await lineOf(app, portsWith(["nerdctl"], "auto", [folder])), `nerdctl pull ${app.host}/team/app:1.0`);
  assert.match(await lineOf(app, portsWith(["podman"], "auto", [folder])), /^podman pull --tls-verify=false /);
  assert.match((await pullCommands(app, portsWith(["docker"], "auto", [folder]))).notes.map(filled).join(""), /insecure-registries/);

  writeFileSync(path.join(folder, "ca.crt"), "-----BEGIN CERTIFICATE-----\n");
  writeFileSync(path.join(folder, app.host, "hosts.toml"), `[host."https://${app.host}"]\n  ca = "${folder}/ca.crt"\n`);
  for (const [engine, place] of [
    ["podman", "/etc/containers/certs.d"],
    ["docker", "/etc/docker/certs.d"],
  ] as const) {
    const planned = await pullCommands(app, portsWith([engine], "auto", [folder]));
    assert.equal(commandLine("posix", planned.commands), `${engine} pull ${app.host}/team/app:1.0`);
    assert.match(planned.notes.map(filled).join(""), new RegExp(`${place}/reg\\.example\\.com:5000/ca\\.crt`));
  }
});

test("docker and podman are said to want a certificate only where they have none", async (t) => {
  const { folder, remove } = makeTemporaryFolder("container-registries-engines-");
  t.after(remove);
  const pem = "-----BEGIN CERTIFICATE-----\n";
  // As Docker's directories have them, which nerdctl reads, too.
  mkdirSync(path.join(folder, app.host));
  for (const name of ["ca.crt", "client.cert", "client.key"]) writeFileSync(path.join(folder, app.host, name), pem);
  const notesOn = async (engine: Engine, directories: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> =>
    (await pullCommands(app, { ...portsWith([engine], "auto", [folder]), ...machineWith(directories) })).notes.map(filled);
  const [ofDocker, ofPodman, ofMine] = [
    `/etc/docker/certs.d/${app.host}`,
    `/etc/containers/certs.d/${app.host}`,
    `/home/me/.config/containers/certs.d/${app.host}`,
  ];
  const authority = (engine: Engine, place: string) => `${engine} does not read hosts.toml: it wants the certificate in ${place}/ca.crt.`;
  const client = (engine: Engine, place: string) =>
    `${engine} does not read hosts.toml: it wants the client certificate as client.cert and client.key in ${place}.`;
  const all = ["ca.crt", "client.cert", "client.key"];
  assert.deepEqual(await notesOn("docker", {}), [authority("docker", ofDocker), client("docker", ofDocker)]);
  assert.deepEqual(await notesOn("docker", { [ofPodman]: all, [ofMine]: all }), [
    authority("docker", ofDocker),
    client("docker", ofDocker),
  ]);
  assert.deepEqual(await notesOn("docker", { [ofDocker]: all }), []);
  assert.deepEqual(await notesOn("docker", { [ofDocker]: ["ca.crt"] }), [client("docker", ofDocker)]);
  assert.deepEqual(await notesOn("podman", {}), [authority("podman", ofPodman), client("podman", ofPodman)]);
  assert.deepEqual(await notesOn("podman", { [ofDocker]: all }), []);
  assert.deepEqual(
    await notesOn("podman", { [ofMine]: ["client.cert"], [ofDocker]: all }),
    [authority("podman", ofMine)],
    "the first counts",
  );
  assert.deepEqual(await notesOn("nerdctl", {}), []);
});

test("of a registry on this machine that may speak HTTPS it is said that nobody verifies its certificate", async () => {
  for (const engine of engines) {
    const { notes } = await pullCommands(here, portsWith([engine]));
    assert.match(notes.map(filled).at(-1) ?? "", /over HTTPS, nobody verifies its certificate/);
    const told = async (ports: EnginePorts): Promise<string> => (await pullCommands(here, ports)).notes.map(filled).join();
    assert.doesNotMatch(await told({ ...portsWith([engine]), speaksPlainHttp: (host) => host === here.host }), /HTTPS/);
    const { plan } = portsWith([]);
    assert.doesNotMatch(await told({ ...portsWith([engine]), plan: () => plan(plain.host) }), /HTTPS/, "plain HTTP by the setting");
  }
});

test("where only containerd as root is here, sudo runs nerdctl with the person's config.json, and the person is told", async () => {
  const rootfulOnly = () => Promise.resolve("/home/me/.docker");
  const sudo = "env DOCKER_CONFIG=/home/me/.docker sudo --preserve-env=DOCKER_CONFIG nerdctl";
  const pull = await pullCommands(app, { ...portsWith(["nerdctl"]), rootfulOnly });
  assert.equal(commandLine("posix", pull.commands), `${sudo} pull ${app.host}/team/app:1.0`);
  assert.match(pull.notes.map(filled).join(""), /^Here containerd runs only as root: sudo/);
  const push = await pushCommands("hello-world", plain, "nerdctl", { ...portsWith([]), rootfulOnly });
  assert.equal(
    commandLine("posix", push.commands),
    `${sudo} tag hello-world ${plain.host}/team/app:1.0 && ${sudo} --insecure-registry push ${plain.host}/team/app:1.0`,
  );
  for (const engine of ["docker", "podman"] as const)
    assert.match(await lineOf(app, { ...portsWith([engine]), rootfulOnly }), new RegExp(`^${engine} pull`));
});

test("a push names the image first", async () => {
  const { commands } = await pushCommands("hello-world", plain, "nerdctl", portsWith([]));
  assert.equal(
    commandLine("posix", commands),
    `nerdctl tag hello-world ${plain.host}/team/app:1.0 && nerdctl --insecure-registry push ${plain.host}/team/app:1.0`,
  );
});

test("what a registry calls a repository or a tag cannot become a part of a command", async () => {
  const hostile = ["a;rm -rf ~", "$(id)", "a b", "--all", "-q", "a`id`", "a\nb", "A", "a/../b", ""];
  for (const name of hostile) {
    await assert.rejects(pullCommands({ ...app, repository: name }, portsWith(["docker"])), RegistryError, name);
    if (name !== "A") await assert.rejects(pullCommands({ ...app, tag: name }, portsWith(["docker"])), RegistryError, name);
  }
  for (const host of ["--tls-verify=false.x", "reg;id.x", "$(id).x", "-h.x:1"]) {
    await assert.rejects(pullCommands({ ...app, host }, portsWith(["docker"])), RegistryError, host);
  }
});

test("podman fails without the config.json that DOCKER_CONFIG names, which is said before", async (t) => {
  const { folder, remove } = makeTemporaryFolder("container-registries-podman-");
  t.after(remove);
  const file = path.join(folder, "config.json");
  const noteOn = async (environment: Readonly<Record<string, string>>, engine: Engine = "podman"): Promise<string> => {
    const location = locateConfig({ setting: "", environment, homeDirectory: folder, currentDirectory: folder });
    const ports = { ...portsWith([engine]), missingPodmanFile: () => missingPodmanFile(location, environment, nodeFileSystem) };
    const [pull, push] = [await pullCommands(app, ports), await pushCommands("a:1", app, engine, ports)];
    assert.deepEqual(pull.notes, push.notes);
    return pull.notes.map(filled).join(" ");
  };
  assert.match(
    await noteOn({ DOCKER_CONFIG: folder }),
    new RegExp(`^podman may fail: DOCKER_CONFIG leads to ${file}, which does not exist`),
  );
  assert.equal(await noteOn({ DOCKER_CONFIG: folder }, "docker"), "");
  assert.equal(await noteOn({ DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: "/some/auth.json" }), "");
  assert.equal(await noteOn({}), "");
  writeFileSync(file, "{}");
  assert.equal(await noteOn({ DOCKER_CONFIG: folder }), "");
});
