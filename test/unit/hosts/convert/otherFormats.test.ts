import assert from "node:assert/strict";
import { test } from "node:test";
import type { Conversion } from "../../../../src/hosts/convert/conversion.ts";
import { convertSource } from "../../../../src/hosts/convert/parseSource.ts";
import { askedWith, assertSound, filesOf } from "./asked.ts";

async function convert(name: string, source: string): Promise<Conversion> {
  const result = await convertSource(name, source);
  assert.ok("conversion" in result, JSON.stringify(result));
  assertSound(result.conversion);
  return result.conversion;
}

const daemonJson = (config: object): Promise<Conversion> => convert("/etc/docker/daemon.json", JSON.stringify(config));
const registriesConf = (toml: string): Promise<Conversion> => convert("/etc/containers/registries.conf", toml);
const skippedOf = ({ skipped }: Conversion): readonly (readonly [string, string])[] =>
  skipped.map(({ name, reason }) => [name, reason.text]);
const hub = "https://registry-1.docker.io/v2";

test("Docker's mirrors are asked before Docker Hub, unverified where they are insecure", async () => {
  const conversion = await daemonJson({
    "registry-mirrors": [
      "https://a.example/",
      "http://b.example:5000",
      "https://c.example/proxy",
      "https://10.1.2.3:5000",
      "https://localhost",
    ],
    "insecure-registries": ["a.example", "10.0.0.0/8"],
  });
  assert.deepEqual(await askedWith(conversion, "docker.io"), [
    "https://a.example/v2 unverified",
    "http://b.example:5000/v2",
    "https://c.example/proxy/v2",
    "https://10.1.2.3:5000/v2 unverified",
    "https://localhost/v2 unverified",
    hub,
  ]);
});

test("Docker tries an insecure registry over HTTPS, whatever its certificate, then over HTTP", async () => {
  const conversion = await daemonJson({ "insecure-registries": ["r.example:5000", "http://old.example/", "old.example"] });
  const toml = (host: string): string => `server = "http://${host}"\n\n[host."https://${host}"]\n  skip_verify = true\n`;
  assert.deepEqual(filesOf(conversion), { "r.example:5000": toml("r.example:5000"), "old.example": toml("old.example") });
  assert.deepEqual(await askedWith(conversion, "r.example:5000"), ["https://r.example:5000/v2 unverified", "http://r.example:5000/v2"]);
});

test("what Docker's daemon.json has that hosts.toml has not", async () => {
  const conversion = await daemonJson({
    "registry-mirrors": ["mirror", 7, "https://u:s3cret@m.example", "https://m.example?x"],
    "insecure-registries": ["10.0.0.0/8", "fd00::/8", "docker.io", "../../etc", "a b", "\ud800", "r.example:0"],
  });
  assert.deepEqual(skippedOf(conversion), [
    ["mirror", "not a URL with http:// or https://"],
    ["10.0.0.0/8", "a network, which hosts.toml cannot name"],
    ["fd00::/8", "a network, which hosts.toml cannot name"],
    ["docker.io", "Docker still verifies Docker Hub"],
    ...["../../etc", "a b", "\ud800", "r.example:0"].map((name) => [name, "not a host name"] as const),
  ]);
  assert.deepEqual(conversion.logins, [{ host: "docker.io" }]);
  assert.deepEqual(await askedWith(conversion, "docker.io"), ["https://m.example/v2", hub]);
  assert.ok(!JSON.stringify(conversion).includes("s3cret"));
});

test("Podman's mirrors in their order, then the location", async () => {
  const conversion = await registriesConf(`
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "docker.io"
location = "docker.io"
[[registry.mirror]]
location = "m.example:5000/hub"
insecure = true
[[registry.mirror]]
location = "digests.example"
pull-from-mirror = "digest-only"
[[registry.mirror]]
location = "tags.example"
pull-from-mirror = "tag-only"

[[registry]]
prefix = "quay.io"
location = "harbor.example/quay"

[[registry]]
location = "plain.example"
insecure = true

[[registry]]
location = "nothing.example"
`);
  assert.deepEqual(await askedWith(conversion, "docker.io"), [
    "https://m.example:5000/v2/hub unverified",
    "http://m.example:5000/v2/hub",
    "https://digests.example/v2",
    hub,
  ]);
  assert.match(filesOf(conversion)["docker.io"] ?? "", /\[host\."https:\/\/digests\.example"\]\n {2}capabilities = \["pull"\]\n/);
  assert.deepEqual(await askedWith(conversion, "quay.io"), ["https://harbor.example/v2/quay"]);
  assert.deepEqual(await askedWith(conversion, "quay.io", "1.7"), ["https://harbor.example/v2/quay"]);
  assert.deepEqual(await askedWith(conversion, "plain.example"), ["https://plain.example/v2 unverified", "http://plain.example/v2"]);
  assert.equal(await askedWith(conversion, "nothing.example"), undefined);
  assert.deepEqual(skippedOf(conversion), [
    ["unqualified-search-registries", "containerd searches nowhere: name the registry of each image in full"],
    ["docker.io: tags.example", "for tags only, which hosts.toml cannot express"],
  ]);
});

test("mirror-by-digest-only of Podman holds for every mirror", async () => {
  const conversion = await registriesConf(
    '[[registry]]\nlocation = "r.example"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.example"\ninsecure = true\n',
  );
  assert.equal((filesOf(conversion)["r.example"]?.match(/capabilities = \["pull"\]/g) ?? []).length, 2);
});

test("what registries.conf has that hosts.toml has not", async () => {
  const entries = [
    'prefix = "*.example.com"',
    'prefix = "r.example/team"\nlocation = "m.example"',
    'location = "bad.example"\nblocked = true',
    'prefix = "a.example"\nlocation = "https://m.example"',
    'prefix = "b.example"\nlocation = "m.example/../x"',
    'location = "index.docker.io"\ninsecure = true',
    'location = "registry.hub.docker.com"\ninsecure = true',
    'location = "twice.example"\ninsecure = true',
    'location = "twice.example"',
  ];
  const conversion = await registriesConf(
    `[registries.search]\nregistries = ["x"]\n[aliases]\n"a" = "b/a"\n${entries.map((each) => `[[registry]]\n${each}\n`).join("")}`,
  );
  assert.deepEqual(skippedOf(conversion), [
    ["aliases", "containerd knows no short names: name each image in full"],
    ["[registries]", "version 1 of registries.conf, which Podman 5 no longer reads: write it as [[registry]]"],
    ["*.example.com", "a wildcard, which hosts.toml cannot name; _default serves every registry"],
    ["r.example/team", "not the host of a registry alone: a hosts.toml serves all of a registry"],
    ["bad.example", "blocked, which hosts.toml cannot express"],
    ["a.example", "its location is not a host with a path"],
    ["b.example", "its location is not a host with a path"],
    ["index.docker.io", "images of Docker Hub are looked for under docker.io"],
    ["registry.hub.docker.com", "images of Docker Hub are looked for under docker.io"],
    ["twice.example", "named before"],
  ]);
  assert.deepEqual(Object.keys(filesOf(conversion)), ["twice.example"]);
});
