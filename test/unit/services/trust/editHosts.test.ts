import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TrustChange } from "../../../../src/services/trust/change.ts";
import { editHosts } from "../../../../src/services/trust/editHosts.ts";
import { TrustError } from "../../../../src/services/trust/trustError.ts";

const host = "reg.example:5000";
const url = `https://${host}`;
const ca: TrustChange = { kind: "ca", pem: "PEM" };
const client: TrustChange = { kind: "client", certificate: "/c.crt", key: "/c.key" };
const http: TrustChange = { kind: "plain-http" };
const skip: TrustChange = { kind: "skip-verify" };

function edited(text: string, change: TrustChange, server = host): string {
  return editHosts({
    text,
    path: "/certs.d/reg.example:5000/hosts.toml",
    host: server,
    registry: host,
    change,
    caName: "ca-2.crt",
    version: "2.3",
  });
}

const table = `[host."${url}"]\n`;
const other = `[host."https://mirror.example"]\n  capabilities = ["pull", "resolve"]\n\n`;

const cases: readonly (readonly [what: string, before: string, change: TrustChange, after: string])[] = [
  [
    "a table without the field",
    `${table}  capabilities = ["pull"] # mine\n`,
    ca,
    `${table}  capabilities = ["pull"] # mine\n  ca = "ca-2.crt"\n`,
  ],
  ["a table without any field", `server = "${url}"\n${table}`, ca, `server = "${url}"\n${table}ca = "ca-2.crt"\n`],
  ["an authority that is there", `${table}  ca = "ca.crt"\n`, ca, `${table}  ca = ["ca.crt", "ca-2.crt"]\n`],
  [
    "authorities that are there",
    `${table}  ca = ["a.crt",\n "b.crt"] # both\n`,
    ca,
    `${table}  ca = ["a.crt",\n "b.crt", "ca-2.crt"] # both\n`,
  ],
  ["a list that is empty", `${table}ca = []\n`, ca, `${table}ca = ["ca-2.crt"]\n`],
  ["skip_verify that is false", `${table}skip_verify = false\n`, skip, `${table}skip_verify = true\n`],
  ["a client certificate", table, client, `${table}client = [["/c.crt", "/c.key"]]\n`],
  ["pairs that are there", `${table}client = [["a", "b"]]\n`, client, `${table}client = [["a", "b"], ["/c.crt", "/c.key"]]\n`],
  ["a certificate that is no pair", `${table}client = "both.pem"\n`, client, `${table}client = [["/c.crt", "/c.key"]]\n`],
  [
    "the tables of others",
    `# mine\n${other}${table}  ca = "ca.crt"`,
    skip,
    `# mine\n${other}${table}  ca = "ca.crt"\n  skip_verify = true\n`,
  ],
  ["no table of the registry", `server = "${url}"\n\n${other}`, ca, `server = "${url}"\n\n${other}\n[host."${url}"]\n  ca = "ca-2.crt"\n`],
  [
    "plain HTTP",
    `server = "${url}" # it\n${other}${table}  ca = "ca.crt"\n`,
    http,
    `server = "http://${host}" # it\n${other}${table.replace("https", "http")}  ca = "ca.crt"\n`,
  ],
  ["plain HTTP, and no table", `server = "${url}"\n\n${other}`, http, `server = "http://${host}"\n\n${other}\n[host."http://${host}"]\n`],
  [
    "Windows line ends",
    `${table.replace("\n", "\r\n")}  ca = "ca.crt"\r\n`,
    skip,
    `${table.replace("\n", "\r\n")}  ca = "ca.crt"\r\n  skip_verify = true\r\n`,
  ],
];

void describe("a hosts.toml that is there", () => {
  for (const [what, before, change, after] of cases) {
    void test(`${what}: only the ${change.kind} is changed`, () => assert.equal(edited(before, change), after));
  }

  void test("a mirror that is not trusted is changed, and not the registry", () => {
    const text = `${other}${table}  ca = "ca.crt"\n`;
    assert.equal(edited(text, ca, "mirror.example"), text.replace(`"resolve"]\n`, `"resolve"]\n  ca = "ca-2.crt"\n`));
  });

  void test("a file that containerd ignores as a whole is not added to", () => {
    assert.throws(
      () => edited(`${table}capabilities = ["pul"]\n`, ca),
      (error) => error instanceof TrustError && error.code === "not-editable",
    );
    assert.throws(
      () => edited(`${table}ca = \n`, ca),
      (error) => error instanceof TrustError && error.code === "not-editable",
    );
  });

  void test("a form that cannot be added to is said, with the line to add", () => {
    const text = `server = "${url}"\n[host]\n"${url}" = { ca = "ca.crt" }\n`;
    try {
      // Inline tables are no tables of hosts for containerd: one is added behind them.
      assert.match(edited(text, ca), /"ca\.crt"/);
    } catch (error) {
      assert.ok(error instanceof TrustError && error.reason.args?.includes('ca = "ca-2.crt"'));
    }
  });
});
