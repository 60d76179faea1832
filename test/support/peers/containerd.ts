import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { missing, run, type RunResult, temporaryDirectory } from "./program.ts";

/** Why containerd 1.6 or 1.7 cannot be asked here, or false: what node:test's `skip` takes. */
export function whyNoContainerd(): string | false {
  const absent = missing("containerd", "ctr", "unshare");
  if (absent !== false) return absent;
  if (process.getuid?.() !== 0) return "containerd runs as root only";
  const version = execFileSync("containerd", ["--version"], { encoding: "utf8" });
  return / 1\.[67]\./.test(version) ? false : `this is not containerd 1.6 or 1.7: ${version}`;
}

/** What needs more rights or kernel modules than pulling an image does. */
const disabledPlugins = [
  ...["aufs", "btrfs", "devmapper", "overlayfs", "zfs"].map((name) => `io.containerd.snapshotter.v1.${name}`),
  "io.containerd.grpc.v1.cri",
  "io.containerd.internal.v1.opt",
  "io.containerd.internal.v1.tracing",
  "io.containerd.tracing.processor.v1.otlp",
];

export interface PullOptions {
  readonly reference: string;
  /** The directory whose sub-directories hold hosts.toml files. */
  readonly hostsDir: string;
  /** Whether no look-up and no request may leave ctr. */
  readonly offline?: boolean;
}

export interface Containerd {
  /** For the files of a test; goes with the daemon. */
  readonly folder: string;
  /** Runs `ctr images pull`; what it printed holds what it tried. */
  pull(options: PullOptions): Promise<RunResult>;
  /** Forgets an image and its content, so that it is fetched again. */
  remove(reference: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a containerd of its own: folders, sockets and content in a temporary directory. */
export async function startContainerd(): Promise<Containerd> {
  const directory = temporaryDirectory("containerd");
  const folder = directory.path;
  const socket = join(folder, "c.sock");
  const config = [
    "version = 2",
    `root = ${JSON.stringify(join(folder, "root"))}`,
    `state = ${JSON.stringify(join(folder, "state"))}`,
    `disabled_plugins = ${JSON.stringify(disabledPlugins)}`,
    `[grpc]\naddress = ${JSON.stringify(socket)}`,
    `[ttrpc]\naddress = ${JSON.stringify(`${socket}.ttrpc`)}`,
  ];
  writeFileSync(join(folder, "config.toml"), config.join("\n"));
  const daemon = spawn("containerd", ["-c", join(folder, "config.toml")], { stdio: "ignore" });
  const kill = (): void => void daemon.kill("SIGKILL");
  process.once("exit", kill);
  for (let waited = 0; waited < 200 && !existsSync(socket); waited++) await delay(50);
  return {
    folder,
    pull: ({ reference, hostsDir, offline = false }) => {
      const ctr = [
        "ctr",
        "-a",
        socket,
        "images",
        "pull",
        "--hosts-dir",
        hostsDir,
        "--snapshotter",
        "native",
        "--platform",
        "linux/amd64",
        reference,
      ];
      return offline ? run("unshare", ["-n", ...ctr]) : run("ctr", ctr.slice(1));
    },
    remove: async (reference) => void (await run("ctr", ["-a", socket, "images", "rm", "--sync", reference])),
    close: async () => {
      process.off("exit", kill);
      if (daemon.exitCode === null) {
        const ended = once(daemon, "exit");
        daemon.kill("SIGTERM");
        await ended;
      }
      directory.remove();
    },
  };
}
