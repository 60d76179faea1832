import { untilAborted } from "../../core/singleFlight.ts";
import type { Spawn } from "../../core/spawn.ts";

/** A running guest of this machine in which nerdctl may run: it has a home directory, and so a config.json, of its own. */
export interface Guest {
  readonly kind: "lima" | "colima" | "rancherDesktop" | "wsl";
  /** Of the instance, the profile or the distribution; Rancher Desktop has one guest, without a name. */
  readonly name: string;
}

export interface GuestSearch {
  readonly guests: readonly Guest[];
  /** Programs that have guests and did not answer. */
  readonly silent: readonly string[];
}

export interface GuestCommand {
  readonly program: string;
  readonly args: readonly string[];
}

interface GuestProgram {
  readonly program: string;
  readonly platforms: readonly NodeJS.Platform[];
  /** Prints what runs. */
  readonly list: readonly string[];
  /** The names of the guests in which nerdctl may run. */
  readonly read: (output: string) => readonly string[];
  /** Runs a command in a guest, past its shell where the program allows that. */
  readonly enter: (name: string) => readonly string[];
  /** Runs a program as whoever nerdctl is run as there. */
  readonly run: (name: string) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const timeoutMs = 3000;
/** With what comes before and after that. */
export const guestsMs = 4000;
/** More running guests are no list to choose from. */
const mostGuests = 20;
const mostLines = 1000;
const maxOutputBytes = 256 * 1024;
const unix: readonly NodeJS.Platform[] = ["darwin", "linux"];
/** The distributions of Docker Desktop and Rancher Desktop belong to those programs. */
const ownDistributions = /^(?:docker|rancher)-desktop/;

/**
 * How each program lists its guests. Sources: lima-vm.io/docs/reference/limactl_list (one JSON object a line), `colima list --json`
 * (likewise), `rdctl list-settings`, and learn.microsoft.com/windows/wsl/basic-commands.
 */
const programs: Readonly<Record<Guest["kind"], GuestProgram>> = {
  lima: {
    program: "limactl",
    platforms: unix,
    list: ["list", "--format", "json"],
    read: (output) => objectsOf(output).filter(isRunning).flatMap(nameOf),
    enter: (name) => ["shell", name, "nerdctl"],
    run: (name) => ["shell", name],
  },
  colima: {
    program: "colima",
    platforms: unix,
    list: ["list", "--json"],
    // With Docker as its runtime, the docker of this side reads the config.json of this side.
    read: (output) =>
      objectsOf(output)
        .filter((each) => isRunning(each) && each["runtime"] === "containerd")
        .flatMap(nameOf),
    enter: (name) => ["nerdctl", "--profile", name, "--"],
    // As colima's own nerdctl command does (cmd/nerdctl.go).
    run: (name) => ["ssh", "--profile", name, "--", "sudo"],
  },
  rancherDesktop: {
    program: "rdctl",
    platforms: [...unix, "win32"],
    list: ["list-settings"],
    read: (output) => (engineOf(output) === "containerd" ? [""] : []),
    enter: () => ["shell", "nerdctl"],
    run: () => ["shell"],
  },
  wsl: {
    program: "wsl",
    platforms: ["win32"],
    list: ["--list", "--running", "--quiet"],
    env: { WSL_UTF8: "1" },
    // Older releases print UTF-16 whatever is asked for.
    read: (output) =>
      output
        .replaceAll("\0", "")
        .split(/\r?\n/, mostLines)
        .map((line) => line.trim())
        .filter((name) => isName(name) && !ownDistributions.test(name)),
    enter: (name) => ["--distribution", name, "--exec", "nerdctl"],
    run: (name) => ["--distribution", name, "--exec"],
  },
};

const kinds = ["lima", "colima", "rancherDesktop", "wsl"] as const satisfies readonly Guest["kind"][];

/**
 * Asks the programs that are installed, each for at most three seconds; those that have not answered when the signal fires are silent.
 * Never rejects.
 */
export async function findGuests(spawn: Spawn, platform: NodeJS.Platform, signal: AbortSignal): Promise<GuestSearch> {
  const here = kinds.filter((kind) => programs[kind].platforms.includes(platform));
  const found = await Promise.all(here.map((kind) => ask(kind, spawn, signal)));
  return { guests: found.flatMap(({ guests }) => guests), silent: found.flatMap(({ silent }) => silent) };
}

async function ask(kind: Guest["kind"], spawn: Spawn, signal: AbortSignal): Promise<GuestSearch> {
  const { program, list, read, env } = programs[kind];
  try {
    // A directory of PATH may lie on a server that is gone.
    if ((await untilAborted(spawn.find(program), signal)) === undefined) return { guests: [], silent: [] };
    const asked = { program, args: list, timeoutMs, maxOutputBytes, isGroup: true, signal };
    const { exitCode, stdout } = await untilAborted(spawn.run(env === undefined ? asked : { ...asked, env }), signal);
    // One that fails has nothing running: Rancher Desktop is closed, WSL has no distribution.
    return {
      guests:
        exitCode === 0
          ? read(stdout)
              .slice(0, mostGuests)
              .map((name) => ({ kind, name }))
          : [],
      silent: [],
    };
  } catch {
    return { guests: [], silent: [program] };
  }
}

/** `nerdctl login` in the guest, which asks for the password there. The user name is left out where a shell could read more in it. */
export function guestLogin({ kind, name }: Guest, host: string, username: string): GuestCommand {
  const { program, enter } = programs[kind];
  const user = /^[\w.@-]+$/.test(username) && !username.startsWith("-") ? ["--username", username] : [];
  return { program, args: [...enter(name), "login", ...user, host] };
}

/**
 * Writes the guest's config.json, which maps the hosts to a helper, where there is none yet; else shows what to add to it. The quotes of
 * JSON are octal, since not every shell of this side has a way to hand them on.
 */
export function guestMapping({ kind, name }: Guest, helper: string, hosts: readonly string[]): GuestCommand {
  const { program, run } = programs[kind];
  // A host is no more than that to the shell in the guest.
  const named = [...new Set(hosts)].filter((host) => /^[\w.:[\]-]+$/.test(host));
  const quote = (word: string): string => String.raw`\042${word}\042`;
  const helpers = named.map((host) => `${quote(host)}: ${quote(helper)}`).join(", ");
  const json = String.raw`{ ${quote("credHelpers")}: { ${helpers} } }\n`;
  const open = "if [ -e config.json ]; then echo Add this to config.json in the guest:; else exec >config.json; fi";
  const script = `umask 077; mkdir -p ~/.docker && cd ~/.docker && ${open} && printf '${json}'`;
  return { program, args: [...run(name), "sh", "-c", script] };
}

type Fields = Readonly<Record<string, unknown>>;

/** One JSON object a line; what is none is passed over. */
function objectsOf(output: string): readonly Fields[] {
  return output.split("\n", mostLines).flatMap((line) => {
    const fields = fieldsOf(line);
    return fields === undefined ? [] : [fields];
  });
}

function fieldsOf(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isRunning({ status }: Fields): boolean {
  return status === "Running";
}

function nameOf({ name }: Fields): readonly string[] {
  return typeof name === "string" && isName(name) ? [name] : [];
}

/** Names become arguments: none is taken for an option. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9][\w. -]*$/.test(name);
}

/** Older releases of Rancher Desktop name the engine beside Kubernetes' settings. */
function engineOf(settings: string): unknown {
  const { containerEngine, kubernetes } = fieldsOf(settings) ?? {};
  return (
    (isFields(containerEngine) ? containerEngine["name"] : undefined) ?? (isFields(kubernetes) ? kubernetes["containerEngine"] : undefined)
  );
}
