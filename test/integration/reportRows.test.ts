import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import { CredentialsError } from "../../src/credentials/credentialsError.ts";
import type { LoginFinding, LoginFindingCode } from "../../src/services/doctor/finding.ts";
import type { LoginFix } from "../../src/services/doctor/fix.ts";
import { findingSentence } from "../../src/ui/sentences/doctorSentences.ts";
import { fixSentence } from "../../src/ui/sentences/fixSentences.ts";
import { findingRow, fixRows } from "../../src/ui/sentences/reportRows.ts";

/** What a quick pick shows at VS Code's width: of a label behind an icon, and of the line below it. */
const longestLabel = 80;
const longestDetail = 86;

const home = "/home/someone";
const host = "registry.example.com:5000";
const path = `${home}/.docker/config.json`;
const place = `${path}: ${host}`;
const username = "someone@example.com";
const fault = (code: ConstructorParameters<typeof RegistryError>[0], params = {}): Error =>
  new RegistryError(code, "no", { params: { host, ...params } });
const helperFault = new CredentialsError("helper-not-found", "no", {
  params: { helper: "osxkeychain", program: "docker-credential-osxkeychain" },
});
const rootless = `${home}/.config/containerd/certs.d/${host}`;
const rootful = `/etc/containerd/certs.d/${host}`;

/** Each code with what it may be told with. A table: the compiler wants each. */
const typical: Readonly<Record<LoginFindingCode, readonly Omit<LoginFinding, "code" | "severity">[]>> = {
  "config-unusable": [
    {
      params: { path },
      error: new CredentialsError("config-invalid-entry", "no", { params: { path, key: host, reason: "base64", offset: 3 } }),
    },
    {
      params: { path },
      error: new CredentialsError("config-invalid-json", "no", { params: { path, line: 3, column: 7, detail: "expected a value" } }),
    },
  ],
  "variable-first": [{ params: { variable: "DOCKER_AUTH_CONFIG", key: host, path } }],
  "variable-ignored": [
    {
      params: { variable: "DOCKER_AUTH_CONFIG" },
      error: new CredentialsError("environment-invalid", "no", {
        params: { variable: "DOCKER_AUTH_CONFIG", detail: "column 3: expected a value" },
      }),
    },
  ],
  "variable-set-aside": [{ params: { variable: "DOCKER_AUTH_CONFIG" } }],
  "helper-missing": ["credHelpers", "credsStore"].map((by) => ({ params: { helper: "osxkeychain", by, path }, error: helperFault })),
  "helper-silent": [{ params: { helper: "osxkeychain", by: "credsStore", path }, error: helperFault }],
  "helper-failing": [{ params: { helper: "osxkeychain", by: "credsStore", path }, error: helperFault }],
  "hub-key-dead": [
    { params: { key: "registry-1.docker.io", path } },
    { params: { key: "registry-1.docker.io", path, other: "https://index.docker.io/v1/" } },
  ],
  "login-expired": [{ params: { at: "2020-09-13T12:26:40Z", username, place } }],
  "login-on-other-side": [
    { params: { path: "/mnt/c/Users/someone/.docker/config.json" } },
    { params: { path: "/mnt/c/Users/someone/.docker/config.json", helper: "desktop" } },
  ],
  "login-passed-over": [{}],
  "clock-skew": [{ params: { minutes: "1440", direction: "behind" } }],
  "proxy-fails": [{ params: { proxy: "http://proxy.example.com:3128" }, error: fault("proxy-failed") }],
  unreachable: [
    { error: fault("tls-untrusted") },
    { error: fault("host-not-found") },
    { error: fault("plain-http-refused") },
    { error: fault("client-certificate-wanted") },
  ],
  "login-refused": [{ params: { username, place }, error: fault("unauthorized", { login: "sent", refusal: "wrong" }) }],
  "no-login": [{}, { params: { remote: "ssh-remote" } }],
  "podman-file-missing": [{ params: { path } }],
  "podman-other-login": ["true", "false"].map((isRefused) => ({
    params: { path: "/run/user/1000/containers/auth.json", key: host, isRefused, tools: "podman skopeo" },
  })),
  "podman-blind": ["true", "false"].map((isHub) => ({ params: { helper: "osxkeychain", isHub } })),
  "tool-other-login": ["docker", "nerdctl"].map((tool) => ({ params: { tool, place } })),
  "tool-blind": [{ params: { tool: "docker" } }, { params: { tool: "docker" }, error: helperFault }],
  "docker-snap": [{ params: { path: `${home}/snap/docker/current/.docker/config.json` } }],
  "directory-shadowed": [{ params: { used: rootful, shadowed: `/etc/docker/certs.d/${host}`, client: "nerdctl" } }],
  "directories-differ": [{ params: { rootless, rootful } }],
  "loopback-rootless": [{}],
  "nerdctl-ignores-hosts": [{ params: { version: "0.15.0" } }],
  "nerdctl-prompts-twice": [{ params: { version: "0.15.0" } }],
  "rootful-only": [{ params: { configDirectory: `${home}/.docker` } }],
  "check-failed": [{ params: { check: "hosts-directories" }, error: new Error("something") }],
  "check-hangs": [{ params: { check: "hosts-directories", seconds: "10" } }],
  "kubernetes-apart": [{}],
  "proxy-in-between": [{ params: { proxy: "http://proxy.example.com:3128" } }],
  "login-accepted": [
    { params: { username, place, isProven: "true", until: "2030-09-13T12:26:40Z" }, told: { rights: { list: true }, notes: [] } },
    { params: { username, place, isProven: "false" } },
  ],
  "hosts-used": [{ params: { directory: rootless } }],
  "certificates-used": [{ params: { directory: rootless, names: "ca.crt, client.cert, client.key" } }],
  "docker-certificates": [{ params: { directory: rootless, names: "ca.crt, client.cert, client.key" } }],
};

const fixes: readonly LoginFix[] = [
  { kind: "repairConfig", repair: { kind: "moveEntry", from: "registry-1.docker.io", to: "https://index.docker.io/v1/" } },
  { kind: "repairConfig", repair: { kind: "dropDamaged", key: host } },
  { kind: "repairConfig", repair: { kind: "removeStore", helper: "osxkeychain" } },
  { kind: "removeEntry", path: "/run/user/1000/containers/auth.json", key: host },
  { kind: "unmapHelper", helper: "osxkeychain" },
  { kind: "mapHelper", helper: "osxkeychain" },
  { kind: "setVariableAside", variable: "DOCKER_AUTH_CONFIG", isAside: true },
  { kind: "setVariableAside", variable: "DOCKER_AUTH_CONFIG", isAside: false },
  { kind: "copyLogin", path: "/mnt/c/Users/someone/.docker/config.json" },
  { kind: "setDirectoryAside", path: rootless },
  { kind: "linkDirectory", directory: rootful, link: "/etc/containerd/certs.d/registry.example.com_443_" },
  { kind: "logIn" },
  { kind: "logInAgain" },
  { kind: "openFile", path },
  { kind: "openSetting", setting: "containerRegistries.connection.plainHttp" },
  { kind: "openPage", url: "https://github.com/containerd/nerdctl/releases" },
  {
    kind: "copyCommand",
    command: ["env", `DOCKER_CONFIG=${home}/.docker`, "sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl", "pull", `${host}/repository:tag`],
  },
  { kind: "typePullSecretCommand", configPath: path },
  { kind: "copyPullSecret" },
  { kind: "setUpTrust", fault: fault("tls-untrusted") as RegistryError },
  { kind: "explainPull" },
];

const told = (text: string): string => text.replaceAll(" ", "").replaceAll(`${home}/`, "~/");

suite("the rows of a diagnosis", () => {
  for (const [code, variants] of Object.entries(typical)) {
    test(`nothing of what is said of ${code} is cut off, or lost`, () => {
      for (const variant of variants) {
        const finding = { code: code as LoginFindingCode, severity: "error", fixes: [{ kind: "logIn" }], ...variant } as const;
        const { label, detail } = findingSentence(finding);
        // Only what somebody's error says may be longer than a label.
        const mayGoOn = code === "unreachable";
        for (const each of [finding, { ...finding, fixes: [] }]) {
          const row = findingRow(each, host, home);
          assert.ok(row.label.length <= longestLabel && (row.detail ?? "").length <= longestDetail, JSON.stringify(row));
          assert.ok(told(`${row.label} ${row.note ?? row.detail ?? ""}`).endsWith(told(detail)), JSON.stringify([row, detail]));
          if (mayGoOn)
            assert.ok(told(`${row.label}${row.detail ?? ""}\n${row.note ?? ""}`).includes(told(label)), JSON.stringify([row, label]));
          else assert.equal(told(row.label), told(label));
        }
      }
    });
  }

  test("what a fix does is not cut off", () => {
    for (const fix of fixes) {
      const rows = fixRows(fix, host, home);
      for (const { label, detail = "" } of rows)
        assert.ok(label.length <= longestDetail && detail.length <= longestDetail, JSON.stringify(rows));
      const [first, ...others] = rows;
      const whole = [first?.detail ?? "", ...others.flatMap(({ label, detail = "" }) => [label, detail])].join("");
      assert.equal(told(whole), told(fixSentence(fix, host).detail));
      assert.ok(others.length === 0 || fix.kind === "copyCommand", JSON.stringify(rows));
    }
  });
});
