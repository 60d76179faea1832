import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../../../src/hosts/features/complete.ts";
import { completePaths } from "../../../../src/hosts/features/completePaths.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { knownHosts } from "../../../../src/hosts/features/knownHosts.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { caret } from "../marked.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

function at(source: string, version: ContainerdVersion = "2.3", directory = "") {
  const { text, offset } = caret(source);
  const completions = complete(modelOf(scanDocument(text), version), offset, directory);
  const accept = (label: string): string => {
    const item = completions.items.find((each) => each.label === label);
    assert.ok(item, `${label} is not offered`);
    return applyEdits(text, [item]);
  };
  return { ...completions, labels: completions.items.map(({ label }) => label), accept };
}

const hostTable = '[host."https://…"]';
const fieldLabels = ["capabilities", "ca", "client", "skip_verify", "header", "override_path", "dial_timeout"];

test("offers the fields of the root, and a host", () => {
  assert.deepEqual(at("|").labels, ["server", ...fieldLabels, hostTable]);
  assert.deepEqual(at('server = "https://m"\n|').labels, [...fieldLabels, hostTable]);
});

test("offers the fields of a host that are not set, as far as containerd knows them", () => {
  assert.deepEqual(at('[host."https://m"]\n  ca = "x"\n  |\n').labels, [...fieldLabels.filter((name) => name !== "ca"), hostTable]);
  assert.ok(!at('[host."https://m"]\n|', "2.0").labels.includes("dial_timeout"));
});

test("offers a field whose name is written in full", () => {
  assert.ok(at('[host."https://m"]\n  ca|\n').labels.includes("ca"));
});

test("replaces what is written of a key", () => {
  assert.equal(at('[host."https://m"]\n  sk|\n').accept("skip_verify"), '[host."https://m"]\n  skip_verify = ${1:true}\n');
});

test("keeps completing below a syntax error", () => {
  assert.ok(at('server = "https://m\n[host."https://m"]\nca = ["x"\n|').labels.includes("skip_verify"));
});

test("offers the capabilities that are not used, with and without quotation marks", () => {
  assert.deepEqual(at('capabilities = ["pull", "|"]').labels, ["resolve", "push", "referrers"]);
  assert.deepEqual(at('capabilities = ["pull", "|"]', "2.1").labels, ["resolve", "push"]);
  assert.equal(at('capabilities = ["pull", "re|"]').accept("resolve"), 'capabilities = ["pull", "resolve"]');
  assert.equal(at("capabilities = [|]").accept("pull"), 'capabilities = ["pull"]');
  assert.equal(at('capabilities = ["|').accept("pull"), 'capabilities = ["pull');
});

test("offers values and duration units", () => {
  assert.deepEqual(at("skip_verify = |").labels, ["true", "false"]);
  assert.ok(at('dial_timeout = "3|"').labels.includes("3s"));
  assert.equal(at('dial_timeout = "1m3|"').accept("1m3s"), 'dial_timeout = "1m3s"');
});

test("offers a host in a header", () => {
  assert.equal(at("[|]").accept('host."https://…"'), '[host."https://${1:mirror.example.com}"]');
});

test("offers the fields of a host inside inline tables", () => {
  const inHost = fieldLabels.filter((name) => name !== "ca");
  assert.deepEqual(at('host."https://m" = { ca = "x", | }').labels, inHost);
  assert.deepEqual(at('host = { "https://m" = { ca = "x", | } }').labels, inHost);
  assert.deepEqual(at('host."https://m" = {|}').labels, fieldLabels);
  assert.deepEqual(at('host."https://m" = {  |').labels, fieldLabels);
  assert.equal(at('host."https://m" = { sk| }').accept("skip_verify"), 'host."https://m" = { skip_verify = ${1:true} }');
  assert.deepEqual(at('host."https://m" = { capabilities = ["|"] }').labels, ["pull", "resolve", "push", "referrers"]);
  assert.deepEqual(at('host."https://m" = { skip_verify = | }').labels, ["true", "false"]);
  assert.deepEqual(at("host = { | }").wish, { kind: "hosts", span: { start: 9, end: 9 }, quoted: false });
  assert.deepEqual(at('host."https://m" = { ca = "x" }\n|').labels, ["server", ...fieldLabels, hostTable]);
  assert.equal(at('host."https://m" = { ca = | }').accept('"…"'), 'host."https://m" = { ca = "${1:ca.crt}" }');
  assert.deepEqual(at("header = { | }").labels, []);
  assert.deepEqual(at("x = { | }").labels, []);
});

test("offers what can stand behind a dot", () => {
  assert.deepEqual(at('host."https://m".|').labels, fieldLabels);
  assert.deepEqual(at("host.'https://m' . ca|\n").labels, fieldLabels);
  assert.equal(at('host."https://m".sk|').accept("skip_verify"), 'host."https://m".skip_verify = ${1:true}');
  assert.deepEqual(at("host.|").wish, { kind: "hosts", span: { start: 5, end: 5 }, quoted: false });
  assert.deepEqual(at('host = { "https://m".| }').labels, fieldLabels);
  assert.deepEqual(at("[host.|]").wish, { kind: "hosts", span: { start: 6, end: 6 }, quoted: false });
  assert.equal(at('[host."https://m".|]').accept("header"), '[host."https://m".header]');
  assert.equal(at('[host."https://m".he|]').accept("header"), '[host."https://m".header]');
  assert.deepEqual(at("server.|").labels, []);
  assert.deepEqual(at("header.|").labels, []);
  assert.deepEqual(at('[host."https://m"]\nheader.|').labels, []);
});

test("knows the registry that the directory is named after", () => {
  const server = (directory: string, source = "|") => at(source, "2.3", directory).accept("server");
  assert.equal(server("/etc/containerd/certs.d/docker.io"), 'server = "${1:https://registry-1.docker.io}"');
  assert.equal(server("/etc/containerd/certs.d/r.example_5000_"), 'server = "${1:https://r.example:5000}"');
  assert.equal(server("/etc/containerd/certs.d/r.example:5000"), 'server = "${1:https://r.example:5000}"');
  for (const directory of ["", "/etc/containerd/certs.d/_default", "/home/me/docker.io", "/c/certs.d/a b"])
    assert.equal(server(directory), 'server = "https://${1}"', directory);
  const ofRoot = complete(modelOf(scanDocument(""), "2.3"), 0, "/srv/r/docker.io", ["/srv/r"]).items;
  assert.ok(ofRoot.some(({ text }) => text.includes("https://registry-1.docker.io")));
  const hub = "/etc/containerd/certs.d/docker.io";
  assert.equal(at('server = "|"', "2.3", hub).accept("https://registry-1.docker.io"), 'server = "https://registry-1.docker.io"');
  assert.equal(at("server = |", "2.3", hub).accept('"https://registry-1.docker.io"'), 'server = "https://registry-1.docker.io"');
});

test("a giant inline table is completed in time that grows with it", () =>
  assertLinear(20_000, (size) => {
    assert.equal(at(`host = { ${'"https://m" = { ca = "x" }, '.repeat(size)}|`).wish?.kind, "hosts");
    assert.deepEqual(at(`host = {${"{,".repeat(5 * size)}|`).labels, []);
  }));

test("wishes for paths and hosts where the document cannot know", () => {
  assert.deepEqual(at('ca = "certs/|"').wish, { kind: "paths", written: "certs/", span: { start: 6, end: 12 } });
  assert.equal(at('client = [["a", "|"]]').wish?.kind, "paths");
  assert.deepEqual(at('[host."|"]').wish, { kind: "hosts", span: { start: 7, end: 7 }, quoted: true });
  assert.equal(at('server = "|"').wish?.kind, "hosts");
});

test("says nothing in comments and in headers of HTTP", () => {
  assert.deepEqual(at("# ca|").items, []);
  assert.deepEqual(at('header = { x = "|" }').items, []);
});

test("completes paths from the directory of the file", async () => {
  const files = memoryFiles({ "/d/ca.crt": "", "/d/certs/a.pem": "" });
  const span = { start: 6, end: 8 };
  assert.deepEqual(
    (await completePaths(files, "/d", "ce", span)).map(({ label, start }) => [label, start]),
    [
      ["ca.crt", 6],
      ["certs", 6],
    ],
  );
  assert.deepEqual(
    (await completePaths(files, "/d", "certs/", { start: 6, end: 12 })).map(({ label, start }) => [label, start]),
    [["a.pem", 12]],
  );
  assert.deepEqual(await completePaths(files, "/d", "missing/", span), []);
  assert.deepEqual(await completePaths(files, "/d", "/proc/", span), []);
});

test("knows the hosts of other files", async () => {
  const files = memoryFiles({
    "/c/docker.io/hosts.toml": 'server = "https://registry-1.docker.io"\n[host."https://mirror"]\n',
    "/c/x/hosts.toml": '[host."https://mirror"]\n[host.bare]\n',
    "/c/y/readme": "",
  });
  assert.deepEqual(await knownHosts(files, ["/c", "/missing"]), ["https://mirror", "https://registry-1.docker.io"]);
});
