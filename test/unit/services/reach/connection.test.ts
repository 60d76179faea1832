import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { FileRefusedError } from "../../../../src/core/ordinaryFile.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { planConnection } from "../../../../src/services/reach/connection.ts";
import { findHostsRoots } from "../../../../src/services/reach/hostsRoots.ts";

const folder = { path: "" };
before(() => {
  folder.path = mkdtempSync(path.join(tmpdir(), "container-registries-connection-"));
});
after(() => rmSync(folder.path, { recursive: true }));

/** A certs.d directory with these files: path below it → content. */
function makeRoot(name: string, files: Readonly<Record<string, string>>): string {
  const root = path.join(folder.path, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

const plan = (host: string, roots: readonly string[] = [], plainHttp = false) =>
  planConnection(host, nodeFileSystem, { roots, plainHttp, version: "2.3", windows: false });

async function urls(host: string, roots: readonly string[] = [], plainHttp = false): Promise<string[][]> {
  const { hosts } = await plan(host, roots, plainHttp);
  return hosts.map(({ endpoints }) => endpoints.map(({ baseUrl }) => baseUrl.href));
}

test("without a file: HTTPS, on loopback plain HTTP after it, and plain HTTP elsewhere only by the person's word", async () => {
  assert.deepEqual(await urls("reg.example"), [["https://reg.example/v2"]]);
  assert.deepEqual(await urls("docker.io"), [["https://registry-1.docker.io/v2"]]);
  assert.deepEqual(await urls("localhost:5000"), [["https://localhost:5000/v2", "http://localhost:5000/v2"]]);
  assert.deepEqual(await urls("[::1]:5000"), [["https://[::1]:5000/v2", "http://[::1]:5000/v2"]]);
  assert.deepEqual(await urls("localhost:80"), [["http://localhost/v2"]]);
  assert.deepEqual(await urls("reg.example:443", [], true), [["http://reg.example:443/v2"]]);
});

test("TLS of loopback is not verified, as docker and containerd do; that of others is", async () => {
  assert.equal((await plan("localhost:5000")).hosts[0]?.transport.skipVerify, true);
  assert.equal((await plan("reg.example:5000")).hosts[0]?.transport.skipVerify, undefined);
});

test("the hosts of a hosts.toml in their order, the registry last, each with its own settings", async () => {
  const root = makeRoot("mirrors", {
    "docker.io/hosts.toml": `
      server = "https://registry-1.docker.io"
      [host."https://mirror.example/prefix"]
        capabilities = ["pull"]
        ca = "ca.pem"
        client = [["client.pem", "client.key"]]
        dial_timeout = "1m30s"
        [host."https://mirror.example/prefix".header]
          X-Team = ["a", "b"]
      [host."http://plain.example:8080"]
        capabilities = ["pull", "resolve"]
        skip_verify = true
    `,
    "docker.io/ca.pem": "CA",
    "docker.io/client.pem": "CERT",
    "docker.io/client.key": "KEY",
  });
  const { hosts, directory } = await plan("docker.io", [root]);
  assert.equal(directory, path.join(root, "docker.io"));
  const [mirror, plain, registry] = hosts;
  assert.deepEqual(
    mirror?.endpoints.map(({ host, baseUrl, namespace, headers }) => [host, baseUrl.href, namespace, headers]),
    [["mirror.example", "https://mirror.example/prefix/v2", "docker.io", { "x-team": "a, b" }]],
  );
  assert.deepEqual(mirror?.transport, { ca: ["CA"], clientCertificates: [{ certificate: "CERT", key: "KEY" }], dialTimeoutMs: 90_000 });
  assert.deepEqual([mirror?.isRegistry, mirror?.canResolve], [false, false]);
  assert.deepEqual(
    plain?.endpoints.map(({ baseUrl }) => baseUrl.href),
    ["https://plain.example:8080/v2", "http://plain.example:8080/v2"],
  );
  assert.deepEqual(
    plain?.endpoints.map(({ allowPlainHttp }) => allowPlainHttp),
    [false, true],
  );
  assert.equal(plain?.canResolve, true);
  assert.deepEqual(
    registry?.endpoints.map(({ host, baseUrl, namespace }) => [host, baseUrl.href, namespace]),
    [["docker.io", "https://registry-1.docker.io/v2", undefined]],
  );
  assert.equal(registry?.isRegistry, true);
});

test("plain HTTP to this machine is no word for plain HTTP to others", async () => {
  const root = makeRoot("loopback", { "localhost:5000/hosts.toml": 'server = "http://localhost:5000"\n' });
  for (const roots of [[], [root]]) {
    const { hosts } = await plan("localhost:5000", roots);
    assert.ok(hosts.every(({ endpoints }) => endpoints.every(({ allowPlainHttp }) => allowPlainHttp === false)));
  }
});

test("`host_port_` before `host:port`, the first root before the second, and Docker's loose certificates", async () => {
  const first = makeRoot("first", { "reg.example_5000_/ca.crt": "UNDERSCORE", "reg.example:5000/ca.crt": "COLON" });
  const second = makeRoot("second", { "reg.example_5000_/ca.crt": "SECOND", "other.example/x.cert": "CERT", "other.example/x.key": "KEY" });
  const authorities = async (host: string): Promise<unknown> => (await plan(host, [first, second])).hosts[0]?.transport;
  assert.deepEqual(await authorities("reg.example:5000"), { ca: ["UNDERSCORE"] });
  assert.deepEqual(await authorities("other.example"), { clientCertificates: [{ certificate: "CERT", key: "KEY" }] });
});

test("a file that containerd would drop changes nothing", async () => {
  const root = makeRoot("dropped", { "reg.example/hosts.toml": '[host."https://mirror.example"]\ncapabilities = ["pul"]\n' });
  assert.deepEqual(await urls("reg.example", [root]), [["https://reg.example/v2"]]);
});

test("a certificate that is not there is named", async () => {
  const root = makeRoot("missing", { "reg.example/hosts.toml": 'server = "https://reg.example"\nca = "gone.pem"\n' });
  await assert.rejects(
    plan("reg.example", [root]),
    (error) => RegistryError.is(error, "tls-failed") && error.message.includes(path.join(root, "reg.example/gone.pem")),
  );
});

test("a key that is pasted in the place of its path is not shown", async () => {
  const root = makeRoot("pasted", { "reg.example/hosts.toml": 'ca = "-----BEGIN PRIVATE KEY-----hush"\n' });
  await assert.rejects(
    () => plan("reg.example", [root]),
    (error) =>
      RegistryError.is(error, "tls-failed") && !JSON.stringify([error.message, error.params, String(error.cause)]).includes("hush"),
  );
});

test(
  "a certificate that is a pipe or a device is not opened",
  { timeout: 5_000, skip: process.platform === "win32" && "needs mkfifo" },
  async () => {
    const root = makeRoot("odd", {
      "reg.example/hosts.toml": 'ca = "pipe"\n',
      "dev.example/hosts.toml": 'client = "/dev/zero"\n',
      "unc.example/hosts.toml": 'ca = "//server/share/ca.crt"\n',
    });
    execFileSync("mkfifo", [path.join(root, "reg.example/pipe")]);
    for (const host of ["reg.example", "dev.example", "unc.example"]) {
      await assert.rejects(
        plan(host, [root]),
        (error) => RegistryError.is(error, "tls-failed") && error.cause instanceof FileRefusedError,
        host,
      );
    }
  },
);

test("where the directories are looked for: the setting, nerdctl.toml, the defaults of root and of a person", async () => {
  const toml = path.join(
    makeRoot("nerdctl", { "nerdctl.toml": 'hosts_dir = ["/one", "/two"]\n', "broken.toml": "hosts_dir = [" }),
    "nerdctl.toml",
  );
  const roots = (environment: Record<string, string>, setting: readonly string[] = [], uid = 1000) =>
    findHostsRoots(nodeFileSystem, { setting, environment, homeDirectory: "/home/nobody-here", uid });
  assert.deepEqual(await roots({ NERDCTL_TOML: toml }, ["/mine"]), ["/mine"]);
  assert.deepEqual(await roots({ NERDCTL_TOML: toml }), ["/one", "/two"]);
  const defaults = ["/home/nobody-here/.config/containerd/certs.d", "/home/nobody-here/.config/docker/certs.d"];
  assert.deepEqual(await roots({}), defaults);
  assert.deepEqual(await roots({ NERDCTL_TOML: toml.replace("nerdctl.toml", "broken.toml") }), defaults);
  assert.deepEqual(await roots({ XDG_CONFIG_HOME: "/config" }), ["/config/containerd/certs.d", "/config/docker/certs.d"]);
  assert.deepEqual(await roots({ NERDCTL_TOML: "/nowhere" }, [], 0), ["/etc/containerd/certs.d", "/etc/docker/certs.d"]);
});

test("the registry itself is known, whatever hosts.toml sends pulls to", async () => {
  const itself = async (host: string, root: string): Promise<readonly (string | undefined)[]> => {
    const found = await plan(host, [root]);
    return [found.itself.endpoints[0].baseUrl.href, found.pullHost];
  };
  const elsewhere = makeRoot("elsewhere", {
    "reg.example/hosts.toml": 'server = "https://other.example.net"\n[host."https://mirror.example"]\nskip_verify = true\n',
    "own.example/hosts.toml": '[host."https://mirror.example"]\n',
    "listed.example/hosts.toml": 'server = "https://other.example.net"\n[host."https://listed.example/prefix"]\n',
    "clear.example/hosts.toml": '[host."http://clear.example"]\n',
    "docker.io/hosts.toml": 'server = "https://registry-1.docker.io"\n',
    "port.example/hosts.toml": 'server = "https://port.example:8443"\n',
  });
  assert.deepEqual(await itself("reg.example", elsewhere), ["https://reg.example/v2", "other.example.net"]);
  assert.deepEqual(await itself("own.example", elsewhere), ["https://own.example/v2", undefined]);
  assert.deepEqual(await itself("listed.example", elsewhere), ["https://listed.example/prefix/v2", undefined]);
  // containerd asks there first, and so does the list: the login is not checked over TLS, to be used in clear.
  assert.deepEqual(await itself("clear.example", elsewhere), ["http://clear.example/v2", undefined]);
  assert.deepEqual(await itself("docker.io", elsewhere), ["https://registry-1.docker.io/v2", undefined]);
  assert.deepEqual(await itself("port.example", elsewhere), ["https://port.example/v2", "port.example:8443"]);
  const everywhere = makeRoot("everywhere", { "_default/hosts.toml": 'server = "https://cache.example"\n' });
  assert.deepEqual(await itself("reg.example", everywhere), ["https://reg.example/v2", "cache.example"]);
  assert.equal((await plan("reg.example", [elsewhere])).itself.transport.skipVerify, undefined);
});
