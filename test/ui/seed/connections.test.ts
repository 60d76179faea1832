import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, type TestContext } from "node:test";
import { parse } from "smol-toml";
import { createCertificateAuthority } from "../../support/certificates/certificateAuthority.ts";
import { type Containerd, startContainerd, whyNoContainerd } from "../../support/peers/containerd.ts";
import { missing } from "../../support/peers/program.ts";
import { seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../../support/registry/startRegistry.ts";
import { assertToolsRead } from "../../support/seed/readBack.ts";
import { sectionTests } from "../../support/seed/seedHands.ts";
import { seedPrograms } from "../../support/seed/seedPrograms.ts";
import { version as host } from "../../support/vscode/versions.ts";
import { hoverAt } from "../../support/workbench/hover.ts";
import { openWorkbench, type Workbench } from "../../support/workbench/workbench.ts";

// An address of this machine that no tool takes for loopback, whose certificate is verified.
const hostname = "0.0.0.0";
const authority = createCertificateAuthority("Company CA");
const alice = { username: "alice", password: "correct horse/battery" };
/** Anybody may pull, so that containerd needs no login. */
const anonymousRights = [{ type: "repository", name: "demo/hello", actions: ["pull"] }];
const auth = { kind: "bearer", accounts: [alice], anonymousRights } as const;
const leaf = authority.issue({ commonName: "registry", names: [hostname] });

describe(`nerdctl's guide: config.json, certificates and insecure registries, in VS Code ${host}`, { skip: missing("skopeo") }, () => {
  const state: { workbench?: Workbench; containerd?: Containerd } = {};
  const registries: RunningRegistry[] = [];
  const clouds = {
    get workbench(): Workbench {
      assert.ok(state.workbench);
      return state.workbench;
    },
  };
  const settings: Record<string, unknown> = { "containerRegistries.credentials.store": "file" };
  const own = (): string => path.join(clouds.workbench.sandbox.home, ".config/containerd/certs.d");
  const section = sectionTests(clouds);

  const start = async (options: Parameters<typeof startRegistry>[0]): Promise<RunningRegistry> => {
    const registry = await startRegistry({ hostname, ...options });
    seedDemo(registry);
    registries.push(registry);
    return registry;
  };
  /** Debian's containerd pulls by what was written; where it cannot run, the test says so. */
  const pulls = async (t: TestContext, registry: RunningRegistry): Promise<void> => {
    if (state.containerd === undefined) return t.diagnostic(String(whyNoContainerd()));
    const reference = `${registry.host}/demo/hello:1.1.0`;
    const { exitCode, stderr } = await state.containerd.pull({ reference, hostsDir: own() });
    assert.equal(exitCode, 0, stderr);
  };
  const hostsToml = (registry: RunningRegistry): string => readFileSync(path.join(own(), registry.host, "hosts.toml"), "utf8");
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...clouds.workbench.sandbox.environment,
    DOCKER_CONFIG: path.join(clouds.workbench.sandbox.home, ".docker"),
  });
  const beginLogin = async (registry: Pick<RunningRegistry, "host">): Promise<void> => {
    const { quickInput } = clouds.workbench;
    await clouds.workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type(`nerdctl login -u alice ${registry.host}`);
    await quickInput.pick(`Log in to ${registry.host}`);
    await quickInput.waitFor(`Log In to ${registry.host}`);
  };
  const finishLogin = async (registry: Pick<RunningRegistry, "host">): Promise<void> => {
    const { quickInput, notifications } = clouds.workbench;
    await quickInput.waitForMessage("User name");
    await quickInput.accept();
    await quickInput.waitForMessage("Password or access token of alice");
    await quickInput.enter(alice.password);
    await notifications.waitFor(`Login Succeeded: ${registry.host}.`);
    await notifications.dismissAll();
  };
  const says = (...texts: readonly string[]): Promise<unknown> =>
    clouds.workbench.quickInput.waitForRows(
      (rows) => texts.every((text) => rows.some(({ label, detail }) => `${label} ${detail}`.includes(text))),
      `${texts.join(" and ")} in the list`,
    );
  const known: { dockerStyle?: RunningRegistry; company?: RunningRegistry; insecure?: RunningRegistry } = {};
  before(async () => {
    const [dockerStyle, company, insecure] = await Promise.all([start({ tls: leaf }), start({ tls: leaf }), start({ auth })]);
    Object.assign(known, { dockerStyle, company, insecure });
    settings["containerRegistries.connection.plainHttp"] = [insecure.host];
    // The guide's $DOCKER_CONFIG is not set here.
    const variables: Record<string, string | undefined> = { DOCKER_CONFIG: undefined };
    const [containerd, workbench] = await Promise.all([
      whyNoContainerd() === false ? startContainerd() : undefined,
      openWorkbench({
        host,
        userSettings: settings,
        environment: variables,
        prepare: ({ home }) => {
          const roots = ["containerd", "docker"].map((name) => path.join(home, ".config", name, "certs.d"));
          // Tests may run as root, whose own places are below /etc.
          settings["containerRegistries.hosts.directories"] = roots;
          const directory = path.join(roots[1] ?? "", dockerStyle.host);
          mkdirSync(directory, { recursive: true });
          writeFileSync(path.join(directory, "ca.crt"), authority.cert);
          mkdirSync(path.join(home, ".docker"));
          const auths = { [dockerStyle.host]: {}, [company.host]: {} };
          writeFileSync(path.join(home, ".docker/config.json"), JSON.stringify({ auths }), { mode: 0o600 });
          const bin = path.join(home, "bin");
          mkdirSync(bin);
          // A machine with rootless containerd: where there is none but root's, nerdctl is run with sudo.
          variables["XDG_RUNTIME_DIR"] = path.join(home, "run");
          mkdirSync(path.join(home, "run/containerd-rootless"), { recursive: true, mode: 0o700 });
          const nerdctl = (seedPrograms["nerdctl"] ?? "").replace("0.16.0", "0.15.0");
          writeFileSync(path.join(bin, "nerdctl"), `#!/bin/sh\n${nerdctl}\n`, { mode: 0o755 });
          writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
        },
      }),
    ]);
    Object.assign(state, { workbench, containerd });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await state.workbench?.close();
    await state.containerd?.close();
    await Promise.all(registries.map((registry) => registry.close()));
  });

  section("registry authentication", async (_, t) => {
    const registry = await start({ hostname: "localhost", auth });
    await beginLogin(registry);
    await finishLogin(registry);
    await assertToolsRead(t, registry.host, alice, environment());
  });

  section("Using insecure registry", async (guide, t) => {
    const { quickInput } = clouds.workbench;
    const registry = await start({ auth });
    await beginLogin(registry);
    await says(`${registry.host} does not speak HTTPS, only plain HTTP.`);
    // “Set up the connection…” is what Enter alone chooses; the sentence above it names it, too.
    await quickInput.accept();
    await quickInput.waitFor(`Connect to ${registry.host} (1/`);
    await quickInput.pick("Use plain HTTP…");
    await says("--insecure-registry");
    await clouds.workbench.screenshot("seed-insecure");
    await quickInput.pick("Connect over plain HTTP");
    await quickInput.waitFor(`Connect to ${registry.host} (3/`);
    await quickInput.pick(own());
    await quickInput.pick(/^Write$/);
    await finishLogin(registry);
    assert.deepEqual(Object.keys((parse(hostsToml(registry)) as { readonly host: object }).host), [registry.url]);
    await assertToolsRead(t, registry.host, alice, environment());
    await pulls(t, registry);

    // Where no hosts.toml says it, nerdctl is told by the guide's option.
    assert.ok(guide.commands[0]?.startsWith("nerdctl --insecure-registry "));
    const insecure = known.insecure?.host ?? "";
    await beginLogin({ host: insecure });
    await finishLogin({ host: insecure });
    await quickInput.openBy(
      () => clouds.workbench.tree("Registries").clickContextMenu(insecure, "Push Image…"),
      `Push an Image to ${insecure}`,
    );
    await says("hello-world:latest");
    await quickInput.pick("hello-world:latest");
    await quickInput.waitForMessage("Name of the image in the registry");
    await quickInput.accept();
    await says(
      `nerdctl --insecure-registry push ${insecure}/hello-world:latest`,
      "--insecure-registry: nerdctl does not check the certificate",
    );
    await clouds.workbench.screenshot("seed-insecure-push");
    await quickInput.cancel();
    await assertToolsRead(t, insecure, alice, environment());
  });

  section("Specifying certificates", async (guide, t) => {
    const { quickInput, sandbox } = clouds.workbench;
    const tree = clouds.workbench.tree("Registries");
    const registry = known.company ?? (await start({}));
    const file = path.join(sandbox.folder, "ca.crt");
    writeFileSync(file, authority.cert);
    await tree.expand(registry.host);
    const isError = ({ label }: { readonly label: string }): boolean => label.includes("certificate");
    const error = (await tree.waitForRows((all) => all.some(isError), "the error")).find(isError);
    await quickInput.openBy(() => tree.clickInlineAction(error?.label ?? "", "Set Up the Connection…"), `Connect to ${registry.host} (1/`);
    await quickInput.pick("Choose a CA certificate…");
    await quickInput.waitForMessage("Path of the authority's certificate");
    await quickInput.enter(file);
    await quickInput.waitFor(`Connect to ${registry.host} (3/`);
    await quickInput.pick(own());
    await clouds.workbench.screenshot("seed-certificates");
    await quickInput.pick(/^Write$/);
    await tree.waitForRow("demo/hello");
    await tree.collapse(registry.host);
    const example = (/^```toml$([^]*?)^```$/m.exec(guide.text)?.[1] ?? "")
      .replaceAll("192.168.12.34:5000", registry.host)
      .replace("/path/to/ca.crt", "ca.crt");
    assert.deepEqual(parse(hostsToml(registry)), parse(example));
    assert.equal(readFileSync(path.join(own(), registry.host, "ca.crt"), "utf8"), authority.cert);
    await pulls(t, registry);

    // The guide's requirement: nerdctl 0.16.
    await quickInput.openBy(() => tree.clickContextMenu(registry.host, "Diagnose Login…"), registry.host);
    await says("nerdctl 0.15.0 ignores every hosts.toml", "Only 0.16 and later read them.");
    await clouds.workbench.screenshot("seed-certificates-diagnosis");
    await quickInput.cancel();

    // A directory in Docker's style is followed as it is, and said to be in use.
    const dockerStyle = known.dockerStyle?.host ?? "";
    await tree.expand(dockerStyle);
    await tree.waitForRow("demo/hello");
    await tree.collapse(dockerStyle);
    await quickInput.openBy(() => tree.clickContextMenu(dockerStyle, "Diagnose Login…"), dockerStyle);
    const inUse = "Loose certificates are in use for this registry";
    await says(inUse);
    await quickInput.pick(inUse);
    await says(`~/.config/docker/certs.d/${dockerStyle}.`);
    await quickInput.cancel();
  });

  section("Accessing 127.0.0.1 from rootless nerdctl", async (guide, t) => {
    const { quickInput, editor } = clouds.workbench;
    const registry = await start({ hostname: "127.0.0.1" });
    await clouds.workbench.runCommand("Container Registries: New hosts.toml…");
    await quickInput.waitFor("New hosts.toml (1/");
    await quickInput.pick("Registry without a valid certificate, or with plain HTTP");
    await quickInput.waitFor("New hosts.toml (2/");
    await quickInput.enter(registry.host);
    await quickInput.waitFor("New hosts.toml (3/");
    await clouds.workbench.screenshot("seed-loopback");
    await quickInput.pick("Plain HTTP");
    await quickInput.waitFor("New hosts.toml (4/");
    await quickInput.pick(own());
    await editor.waitForText((text) => text.includes(registry.url), "the file");
    const [about = "no address"] = /https:\/\/github\.com\/\S+/.exec(guide.text) ?? [];
    const card = await hoverAt(clouds.workbench, 1, 12, /Rootless nerdctl may not reach this address/);
    assert.ok(card.includes(about), card);
    await clouds.workbench.screenshot("seed-loopback-problem");
    await pulls(t, registry);
  });
});
