import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { logIn } from "../../src/services/login.ts";
import { createLoginPorts } from "../support/loginPorts.ts";
import { dockerSends } from "../support/peers/dockerDaemon.ts";
import { type DockerRegistryAuth, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";
import { startTokenServer } from "../support/peers/tokenServer.ts";

const alice = { username: "alice", password: "pass:wörd <&> $ ' \"" };

const auths: Readonly<Record<string, (t: TestContext) => Promise<DockerRegistryAuth>>> = {
  htpasswd: () => Promise.resolve({ kind: "htpasswd", accounts: [alice] }),
  "token authentication": async (t) => {
    const server = await startTokenServer({ accounts: [alice] });
    t.after(() => server.close());
    return { kind: "token", server };
  },
};

/** Logs in to Debian's registry as a person does, after a slip; answers the registry and the person's home. */
async function loggedIn(t: TestContext, auth: DockerRegistryAuth): Promise<{ readonly host: string; readonly home: string }> {
  const directory = temporaryDirectory("login");
  t.after(() => directory.remove());
  const registry = await startDockerRegistry({ auth });
  t.after(() => registry.close());
  const moves = [{ paste: `${registry.host}/team/app:1` }, { type: alice.username }, { type: "wrong" }, { type: `${alice.password}\n` }];
  const { ports, refusals } = createLoginPorts(directory.path, moves);
  const result = await logIn({}, ports);
  assert.equal(result.kind === "loggedIn" && result.check, "verified");
  assert.equal(refusals.length, 1);
  return { host: registry.host, home: directory.path };
}

for (const [name, authOf] of Object.entries(auths)) {
  void describe(`a guided login to Debian's docker-registry with ${name}`, { skip: missing("docker-registry", "htpasswd") }, () => {
    void test("is used by skopeo", { skip: missing("skopeo") }, async (t) => {
      const { host, home } = await loggedIn(t, await authOf(t));
      const ask = (file: string) => run("skopeo", ["list-tags", "--tls-verify=false", "--authfile", join(home, file), `docker://${host}/nothing/here`]);
      // The registry tells whom it knows that there is no such repository, and others to log in.
      assert.match((await ask("config.json")).stderr, /404 \(Not Found\)|name unknown/);
      assert.match((await ask("none.json")).stderr, /unauthorized|authentication required/);
    });

    void test("is used by docker", { skip: missing("docker") }, async (t) => {
      const { host, home } = await loggedIn(t, await authOf(t));
      const { serveraddress, ...account } = await dockerSends(t, host, { ...process.env, HOME: home, DOCKER_CONFIG: home });
      assert.deepEqual([serveraddress, account], [host, alice]);
    });
  });
}
