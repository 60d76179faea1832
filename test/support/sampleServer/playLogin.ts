import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { logIn, type LoginResult } from "../../../src/services/login/logIn.ts";
import { createCertificateAuthority } from "../certificates/certificateAuthority.ts";
import { createLoginPorts, type LoginPortsOptions } from "../loginPorts.ts";
import type { Move } from "../scriptedPrompter.ts";
import { createSessionOpener } from "../sessionOpener.ts";
import type { Sample } from "./samples.ts";
import { type Providers, startProviders } from "./startProviders.ts";

/** Vouches for the registries' names. */
export const authority = createCertificateAuthority();

export interface PlayedLogin {
  readonly result: LoginResult;
  /** What the person was told at a field. */
  readonly refusals: readonly string[];
  /** The steps that the person saw. */
  readonly steps: ReturnType<typeof createLoginPorts>["steps"];
  /** How many requests there were. */
  readonly requests: number;
  /** Requests that carried a name and password. */
  readonly tries: number;
  /** The bytes of config.json; undefined where there is none. */
  readonly config: string | undefined;
  /** All that is kept between starts, as JSON. */
  readonly remembered: string;
  /** What was run in a terminal. */
  readonly inTerminal: readonly string[];
  /** All that the person saw. */
  readonly shown: string;
  /** What is remembered of when logins end. */
  readonly ends: Readonly<Record<string, string>>;
}

type PlayOptions = LoginPortsOptions & {
  /** Puts files into the person's home directory, where config.json is written, too. */
  readonly prepare?: (homeDirectory: string) => void;
  readonly request?: Parameters<typeof logIn>[0];
};

type Options = PlayOptions & { readonly password?: string };

/** As `playLoginTo`, to registries of the test's own. With a password, others are refused. */
export async function playLogin(
  t: TestContext,
  moves: readonly Move[],
  samples: readonly Sample[],
  { password, ...options }: Options = {},
): Promise<PlayedLogin> {
  const providers = await startProviders(authority, samples, password);
  t.after(() => providers.close());
  return playLoginTo(t, moves, providers, options);
}

/** Plays a whole login of a scripted person to registries under their real names, until config.json is written or not. */
export async function playLoginTo(
  t: TestContext,
  moves: readonly Move[],
  providers: Providers,
  { prepare, request = {}, ...options }: PlayOptions = {},
): Promise<PlayedLogin> {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-login-"));
  t.after(() => rmSync(directory, { recursive: true }));
  prepare?.(directory);
  providers.requests.clear();
  const { ports, refusals, steps, memory, inTerminal } = createLoginPorts(directory, moves, {
    network: providers.transport,
    ...options,
    open: createSessionOpener([], providers.transport),
  });
  const result = await logIn(request, ports);
  const configFile = path.join(directory, "config.json");
  // After a login the catalog is asked for, which may tell what the login may do, or may not be there.
  assert.deepEqual(
    providers.unknown.filter((asked) => !asked.endsWith("/v2/_catalog?n=1")),
    [],
  );
  return {
    result,
    refusals,
    steps,
    requests: providers.requests.entries.length,
    tries: providers.requests.entries.filter(({ headers }) => headers.authorization?.startsWith("Basic ")).length,
    config: existsSync(configFile) ? readFileSync(configFile, "utf8") : undefined,
    ends: Object.fromEntries(
      Object.entries(memory.logins).flatMap(([host, { expiresAt }]) => (expiresAt === undefined ? [] : [[host, expiresAt]])),
    ),
    inTerminal,
    remembered: JSON.stringify(memory),
    shown: JSON.stringify([steps, result, refusals]),
  };
}

/** The bytes that `docker login` (one key), or `nerdctl login` (two keys), would have written. */
export function configOf(keys: readonly string[], username: string, secret: string): string {
  const auth = Buffer.from(`${username}:${secret}`).toString("base64");
  const entries = keys.map((key) => `\t\t"${key}": {\n\t\t\t"auth": "${auth}"\n\t\t}`);
  return `{\n\t"auths": {\n${entries.join(",\n")}\n\t}\n}`;
}
