import assert from "node:assert/strict";
import path from "node:path";
import type { TestContext } from "node:test";
import { dockerSends } from "../peers/dockerDaemon.ts";
import { missing, run } from "../peers/program.ts";
import { keysOf } from "../sampleServer/loginWays.ts";

export interface StoredLogin {
  readonly username: string;
  readonly password: string;
}

/**
 * Has the tools that are here read a registry's login from config.json: skopeo tells the user name, docker hands both to its daemon. A helper
 * that is named there is asked by the tools themselves.
 */
export async function assertToolsRead(t: TestContext, host: string, expected: StoredLogin, environment: NodeJS.ProcessEnv): Promise<void> {
  const file = path.join(environment["DOCKER_CONFIG"] ?? "", "config.json");
  const asked = await run("skopeo", ["login", "--get-login", "--authfile", file, host], { env: environment });
  assert.deepEqual([asked.stdout.trim(), asked.stderr], [expected.username, ""], `skopeo, for ${host}`);
  if (missing("docker") !== false) return t.diagnostic("docker is not here to read it, too");
  const { username, password } = await dockerSends(t, host, environment);
  assert.deepEqual({ username, password }, expected, `docker, for ${host}`);
}

/** nerdctl looks for the host with its port, and docker without: each finds the login under a key of its own. */
export function assertFileHolds(config: string | undefined, host: string, { username, password }: StoredLogin): void {
  const { auths } = JSON.parse(config ?? "{}") as { readonly auths?: Readonly<Record<string, unknown>> };
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  for (const key of keysOf(host)) assert.deepEqual(auths?.[key], { auth }, key);
}

/** The file names the helpers, and has no secret of theirs. */
export function assertFileNames(config: string | undefined, helpers: Readonly<Record<string, string>>): void {
  const { credHelpers = {}, auths = {} } = JSON.parse(config ?? "{}") as {
    readonly credHelpers?: Readonly<Record<string, string>>;
    readonly auths?: object;
  };
  for (const [host, helper] of Object.entries(helpers)) {
    assert.equal(credHelpers[host], helper, host);
    assert.ok(!keysOf(host).some((key) => Object.hasOwn(auths, key)), `no secret of ${host} is left in the file`);
  }
}

/** No tool finds a login. */
export async function assertNoneReads(host: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const file = path.join(environment["DOCKER_CONFIG"] ?? "", "config.json");
  const { exitCode, stdout } = await run("skopeo", ["login", "--get-login", "--authfile", file, host], { env: environment });
  assert.deepEqual([exitCode === 0, stdout.trim()], [false, ""], `skopeo, for ${host}`);
}
