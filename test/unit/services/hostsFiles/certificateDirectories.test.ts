import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader } from "../../../../src/core/fileSystem.ts";
import { loadHosts } from "../../../../src/hosts/resolve/loadHosts.ts";
import { certificateNames, findCertificateDirectories, planImport } from "../../../../src/services/hostsFiles/certificateDirectories.ts";
import { memoryFiles } from "../../hosts/resolve/memoryFiles.ts";

const tree = "/etc/docker/certs.d";
const below = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [`${tree}/${name}`, ""]));

const laidOut = below(
  "README",
  "_default/ca.crt",
  "a.example/ca.crt",
  "a.example/second.crt",
  "a.example/note.txt",
  "both.example/client.cert",
  "docker.io/hub.crt",
  "empty.example/note.txt",
  "mine.example/hosts.toml",
  "mine.example/ca.crt",
  "pair.example_5000_/client.cert",
  "pair.example_5000_/client.key",
  "pair.example:5000/ca.crt",
  "-rf/ca.crt",
  "[fd00::1]:5000/ca.crt",
);

test("finds the directories whose certificates count, and says why the others do not", async () => {
  const opened: string[] = [];
  const files: FileReader = {
    ...memoryFiles(laidOut),
    readFile: (path) => {
      opened.push(path);
      return Promise.reject(new Error(path));
    },
  };
  const { directories, skipped } = await findCertificateDirectories(tree, files);
  assert.deepEqual(
    directories.map((each) => [each.host, certificateNames(each)]),
    [
      ["[fd00::1]:5000", "ca.crt"],
      ["a.example", "ca.crt, second.crt"],
      ["both.example", "client.cert"],
      ["docker.io", "hub.crt"],
      ["pair.example:5000", "client.cert + client.key"],
    ],
  );
  assert.deepEqual(
    skipped.map(({ name, reason }) => `${name}: ${reason.text}`),
    [
      "-rf: not a host name",
      "_default: serves every registry, and names none",
      "empty.example: has no *.crt and no *.cert",
      "mine.example: has a hosts.toml already",
      "pair.example:5000: hidden by {0}, which containerd reads in its place",
    ],
  );
  assert.deepEqual(opened, []);
});

test("what cannot be read is skipped; a tree that cannot be, or that has nothing, is refused", async () => {
  const refuse = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
  for (const code of ["EACCES", "ELOOP", "ENOTDIR"]) {
    const inside: FileReader = {
      ...memoryFiles(laidOut),
      stat: (path) => (path.endsWith("a.example") ? refuse(code) : memoryFiles(laidOut).stat(path)),
    };
    const { skipped } = await findCertificateDirectories(tree, inside);
    assert.deepEqual(skipped.find(({ name }) => name === "a.example")?.reason, { text: "cannot be read ({0})", args: [code] });
    await assert.rejects(findCertificateDirectories(tree, { ...memoryFiles(laidOut), readDirectory: () => refuse(code) }), {
      code: "file-unreadable",
    });
  }
  for (const files of [below("x.example/hosts.toml"), below("README")])
    await assert.rejects(findCertificateDirectories(tree, memoryFiles(files)), { code: "nothing-to-import" });
});

test("containerd does with each hosts.toml what it did with the certificates, wherever it is written", async () => {
  const { directories } = await findCertificateDirectories(tree, memoryFiles(laidOut));
  for (const root of [tree, "/etc/containerd/certs.d"]) {
    const { files, taken } = await planImport(directories, root, { files: memoryFiles(laidOut), windows: false });
    assert.deepEqual(taken, []);
    assert.equal(files.length, directories.length);
    const after = memoryFiles({ ...laidOut, ...Object.fromEntries(files.map(({ path, content }) => [path, content])) });
    for (const { host } of directories) {
      const load = async (reader: FileReader, from: string) => {
        const { hosts, source } = await loadHosts(reader, { host, roots: [from], client: "kubernetes", version: "2.3" });
        return { source, hosts: hosts.map((each) => [each.scheme, each.host, each.path, each.ca, each.client]) };
      };
      const before = await load(memoryFiles(laidOut), tree);
      const now = await load(after, root);
      assert.deepEqual([before.source, now.source], ["certificates", "hosts.toml"]);
      // The host with the certificates comes first; the server behind it is the same registry without them.
      assert.deepEqual(now.hosts[0], before.hosts[0], host);
      assert.deepEqual(now.hosts[1]?.slice(0, 3), before.hosts[0]?.slice(0, 3));
    }
  }
});

test("a hosts.toml at the destination is left as it is", async () => {
  const { directories } = await findCertificateDirectories(tree, memoryFiles(laidOut));
  const theirs = "/etc/containerd/certs.d/a.example/hosts.toml";
  const files = memoryFiles({ ...laidOut, [theirs]: "# theirs" });
  const plan = await planImport(directories, "/etc/containerd/certs.d", { files, windows: true });
  assert.deepEqual(plan.taken, [theirs]);
  assert.ok(plan.files.every(({ path }) => path !== theirs));
  assert.ok(plan.files.some(({ path }) => path === "/etc/containerd/certs.d/pair.example_5000_/hosts.toml"));
});
