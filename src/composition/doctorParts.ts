import { homedir } from "node:os";
import { env } from "vscode";
import { systemClock } from "../core/clock.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { readHttpSettings } from "../platform/httpSettings.ts";
import type { ChangePorts } from "../services/doctor/applyChange.ts";
import type { DoctorPorts, DoctorRoots } from "../services/doctor/context.ts";
import type { Prompter } from "../services/prompts/prompter.ts";
import { diagnoseLogin } from "../services/doctor/diagnoseLogin.ts";
import { chooseNetworkOptions } from "../services/reach/networkOptions.ts";
import { rootContainerdSocket } from "../services/reach/rootfulOnly.ts";
import { proxyTo } from "../services/reach/proxyTo.ts";
import { diagnoseLoginCommand } from "../ui/commands/diagnoseLogin.ts";
import { reportText } from "../ui/sentences/doctorReport.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { Trust } from "./trust.ts";
import { configHomeOf } from "../core/configHome.ts";

export interface DoctorWays {
  readonly prompter: Prompter;
  readonly login: Pick<CommandHandlers, "containerRegistries.registry.logIn" | "containerRegistries.node.logInAgain">;
  readonly setUpTrust: Trust["setUp"];
}

export function diagnoseHere(foundation: Foundation, { prompter, login, setUpTrust }: DoctorWays, target: unknown): Promise<void> {
  const dependencies = {
    prompter,
    setUpTrust,
    store: () => foundation.store.value,
    homeDirectory: homedir(),
    known: async () => (await foundation.known.all()).map(({ host }) => host),
    ports: () => doctorPorts(foundation),
    logIn: async (host: string) => login["containerRegistries.registry.logIn"]({ host }),
    logInAgain: async (host: string) => login["containerRegistries.node.logInAgain"]({ host }),
  };
  return diagnoseLoginCommand(dependencies, target);
}

/** What is found about the login to a registry, as Markdown. */
export async function reportOn(foundation: Foundation, host: string, signal: AbortSignal): Promise<string> {
  return reportText(await diagnoseLogin(host, doctorPorts(foundation), signal));
}

/** What a diagnosis looks at and changes, as it is now. */
function doctorPorts({ machine, store, sessions, known, remembered }: Foundation): DoctorPorts & ChangePorts {
  const home = homedir();
  return {
    store: store.value,
    connect: (host: string, signal: AbortSignal) => sessions.connectDirectly(host, signal),
    isPassedOver: (host: string) => known.isPassedOver(host),
    remembered: (host: string) => remembered.of(host),
    roots: () => rootsOfAll(machine),
    containerd: () => machine.hostsVersion.current(),
    proxyTo: (host: string) => proxyTo(host, chooseNetworkOptions(readHttpSettings(), process.env)),
    environment: machine.environment(),
    setAside: machine.variablesAside(),
    configLocation: machine.configLocation(),
    setVariableAside: (variable: string, isAside: boolean) => {
      machine.setVariableAside(variable, isAside);
      store.reopen();
    },
    files: nodeFileSystem,
    spawn: machine.spawn,
    clock: systemClock,
    homeDirectory: home,
    uid: process.getuid?.(),
    windows: process.platform === "win32",
    windowsHomes: "/mnt/c/Users",
    configHome: configHomeOf(process.env, home),
    containerdConfig: "/etc/containerd/config.toml",
    rootfulSocket: rootContainerdSocket,
    remoteName: env.remoteName,
  };
}

/** The number of a user who is not root. */
const anybody = 1000;

async function rootsOfAll(machine: Foundation["machine"]): Promise<DoctorRoots> {
  const [own, rootful, rootless] = await Promise.all([machine.hostsRoots(), machine.hostsRoots(0), machine.hostsRoots(anybody)]);
  return { own, rootful, rootless, areSet: machine.areHostsRootsSet() };
}
