import path from "node:path";
import { systemClock } from "../../src/core/clock.ts";
import type { Spawn } from "../../src/core/spawn.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import type { TransportOptions } from "../../src/registry/http/undiciTransport.ts";
import { createApiSender } from "../../src/services/reach/openSession.ts";
import { planConnection } from "../../src/services/reach/connection.ts";
import { writeTemplate } from "../../src/services/login/writeTemplate.ts";
import type { LoginPorts } from "../../src/services/login/logIn.ts";
import { AddedRegistries } from "../../src/services/remembered/addedRegistries.ts";
import type { MethodPorts } from "../../src/providers/methodContext.ts";
import { type PassedOver, PassedOverLogins } from "../../src/services/remembered/passedOverLogins.ts";
import { type LoginsByHost, type RememberedLogin, RememberedLogins } from "../../src/services/remembered/rememberedLogins.ts";
import { type SessionPorts, Sessions } from "../../src/services/reach/sessions.ts";
import { type Move, scriptedPrompter } from "./scriptedPrompter.ts";
import { createSessionOpener } from "./sessionOpener.ts";
import { silentLogger } from "./silentLogger.ts";
import { openCredentialStore } from "./credentialStore.ts";

export interface LoginPortsOptions {
  /** Programs of this machine; none unless given. */
  readonly spawn?: Spawn;
  readonly environment?: Readonly<Record<string, string>>;
  readonly open?: SessionPorts["open"];
  /** Leads signed requests to the fakes of a cloud's APIs. */
  readonly network?: TransportOptions;
  readonly signIn?: MethodPorts["signIn"];
  /** What the person does about a connection that is not trusted: nothing unless given. */
  readonly setUpTrust?: LoginPorts["setUpTrust"];
  /** Hosts that may be asked over plain HTTP. */
  readonly plainHttp?: ReadonlySet<string>;
  /** Called once a remedy has been applied. */
  readonly onRemedy?: () => void;
  /** What is remembered of logins. */
  readonly logins?: LoginsByHost;
  /** The certs.d directories. */
  readonly roots?: readonly string[];
}

export const noPrograms: Spawn = {
  ...nodeSpawn,
  find: () => Promise.resolve(undefined),
  run: () => Promise.reject(new Error("no program is here")),
};
const nobody: MethodPorts["signIn"] = () => Promise.reject(new Error("nobody is signed in"));

function sender(network: TransportOptions | undefined): LoginPorts["sendSigned"] {
  if (network === undefined) return () => Promise.reject(new Error("no API is here"));
  return createApiSender({ network: () => network, clock: systemClock, logger: silentLogger, userAgent: "test" });
}

/**
 * What a login needs, as the extension puts it together, with a scripted person, and config.json in a directory of the test. The person
 * decided that logins go there.
 */
export function createLoginPorts(directory: string, moves: readonly Move[], options: LoginPortsOptions = {}) {
  const { spawn = noPrograms, environment = {}, open = createSessionOpener(), signIn = nobody, roots = [], network } = options;
  const inTerminal: string[] = [];
  const script = scriptedPrompter(moves);
  const memory: { logins: Readonly<Record<string, RememberedLogin>>; registries: readonly string[]; passedOver: PassedOver } = {
    logins: options.logins ?? {},
    registries: [],
    passedOver: {},
  };
  const store = openCredentialStore(path.join(directory, "config.json"), { spawn, environment, platform: "linux" });
  const sessions = new Sessions({
    open,
    plan: (host) =>
      planConnection(host, nodeFileSystem, { roots, version: "2.3", plainHttp: options.plainHttp?.has(host) === true, windows: false }),
    logger: silentLogger,
    credentialsFor: () => ({ lookup: () => Promise.resolve(undefined) }),
  });
  const ports: LoginPorts = {
    prompter: script.prompter,
    sessions,
    store,
    keepInFile: { get: () => true, set: () => Promise.resolve() },
    setUpTrust: options.setUpTrust ?? (() => Promise.resolve(false)),
    spawn,
    signIn,
    sendSigned: sender(network),
    applyRemedy: async (remedy) => {
      if (remedy.kind === "file") await writeTemplate(nodeFileSystem, remedy.path, remedy.content);
      else if (remedy.kind === "window") inTerminal.push(`window ${remedy.remoteAuthority}`);
      else inTerminal.push([remedy.program, ...remedy.args].join(" "));
      options.onRemedy?.();
    },
    environment,
    files: nodeFileSystem,
    remembered: new RememberedLogins({ read: () => memory.logins, write: (logins) => Promise.resolve(void (memory.logins = logins)) }),
    passedOver: new PassedOverLogins({
      read: () => memory.passedOver,
      write: (passedOver) => Promise.resolve(void (memory.passedOver = passedOver)),
    }),
    registries: new AddedRegistries({
      read: () => memory.registries,
      write: (registries) => Promise.resolve(void (memory.registries = registries)),
    }),
    homeDirectory: directory,
    findGuests: () => Promise.resolve({ guests: [], silent: [] }),
    remoteName: undefined,
    logger: silentLogger,
  };
  return { ...script, ports, memory, inTerminal };
}
