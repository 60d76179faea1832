import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "../registry/accounts.ts";
import { run, type RunResult, temporaryDirectory } from "./program.ts";

export interface Skopeo {
  /** Adds a login, as `skopeo login` would have written it. */
  logIn(host: string, account: Account): void;
  /** Runs a subcommand on references that begin with `docker://`. */
  run(subcommand: "copy" | "inspect" | "list-tags", args: readonly string[]): Promise<RunResult>;
  remove(): void;
}

export interface SkopeoOptions {
  /** Holds `ca.crt`, `client.cert` and `client.key`; without it, certificates are not checked and plain HTTP is allowed. */
  readonly certificates?: string;
}

/** skopeo with a home and an authentication file of its own: nothing of this machine's user is read or written. */
export function createSkopeo({ certificates }: SkopeoOptions = {}): Skopeo {
  const directory = temporaryDirectory("skopeo");
  const authFile = join(directory.path, "auth.json");
  const auths: Record<string, { readonly auth: string }> = {};
  const save = (): void => writeFileSync(authFile, JSON.stringify({ auths }), { mode: 0o600 });
  save();
  const { DOCKER_CONFIG: _dockerConfig, REGISTRY_AUTH_FILE: _authFile, ...env } = process.env;
  return {
    logIn: (host, { username, password }) => {
      auths[host] = { auth: Buffer.from(`${username}:${password}`).toString("base64") };
      save();
    },
    run: (subcommand, args) => {
      const option = certificates === undefined ? "tls-verify=false" : `cert-dir=${certificates}`;
      const tls = subcommand === "copy" ? [`--src-${option}`, `--dest-${option}`] : [`--${option}`];
      const before = ["--insecure-policy", "--tmpdir", directory.path, subcommand, "--authfile", authFile];
      return run("skopeo", [...before, ...tls, ...args], { env: { ...env, HOME: directory.path } });
    },
    remove: () => directory.remove(),
  };
}
