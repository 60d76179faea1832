import type { Spawn, SpawnResult } from "../../src/core/spawn.ts";
import { commandLine } from "../../src/core/shellQuote.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { providerOfHost } from "../../src/providers/catalog.ts";
import type { Engine } from "../../src/services/images/engine.ts";
import type { PushPorts } from "../../src/services/images/push/draft.ts";
import { planConnection } from "../../src/services/reach/connection.ts";
import { noPrograms } from "./loginPorts.ts";
import { type Move, scriptedPrompter } from "./scriptedPrompter.ts";

export interface PushPortsOptions {
  readonly engine?: Engine;
  /** The registries of the tree. */
  readonly registries?: readonly string[];
  readonly username?: string;
  readonly listed?: readonly string[];
  /** What the engine answers when it is asked for its images. */
  readonly images?: SpawnResult;
  readonly spawn?: Spawn;
  /** Where config.json lies, on a machine with containerd as root alone. */
  readonly rootfulOnly?: string;
}

/** An image as engines print it. */
export function imageLine(name: string): string {
  return `${name} 13.3kB\n`;
}

export function printed(stdout: string): SpawnResult {
  return { exitCode: 0, stdout, stderr: "" };
}

/** What a push needs, with a scripted person, and an engine that has `hello-world:latest`. */
export function createPushPorts(moves: readonly Move[], options: PushPortsOptions = {}) {
  const { engine = "nerdctl", registries = [], username, listed = [], images = printed(imageLine("hello-world:latest")) } = options;
  const script = scriptedPrompter(moves);
  const spawn: Spawn = options.spawn ?? {
    ...noPrograms,
    find: (program) => Promise.resolve(program === engine ? `/usr/bin/${program}` : undefined),
    run: () => Promise.resolve(images),
  };
  const ports: PushPorts = {
    choice: () => engine,
    spawn,
    plan: (host) => planConnection(host, nodeFileSystem, { roots: [], version: "2.3", plainHttp: false, windows: false }),
    speaksPlainHttp: () => false,
    rootfulOnly: () => Promise.resolve(options.rootfulOnly),
    files: nodeFileSystem,
    homeDirectory: "/home/nobody-has-this",
    missingPodmanFile: () => Promise.resolve(undefined),
    prompter: script.prompter,
    line: (commands) => commandLine("posix", commands),
    registries: () => Promise.resolve(registries),
    lookAtRegistry: async (host) => ({ context: { host, username, listed }, guide: await providerOfHost(host)?.loadPush?.() }),
  };
  return { ports, ...script };
}
