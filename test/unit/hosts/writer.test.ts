import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { parse } from "smol-toml";
import { newDirectoryName } from "../../../src/hosts/directoryName.ts";
import { validate } from "../../../src/hosts/features/validate.ts";
import { stringValuesOf } from "../../../src/hosts/resolve/hostConfig.ts";
import { modelOf } from "../../../src/hosts/resolve/model.ts";
import { scanDocument } from "../../../src/hosts/syntax/scan.ts";
import { containerdVersions } from "../../../src/hosts/versions.ts";
import { writeHostsToml } from "../../../src/hosts/writer.ts";

const exampleFile = {
  server: "https://registry.example.com",
  hosts: [
    {
      url: "https://mirror.example.com/v2/hub",
      capabilities: ["pull", "resolve"],
      ca: ["ca.crt"],
      client: [
        ["a.cert", "a.key"],
        ["both.pem", ""],
      ],
      overridePath: true,
      header: { "x-name": "1", "X Y": ["a", 'b"'] },
    },
    { url: "http://127.0.0.1:5000", ca: ["a", "b"], skipVerify: false, dialTimeout: "5s" },
  ],
} as const;

test("writes a file in the style of containerd's documentation", () => {
  assert.equal(
    writeHostsToml(exampleFile),
    `server = "https://registry.example.com"

[host."https://mirror.example.com/v2/hub"]
  capabilities = ["pull", "resolve"]
  ca = "ca.crt"
  client = [["a.cert", "a.key"], "both.pem"]
  override_path = true

[host."https://mirror.example.com/v2/hub".header]
  x-name = "1"
  "X Y" = ["a", "b\\""]

[host."http://127.0.0.1:5000"]
  ca = ["a", "b"]
  skip_verify = false
  dial_timeout = "5s"
`,
  );
});

test("what it writes for common cases has no finding in any containerd", () => {
  const common = [
    { server: "https://r.example.com", hosts: [{ url: "https://r.example.com", ca: ["/etc/certs/ca.crt"] }] },
    { server: "https://registry-1.docker.io", hosts: [{ url: "https://mirror.example.com", capabilities: ["pull", "resolve"] as const }] },
    { hosts: [{ url: "https://r.example.com:5000", client: [["a.cert", "a.key"]] as const }] },
  ];
  for (const version of containerdVersions) {
    for (const file of common) {
      assert.deepEqual(validate(scanDocument(writeHostsToml(file)), { version, directory: "/etc/containerd/certs.d/r.example.com" }), []);
    }
  }
});

test("any string survives, for a TOML library and for our own parser", () => {
  const text = fc.string({ unit: "grapheme" }).filter((value) => value.isWellFormed());
  fc.assert(
    fc.property(text, text, text, (server, url, path) => {
      const toml = writeHostsToml({ server, hosts: [{ url, ca: [path], header: { [path]: url } }] });
      const written = parse(toml);
      const expected = { server, host: Object.fromEntries([[url, { ca: path, header: Object.fromEntries([[path, url]]) }]]) };
      assert.deepEqual(JSON.parse(JSON.stringify(written)), JSON.parse(JSON.stringify(expected)));
      // containerd 1.x cannot read some names in a header, and none lists a host without a name.
      for (const version of ["2.0", "2.3", "2.4"] as const) {
        const { problems, order, root, hosts } = modelOf(scanDocument(toml), version);
        assert.deepEqual([problems, order.map(({ name }) => name)], [[], url === "" ? [] : [url]]);
        assert.deepEqual(
          [root.settings.get("server"), hosts.get(url)?.settings.get("ca")].flatMap((each) =>
            stringValuesOf(each?.value).map(({ value }) => value),
          ),
          [server, path],
        );
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("the root may have a path that is the root of the API", () => {
  const toml = writeHostsToml({ server: "https://m/v2/hub", overridePath: true, hosts: [{ url: "https://m" }] });
  assert.equal(toml, 'server = "https://m/v2/hub"\noverride_path = true\n\n[host."https://m"]\n');
});

test("a host named twice is written once", () => {
  assert.equal(
    writeHostsToml({ hosts: [{ url: "https://m" }, { url: "https://m", skipVerify: true }] }),
    '[host."https://m"]\n  skip_verify = true\n',
  );
});

test("names a new directory", () => {
  assert.equal(newDirectoryName("r:5000", false), "r:5000");
  assert.equal(newDirectoryName("r:5000", true), "r_5000_");
  assert.equal(newDirectoryName("docker.io", true), "docker.io");
});
