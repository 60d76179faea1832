import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { stringify } from "yaml";
import type { Conversion } from "../../../../src/hosts/convert/conversion.ts";
import { cleanPath } from "../../../../src/hosts/resolve/goPath.ts";
import { askedWith, assertSound, convertedFrom, filesOf, line } from "./asked.ts";

const convert = (yaml: string): Promise<Conversion> => convertedFrom("/etc/rancher/k3s/registries.yaml", yaml);

test("mirrors, their settings for TLS and a rewrite that is a prefix; a login is offered and written nowhere", async () => {
  const conversion = await convert(`
mirrors:
  docker.io:
    endpoint: ["https://harbor.example"]
    rewrite:
      "^(.*)$": "hub/$1"
  reg.local:5000:
    endpoint:
      - http://reg.local:5000
  "*":
    endpoint: [https://pull.example:8443]
configs:
  harbor.example:
    auth: &login
      username: robot
      password: s3cret
    tls:
      ca_file: /etc/harbor.pem
      insecure_skip_verify: yes
  quay.io:
    auth: *login
`);
  assert.deepEqual(filesOf(conversion), {
    "docker.io": `server = "https://registry-1.docker.io"

[host."https://harbor.example/v2/hub"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/harbor.pem"
  skip_verify = true
  override_path = true
`,
    "reg.local:5000": `server = "http://reg.local:5000"

[host."http://reg.local:5000"]
  capabilities = ["pull", "resolve"]

[host."https://reg.local:5000"]
`,
    "harbor.example": `server = "https://harbor.example"

[host."https://harbor.example"]
  ca = "/etc/harbor.pem"
  skip_verify = true
`,
    "quay.io": `server = "https://quay.io"

[host."https://quay.io"]
`,
    "_default": `[host."https://pull.example:8443"]
  capabilities = ["pull", "resolve"]
`,
  });
  assert.deepEqual(conversion.logins, [{ host: "harbor.example" }, { host: "quay.io" }]);
  assert.deepEqual(conversion.skipped, []);
  assert.ok(!JSON.stringify(conversion).includes("s3cret"));
});

test("a mirror that renames in another way is left out, since it would be asked for what it does not have", async () => {
  for (const rewrite of ['"^library/(.*)": "hub/$1"', '"(.*)": "$1-copy"', '"(.*)": "../$1"', '"(.*)": "a/$1"\n      "x": "y"']) {
    const conversion = await convert(
      `mirrors:\n  docker.io:\n    endpoint: [https://m.example]\n    rewrite:\n      ${rewrite}\n  "*":\n    endpoint: [https://all.example]\n`,
    );
    assert.deepEqual(await askedWith(conversion, "docker.io"), ["https://registry-1.docker.io/v2"], rewrite);
    assert.deepEqual(
      conversion.skipped.map(({ name }) => name),
      ["docker.io: rewrite"],
    );
  }
});

const names = ["docker.io", "quay.io", "r.example:5000", "localhost:5000", "127.0.0.1", "m.example:80"] as const;
const written = fc.record({
  scheme: fc.constantFrom("http://", "https://", ""),
  host: fc.constantFrom(...names, "registry-1.docker.io"),
  path: fc.constantFrom("", "/", "/v2", "/v2/hub", "/a/docker/x/v2", "/proxy"),
});
const registryConfig = fc.record(
  {
    auth: fc.constant({ username: "u", password: "p" }),
    tls: fc.record({ ca_file: fc.constant("/ca.pem"), insecure_skip_verify: fc.boolean() }),
  },
  { requiredKeys: [] },
);
const configuration = fc.record({
  mirrors: fc.dictionary(
    fc.constantFrom(...names, "*"),
    fc.record({ endpoint: fc.array(written, { maxLength: 3 }), prefix: fc.constantFrom("", "", "hub", "a/b") }),
    { maxKeys: 4, noNullPrototype: true },
  ),
  configs: fc.dictionary(fc.constantFrom(...names), registryConfig, { maxKeys: 3, noNullPrototype: true }),
});
type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

const isLocal = (host: string): boolean => /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host);
const own = (host: string): string => (host === "docker.io" ? "registry-1.docker.io" : host);
const defaultScheme = (host: string): string => (isLocal(host) && host.includes(":") ? "http" : "https");

/**
 * What containerd asks with the hosts.toml that k3s generates (pkg/agent/containerd/config.go, getHostConfigs): undefined where
 * it generates none for the registry, so that its images go to `_default`.
 */
function generated({ mirrors, configs }: Configuration, registry: string): readonly string[] | undefined {
  const config = (host: string) => configs[host === "registry-1.docker.io" ? "docker.io" : host];
  const mirror = mirrors[registry];
  const endpoints = (mirror?.endpoint ?? []).map(({ scheme, host, path }) => {
    const isRoot = path === "" || path === "/" || path === "/v2";
    const root = isRoot ? "/v2" : cleanPath(path);
    const chosen = scheme === "" ? defaultScheme(host) : scheme.slice(0, -3);
    return { scheme: chosen, host: own(host), root: mirror?.prefix ? `${root}/${mirror.prefix}` : root };
  });
  const isConfigured = config(registry)?.auth !== undefined || config(registry)?.tls !== undefined;
  if (endpoints.length === 0 && (registry === "*" || !isConfigured)) return undefined;
  const fallback = registry === "*" ? [] : [{ scheme: defaultScheme(registry), host: own(registry), root: "/v2" }];
  const lines = [...endpoints, ...fallback].flatMap(({ scheme, host, root }) => {
    const tls = config(host)?.tls;
    const told = { ...(tls?.ca_file === undefined ? {} : { ca: [tls.ca_file] }), skipVerify: tls?.insecure_skip_verify === true };
    const isTold = told.ca !== undefined || told.skipVerify;
    const schemes = scheme === "http" && isTold && !host.endsWith(":80") ? ["https", "http"] : [scheme];
    return schemes.map((each) => line(`${each}://${host}${root}`, told));
  });
  const first = new Map<string, string>();
  for (const each of lines) if (!first.has(each.split(" ")[0] ?? "")) first.set(each.split(" ")[0] ?? "", each);
  return [...first.values()];
}

test("containerd asks the same hosts in the same order as with the hosts.toml that k3s generates", async () => {
  const property = fc.asyncProperty(configuration, fc.constantFrom(...names), async (config, registry) => {
    const mirrors = Object.fromEntries(
      Object.entries(config.mirrors).map(([name, { endpoint, prefix }]) => [
        name,
        {
          endpoint: endpoint.map(({ scheme, host, path }) => scheme + host + path),
          ...(prefix === "" ? {} : { rewrite: { "^(.*)$": `${prefix}/$1` } }),
        },
      ]),
    );
    const conversion = await convert(stringify({ mirrors, configs: config.configs }));
    assertSound(conversion);
    assert.deepEqual(conversion.skipped, []);
    const expected = generated(config, registry);
    const forAll = generated(config, "*") ?? [];
    const asked = (await askedWith(conversion, registry)) ?? [];
    const isOwn = (each: string): boolean => each.replace(/^https?:\/\//, "").startsWith(own(registry));
    if (expected !== undefined) assert.deepEqual(asked.length === 0 ? expected.filter(isOwn) : asked, expected);
    else
      assert.deepEqual(
        asked.filter((each) => !isOwn(each)),
        forAll.filter((each) => !isOwn(each)),
      );
  });
  await fc.assert(property, { numRuns: 300 });
});
