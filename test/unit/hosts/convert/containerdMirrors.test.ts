import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { stringify } from "smol-toml";
import type { Conversion } from "../../../../src/hosts/convert/conversion.ts";
import { cleanPath } from "../../../../src/hosts/resolve/goPath.ts";
import { askedWith, assertSound, convertedFrom, filesOf, line } from "./asked.ts";

const convert = (toml: string): Promise<Conversion> => convertedFrom("/etc/containerd/config.toml", toml);

test("a mirror, with the settings of its host, is asked before Docker Hub; its login is offered and written nowhere", async () => {
  const conversion = await convert(`
version = 2
[plugins."io.containerd.grpc.v1.cri".registry]
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
    endpoint = ["https://harbor.example/v2/hub", "https://mirror.gcr.io/"]
  [plugins."io.containerd.grpc.v1.cri".registry.configs."harbor.example".tls]
    ca_file = "/etc/harbor.pem"
    cert_file = "/etc/me.cert"
    key_file = "/etc/me.key"
  [plugins."io.containerd.grpc.v1.cri".registry.configs."harbor.example".auth]
    username = "robot"
    password = "s3cret"
`);
  assert.deepEqual(filesOf(conversion), {
    "docker.io": `server = "https://registry-1.docker.io"

[host."https://harbor.example/v2/hub"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/harbor.pem"
  client = [["/etc/me.cert", "/etc/me.key"]]
  override_path = true

[host."https://mirror.gcr.io"]
  capabilities = ["pull", "resolve"]
`,
    "harbor.example": `server = "https://harbor.example"

[host."https://harbor.example"]
  ca = "/etc/harbor.pem"
  client = [["/etc/me.cert", "/etc/me.key"]]
`,
  });
  assert.deepEqual(conversion.logins, [{ host: "harbor.example" }]);
  assert.ok(!JSON.stringify(conversion).includes("s3cret"));
  assert.ok(!JSON.stringify(conversion).includes("robot"));
});

test("the plugin's name is that of the version", async () => {
  const mirrors = (plugin: string, to: string): string =>
    `[plugins."${plugin}".registry.mirrors."docker.io"]\nendpoint = ["https://${to}.example"]\n`;
  const all = mirrors("cri", "one") + mirrors("io.containerd.grpc.v1.cri", "two") + mirrors("io.containerd.cri.v1.images", "three");
  for (const [version, expected] of [
    ["", "one"],
    ["version = 1\n", "one"],
    ["version = 2\n", "two"],
    ["version = 3\n", "three"],
  ] as const) {
    assert.deepEqual(await askedWith(await convert(version + all), "docker.io"), [
      `https://${expected}.example/v2`,
      "https://registry-1.docker.io/v2",
    ]);
  }
});

test("what hosts.toml cannot say is named, with its reason and without what is secret", async () => {
  const conversion = await convert(
    stringify({
      version: 2,
      imports: ["/etc/containerd/conf.d/*.toml"],
      plugins: {
        "io.containerd.grpc.v1.cri": {
          registry: {
            config_path: "/etc/containerd/certs.d",
            headers: { "User-Agent": ["x"] },
            auths: { "https://old.example": { username: "u", password: "s3cret" } },
            mirrors: {
              "docker.io": {
                endpoint: [
                  "ftp://a.example",
                  "https://user:s3cret@m.example",
                  "https://s3cret@[bad",
                  "https://m.example/a b",
                  "ftp://m.example/?token=s3cret",
                ],
              },
              "registry-1.docker.io": { endpoint: ["https://m.example"] },
              "docker.io/library": { endpoint: ["https://m.example"] },
            },
            configs: {
              "docker.io": { tls: { insecure_skip_verify: true } },
              "r.example": { tls: { ca_file: "ca.pem", cert_file: "/c.pem" } },
            },
          },
        },
      },
    }),
  );
  assert.deepEqual(
    conversion.skipped.map(({ name, reason }) => [name, reason.text]),
    [
      ["r.example: ca_file", "not a whole path: in hosts.toml it would start elsewhere; write it there in full"],
      ["r.example: cert_file, key_file", "a client certificate needs both"],
      ["config_path", "containerd does not load its CRI plugin while registry.mirrors stands beside it"],
      ["registry.headers", "sent to every registry: in hosts.toml, each host needs them itself"],
      ["imports", "the files that it names were not read: convert each of them too"],
      ["docker.io", "containerd looks for the settings of Docker Hub under {0}"],
      ["registry-1.docker.io", "images of Docker Hub are looked for under docker.io"],
      ["docker.io/library", "not the host of a registry: hosts.toml can be for nothing else"],
      ["docker.io: ftp://a.example", "not a URL with http:// or https://"],
      ["…@[bad", "not a URL"],
      ["docker.io: https://m.example/a b", "a path with characters that a registry's path does not have"],
      ["docker.io: ftp://m.example/?…", "not a URL with http:// or https://"],
    ],
  );
  assert.deepEqual(conversion.logins, [{ host: "old.example" }, { host: "docker.io" }]);
  assert.ok(!JSON.stringify(conversion).includes("s3cret"));
  assertSound(conversion);
});

const names = ["docker.io", "quay.io", "r.example:5000", "localhost:5000", "127.0.0.1", "m.example", "[::1]:5000"] as const;

interface Written {
  readonly scheme: "http://" | "https://" | "";
  readonly host: string;
  readonly path: string;
}

const written: fc.Arbitrary<Written> = fc.record({
  scheme: fc.constantFrom("http://", "https://", ""),
  host: fc.constantFrom(...names, "registry-1.docker.io", "m2.example:80"),
  path: fc.constantFrom("", "/", "/v2", "/v2/", "/v2/hub", "/a/api/docker/x/v2", "/a//b/", "/proxy"),
});
const tlsTable = fc.record(
  {
    ca_file: fc.constant("/ca.pem"),
    cert_file: fc.constant("/c.pem"),
    key_file: fc.constant("/k.pem"),
    insecure_skip_verify: fc.boolean(),
  },
  { requiredKeys: ["cert_file", "key_file"] },
);
const configuration = fc.record({
  mirrors: fc.dictionary(fc.constantFrom(...names, "*"), fc.array(written, { maxLength: 3 }), { maxKeys: 4, noNullPrototype: true }),
  configs: fc.dictionary(fc.constantFrom(...names.slice(1), "registry-1.docker.io", "m2.example:80"), tlsTable, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
});
type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

const isLocal = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(host);
const own = (host: string): string => (host === "docker.io" ? "registry-1.docker.io" : host);

/** containerd 1.7, pkg/cri/server/image_pull.go: registryEndpoints and registryHosts. `docker.io` as an endpoint means its registry. */
function endpointsOf({ mirrors, configs }: Configuration, registry: string): readonly string[] {
  const listed = (mirrors[registry] ?? mirrors["*"] ?? []).map(({ scheme, host, path }) => ({
    scheme: scheme === "" ? (isLocal(host) ? "http" : "https") : scheme.slice(0, -3),
    host: own(host),
    path: path === "" || path === "/" ? "/v2" : cleanPath(path),
  }));
  const fallback = { scheme: isLocal(registry) ? "http" : "https", host: own(registry), path: "/v2" };
  const all = listed.some(({ host }) => host === registry) ? listed : [...listed, fallback];
  const lines = all.map(({ scheme, host, path }) => {
    const tls = configs[host];
    const told =
      tls === undefined ? {} : { ...(tls.ca_file === undefined ? {} : { ca: [tls.ca_file] }), client: [tls.cert_file, tls.key_file] };
    return line(`${scheme}://${host}${path}`, { ...told, skipVerify: tls?.insecure_skip_verify === true });
  });
  return [...new Set(lines)];
}

test("containerd asks the same hosts in the same order as with registry.mirrors and registry.configs", async () => {
  const property = fc.asyncProperty(configuration, fc.constantFrom(...names), async (config, registry) => {
    const mirrors = Object.fromEntries(
      Object.entries(config.mirrors).map(([name, all]) => [name, { endpoint: all.map(({ scheme, host, path }) => scheme + host + path) }]),
    );
    const configs = Object.fromEntries(Object.entries(config.configs).map(([host, tls]) => [host, { tls }]));
    const plugin = { registry: { mirrors, configs } };
    const conversion = await convert(stringify({ version: 2, plugins: { "io.containerd.grpc.v1.cri": plugin } }));
    assertSound(conversion);
    const hasFile = conversion.files.some((file) => file.registry === registry);
    const expected = endpointsOf(config, registry);
    const asked = await askedWith(conversion, registry);
    if (asked === undefined) assert.equal(expected.length, 1);
    else {
      // Without a directory of its own, hosts.toml has another default for a registry on this machine.
      const isCounted = (url: string): boolean => hasFile || !isLocal(registry) || !url.includes(`//${registry}/`);
      assert.deepEqual(asked.filter(isCounted), expected.filter(isCounted));
    }
    assert.equal(conversion.skipped.length, 0);
  });
  await fc.assert(property, { numRuns: 300 });
});
