import path from "node:path";
import { systemClock } from "../../src/core/clock.ts";
import type { Spawn } from "../../src/core/spawn.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import type { ChangePorts } from "../../src/services/doctor/applyChange.ts";
import type { DoctorPorts } from "../../src/services/doctor/context.ts";
import { planConnection } from "../../src/services/reach/connection.ts";
import { Sessions } from "../../src/services/reach/sessions.ts";
import { openCredentialStore } from "./credentialStore.ts";
import { createSessionOpener } from "./sessionOpener.ts";
import { silentLogger } from "./silentLogger.ts";

export interface DoctorHome {
  readonly ports: DoctorPorts;
  readonly changes: ChangePorts;
}

/** What a diagnosis needs, in a person's home that is a directory of the test. The programs are those of its `bin`. */
export function createDoctorPorts(home: string, others: Partial<DoctorPorts> & { readonly spawn?: Spawn } = {}): DoctorHome {
  const spawn = others.spawn ?? programsIn(path.join(home, "bin"));
  const setAside: string[] = [];
  const variables = others.environment ?? {};
  const environment = new Proxy(variables, {
    get: (target, name) => (setAside.includes(String(name)) ? undefined : target[String(name)]),
  });
  const store = openCredentialStore(path.join(home, ".docker/config.json"), { spawn, environment, platform: "linux", homeDirectory: home });
  const sessions = new Sessions({
    open: createSessionOpener(),
    plan: (host) => planConnection(host, nodeFileSystem, { roots: [], version: "2.3", plainHttp: true, windows: false }),
    logger: silentLogger,
    credentialsFor: () => ({ lookup: () => Promise.resolve(undefined) }),
  });
  const connect: DoctorPorts["connect"] = (host, signal) => sessions.connectDirectly(host, signal);
  const roots = [path.join(home, "etc/containerd/certs.d"), path.join(home, "etc/docker/certs.d")];
  const ports: DoctorPorts = {
    store,
    connect,
    isPassedOver: () => Promise.resolve(false),
    remembered: () => undefined,
    roots: () => Promise.resolve({ own: roots, rootful: roots, rootless: [path.join(home, ".config/containerd/certs.d")], areSet: false }),
    containerd: () => Promise.resolve({ version: "2.3", source: "assumed", installed: { containerd: undefined, nerdctl: undefined } }),
    proxyTo: () => undefined,
    configLocation: { path: path.join(home, ".docker/config.json"), source: "default" },
    files: nodeFileSystem,
    clock: systemClock,
    homeDirectory: home,
    uid: 1000,
    windows: false,
    windowsHomes: path.join(home, "mnt/c/Users"),
    configHome: path.join(home, ".config"),
    containerdConfig: path.join(home, "etc/containerd/config.toml"),
    rootfulSocket: path.join(home, "run/containerd/containerd.sock"),
    remoteName: undefined,
    ...others,
    environment,
    setAside,
    spawn,
  };
  const setVariableAside = (variable: string, isAside: boolean): void => {
    setAside.splice(0, setAside.length, ...(isAside ? [variable] : []));
  };
  return { ports, changes: { store, connect, files: nodeFileSystem, setVariableAside } };
}

/** A program that answers at all has answered by then, and nobody waits for one that hangs. */
const patienceMs = 1_500;

/** The programs of one directory, whatever else this machine has. */
export function programsIn(directory: string): Spawn {
  const find: Spawn["find"] = (program) => nodeSpawn.find(path.join(directory, program));
  return {
    self: nodeSpawn.self,
    isRunning: (pid) => nodeSpawn.isRunning(pid),
    find,
    run: (request) =>
      nodeSpawn.run({ ...request, program: path.join(directory, request.program), timeoutMs: Math.min(request.timeoutMs, patienceMs) }),
  };
}
