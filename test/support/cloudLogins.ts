import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { makeTemporaryFolder } from "../../scripts/lib/temporaryFolder.mjs";
import type { Host } from "../../scripts/lib/vscodeServer.mjs";
import { type CertificateAuthority, createCertificateAuthority } from "./certificates/certificateAuthority.ts";
import type { Providers } from "./sampleServer/startProviders.ts";
import { filesThatHold, formsOf, holds } from "./secretHunt.ts";
import type { Sandbox } from "./vscode/sandbox.ts";
import { eventually } from "./workbench/eventually.ts";
import { openWorkbench, type Workbench } from "./workbench/workbench.ts";

export interface CloudOptions {
  readonly version: Host;
  readonly start: (authority: CertificateAuthority) => Promise<Providers>;
  /** Shell scripts by the names of the programs, which the extension asks for a login. Each writes its arguments down. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly prepare?: (sandbox: Sandbox) => void;
  /** Whatever is in none of the window, the arguments of a program, and the files but config.json and `holders`. */
  readonly secrets: readonly string[];
  /** Files below the home directory that hold a secret from the start. */
  readonly holders?: readonly string[];
  /** Logins stay from test to test. */
  readonly keepsLogins?: boolean;
}

/** Where a person logs in to: the row of the provider list, what they type to find it, and the host. */
export interface CloudPlace {
  readonly row: string;
  readonly typed: string;
  readonly host: string;
}

/** A person's hands in a wizard that leads to a login of a cloud. */
export interface CloudLogins {
  readonly version: Host;
  readonly workbench: Workbench;
  readonly providers: Providers;
  /** Of a program that the person starts in a shell. */
  readonly environment: NodeJS.ProcessEnv;
  /** The bytes of config.json; undefined where there is none. */
  config(): string | undefined;
  /** What was run since the test began, each once, with its arguments. */
  ran(): readonly string[];
  /** Opens the list and chooses from it as a person does: by typing a part of the name. */
  choose(place: Pick<CloudPlace, "row" | "typed">): Promise<void>;
  /** Goes on to the list of ways to log in. */
  toMethods(place: CloudPlace): Promise<void>;
  /** Goes on to the method's first question. */
  begin(place: CloudPlace, method: string): Promise<void>;
  /** Answers the questions of a method, which are the wizard's from the fourth step on. */
  answer(...values: readonly string[]): Promise<void>;
  /** Resolves when a row with that label is in the list, and `also` holds of all labels and details. */
  shows(label: string, also?: (rows: readonly string[]) => boolean): Promise<void>;
  /** Writes the login to the file, and waits until that is said. */
  finish(host: string): Promise<void>;
  /** Waits until the login is said to have succeeded, in a sentence that can be read to its end. */
  isSaid(host: string): Promise<string>;
  /** Leaves the wizard. */
  giveUp(): Promise<void>;
}

/** Opens a workbench before the tests of a suite; each test starts without a login, and looks afterwards for secrets that went astray. */
export function cloudLogins(options: CloudOptions): CloudLogins {
  const { folder, remove } = makeTemporaryFolder("container-registries-clouds-");
  const record = path.join(folder, "ran");
  const bin = path.join(folder, "bin");
  const forbidden = options.secrets.flatMap((secret) => formsOf(secret));
  let workbench: Workbench;
  let providers: Providers;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");

  before(async () => {
    const authority = createCertificateAuthority("Test");
    providers = await options.start(authority);
    const bundle = path.join(folder, "authority.pem");
    writeFileSync(bundle, authority.cert);
    mkdirSync(bin);
    // A machine with rootless containerd: where there is none but root's, nerdctl is run with sudo.
    const runtime = path.join(folder, "run");
    mkdirSync(path.join(runtime, "containerd-rootless/netns"), { recursive: true, mode: 0o700 });
    for (const [name, script] of Object.entries(options.programs ?? {}))
      writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${record}'\n${script}\n`, { mode: 0o755 });
    workbench = await openWorkbench({
      host: options.version,
      withoutSignIn: true,
      ...(options.userSettings === undefined ? {} : { userSettings: options.userSettings }),
      environment: { NODE_EXTRA_CA_CERTS: bundle, HTTPS_PROXY: providers.proxyUrl, XDG_RUNTIME_DIR: runtime, ...options.environment },
      prepare: (sandbox) => {
        // The server takes its PATH from the person's login shell.
        writeFileSync(path.join(sandbox.home, ".profile"), `PATH="${bin}:$PATH"\n`);
        const extensions = path.join(sandbox.folder, "server/extensions");
        mkdirSync(extensions, { recursive: true });
        symlinkSync(path.join(import.meta.dirname, "signIn"), path.join(extensions, "test.sign-in-1.0.0"));
        options.prepare?.(sandbox);
      },
    });
    await workbench.openViewContainer("Registries");
  });
  beforeEach(() => {
    if (options.keepsLogins !== true) rmSync(configFile(), { force: true });
    writeFileSync(record, "");
  });
  afterEach(async () => {
    const { sandbox, page, notifications } = workbench;
    assert.ok(!holds(Buffer.from(await page.content()), forbidden), "in the window");
    assert.ok(!holds(readFileSync(record), forbidden), "in the arguments of a program");
    const own = new Set([configFile(), ...(options.holders ?? []).map((file) => path.join(sandbox.home, file))]);
    const found = filesThatHold(sandbox.folder, forbidden).map((file) => path.join(sandbox.folder, file));
    assert.deepEqual(
      found.filter((file) => !own.has(file)),
      [],
    );
    await notifications.dismissAll();
  });
  after(async () => {
    await workbench?.close();
    await providers?.close();
    remove();
  });

  const shows: CloudLogins["shows"] = async (label, also = () => true) => {
    await eventually(
      async () => (await workbench.quickInput.rows()).map((row) => `${row.label} ${row.detail}`),
      (rows) => rows.some((row) => row.startsWith(label)) && also(rows),
      `“${label}” in the list`,
    );
  };
  const choose: CloudLogins["choose"] = async ({ row, typed }) => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type(typed);
    // Before the list is filtered, its rows move.
    await shows(row, (rows) => rows.every((each) => each.toLowerCase().includes(typed)));
    await quickInput.pick(row);
  };
  const toMethods: CloudLogins["toMethods"] = async (place) => {
    const { quickInput } = workbench;
    await choose(place);
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await quickInput.enter(place.host);
    await quickInput.waitFor(`Log In to ${place.host} (3/`);
  };
  const isSaid: CloudLogins["isSaid"] = async (host) => {
    const { message, isCutOff } = await workbench.notifications.waitFor(`Login Succeeded: ${host}.`);
    assert.equal(isCutOff, false, message);
    return message;
  };
  return {
    version: options.version,
    get workbench() {
      return workbench;
    },
    get providers() {
      return providers;
    },
    get environment() {
      return { ...process.env, ...workbench.sandbox.environment, ...options.environment, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    },
    config: () => (existsSync(configFile()) ? readFileSync(configFile(), "utf8") : undefined),
    ran: () => [...new Set(readFileSync(record, "utf8").split("\n").filter(Boolean))],
    choose,
    toMethods,
    begin: async (place, method) => {
      await toMethods(place);
      await shows(method);
      await workbench.quickInput.pick(method);
    },
    answer: async (...values) => {
      for (const [index, value] of values.entries()) {
        await workbench.quickInput.waitFor(`(${index + 4}/`);
        await workbench.quickInput.enter(value);
      }
    },
    shows,
    finish: async (host) => {
      await shows("In config.json ");
      await workbench.quickInput.pick(/^In config\.json$/);
      await isSaid(host);
    },
    isSaid,
    giveUp: () => workbench.quickInput.cancel(),
  };
}

/** A credential helper that has the login of a user name, whose secret is in the environment. */
export function helperFor(username: string): string {
  return `[ "$1" = list ] && { echo '{}'; exit; }
read -r server
printf '{"ServerURL": "%s", "Username": "${username}", "Secret": "%s"}' "$server" "$TEST_SECRET"`;
}

/** What config.json is once it names a helper for hosts. */
export function configWithHelper(helper: string, ...hosts: readonly string[]): string {
  return JSON.stringify({ auths: {}, credHelpers: Object.fromEntries(hosts.map((host) => [host, helper])) }, null, "\t");
}
