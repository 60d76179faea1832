import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TrustChange } from "../../../../src/services/trust/change.ts";
import { askOtherTools } from "../../../../src/services/trust/askOtherTools.ts";
import { needsOfOtherTools } from "../../../../src/services/trust/otherTools.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";
import { createTrustPorts } from "../../../support/trustPorts.ts";

const registry = "reg.example:5000";

async function played(change: TrustChange, moves: readonly Move[]): Promise<readonly string[]> {
  const { ports, commands } = createTrustPorts("/tmp", moves);
  await askOtherTools({ registry, change, caPath: "/certs.d/my ca.crt" }, "/home/me/.docker/config.json", ports);
  return commands;
}

const command: Move = { pick: "Copy the command for {0}" };
const need: Move = { pick: "Copy what {0} needs" };

void describe("tools that do not read hosts.toml", () => {
  void test("docker gets the authority where it looks for it, in words that a shell leaves alone", async () => {
    const [copied] = await played({ kind: "ca", pem: "" }, [command, "escape"]);
    assert.equal(copied, `sudo install -D -m 644 '/certs.d/my ca.crt' /etc/docker/certs.d/${registry}/ca.crt`);
  });

  void test("a client certificate goes with its key, which others may not read", async () => {
    const [copied = ""] = await played({ kind: "client", certificate: "/c.crt", key: "/c.key" }, [command, "escape"]);
    assert.match(copied, /-m 644 \/c\.crt \S+client\.cert && sudo install -D -m 600 \/c\.key \S+client\.key$/);
  });

  void test("an insecure registry is named in docker's own form", async () => {
    for (const kind of ["skip-verify", "plain-http"] as const) {
      const [copied = ""] = await played({ kind }, [need, "escape"]);
      assert.deepEqual(JSON.parse(copied), { "insecure-registries": [registry] });
    }
  });

  void test("podman gets the same in its own places", () => {
    const needOf = (change: TrustChange) => needsOfOtherTools({ registry, change, caPath: "/ca.crt" })[1];
    const authority = needOf({ kind: "ca", pem: "" });
    assert.deepEqual(authority?.copied, {
      commands: [["sudo", "install", "-D", "-m", "644", "/ca.crt", `/etc/containers/certs.d/${registry}/ca.crt`]],
    });
    for (const kind of ["skip-verify", "plain-http"] as const) {
      const insecure = needOf({ kind });
      assert.equal(insecure && filled(insecure.label), "Copy what podman needs");
      assert.equal(insecure && filled(insecure.detail), "For a file in /etc/containers/registries.conf.d");
      assert.deepEqual(insecure?.copied, { content: `[[registry]]\nlocation = "${registry}"\ninsecure = true\n` });
    }
  });

  void test("Kubernetes gets the manifest of this registry's login", async () => {
    assert.deepEqual(await played({ kind: "plain-http" }, [{ pick: "Copy the manifest of a pull secret…" }]), [
      `pull secret of ${registry}`,
    ]);
  });

  void test("Kubernetes gets a command that reads the logins from the file", async () => {
    const [typed] = await played({ kind: "plain-http" }, [{ pick: "Put the command for a pull secret into a terminal" }]);
    assert.equal(
      typed,
      "kubectl create secret generic registry-login --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=/home/me/.docker/config.json",
    );
  });
});
