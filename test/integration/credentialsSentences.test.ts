import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { CredentialsError, type CredentialsErrorCode } from "../../src/credentials/credentialsError.ts";
import { credentialsSentence } from "../../src/ui/sentences/credentialsSentences.ts";

type Params = Readonly<Record<string, string | number>>;
const path = "/home/me/.docker/config.json";

/** Every code with the parameters that it has, in each variant that has words of its own, and those that must be told. */
const errors: Readonly<Record<CredentialsErrorCode, readonly (readonly [params: Params, told: RegExp])[]>> = {
  "config-unreadable": [
    [{ path, systemCode: "EACCES" }, /config\.json.*EACCES.*permissions/],
    [{ path, systemCode: "ENOTDIR" }, /ENOTDIR.*a file where a directory should be/],
    [{ path, systemCode: "ELOOP" }, /ELOOP.*lead in a circle/],
    [{ path, systemCode: "EIO" }, /EIO.*permissions/],
  ],
  "config-refused": [
    [{ path, reason: "kind", limit: 1_048_576 }, /config\.json is a pipe.*ordinary file/],
    [{ path, reason: "size", limit: 1_048_576 }, /config\.json has more than 1048576 bytes/],
  ],
  "config-mounted": [[{ path, systemCode: "EBUSY" }, /config\.json cannot be replaced.*mounted.*in place/]],
  "config-half-written": [[{ path, copy: `${path}.before-change`, systemCode: "ENOSPC" }, /part \(ENOSPC\).*config\.json\.before-change/]],
  "config-readable-by-others": [[{ path, mode: "0644" }, /Others .*config\.json \(mode 0644\).*0600/]],
  "config-invalid-json": [
    [{ path, line: 3, column: 7, detail: "expected a value" }, /^Not valid: line 3, column 7 of .*config\.json: expected a value/],
  ],
  "config-wrong-type": [[{ path, field: "psFormat" }, /“psFormat” in .*config\.json/]],
  "config-invalid-entry": [
    [{ path, key: "h", reason: "type" }, /“h” in .*wrong type/],
    [{ path, key: "h", reason: "base64", offset: 3 }, /“h” in .*not base64/],
    [{ path, key: "h", reason: "no-colon" }, /“h” in .*colon/],
    [{ path, key: "h", reason: "empty-username" }, /“h” in .*user name is empty/],
  ],
  "config-locked": [[{ path, lockPath: `${path}.lock` }, /config\.json\.lock/]],
  "config-not-writable": [[{ path, systemCode: "EROFS" }, /config\.json.*EROFS.*read-only/]],
  "config-changed": [[{ path }, /config\.json/]],
  "config-dangling-link": [[{ path, target: "/mnt/config.json" }, /\.docker\/config\.json.*\/mnt\/config\.json/]],
  "directory-missing": [[{ path, systemCode: "ENOENT" }, /\.docker/]],
  "disk-full": [[{ path, systemCode: "ENOSPC" }, /config\.json/]],
  "hub-key-not-read": [[{ path, key: "docker.io" }, /“docker\.io” in .*config\.json/]],
  "store-hidden-from-podman": [[{ path, helper: "lab" }, /docker-credential-lab/]],
  "environment-invalid": [
    [{ variable: "DOCKER_AUTH_CONFIG", detail: "column 3: expected a value" }, /DOCKER_AUTH_CONFIG.*column 3: expected a value/],
  ],
  "helper-not-trusted": [[{ helper: "lab", program: "docker-credential-lab" }, /docker-credential-lab is not run.*Manage Workspace Trust/]],
  "helper-not-found": [[{ helper: "lab", program: "docker-credential-lab" }, /docker-credential-lab/]],
  "helper-failed": [
    [{ helper: "lab", action: "get", exitCode: 1, reason: "locked" }, /docker-credential-lab.*[Uu]nlock/],
    [{ helper: "pass", action: "store", exitCode: 1, reason: "no-gpg-key" }, /docker-credential-pass.*GPG key.*pass init/],
    [{ helper: "lab", action: "get", exitCode: 1, reason: "no-dbus" }, /docker-credential-lab.*D-Bus/],
    [{ helper: "pass", action: "get", exitCode: 1, reason: "pass-not-initialized" }, /docker-credential-pass.*pass init/],
    [{ helper: "lab", action: "get", exitCode: -1, reason: "not-started" }, /docker-credential-lab could not be started/],
    [{ helper: "lab", action: "get", exitCode: 1, reason: "other" }, /docker-credential-lab.*terminal/],
  ],
  "helper-timed-out": [[{ helper: "lab", action: "get", seconds: 120 }, /docker-credential-lab.*120 seconds/]],
  "helper-invalid-output": [[{ helper: "lab", action: "get" }, /docker-credential-lab.*“get”/]],
  "helper-cannot-store": [[{ helper: "ecr-login", host: "h" }, /docker-credential-ecr-login.*cannot store a login/]],
  "helper-name-invalid": [[{ helper: "../x" }, /“\.\.\/x”/]],
  "secret-too-long-for-wincred": [[{ helper: "wincred", length: 3000, limit: 2560 }, /3000 bytes.*wincred.*2560/]],
  "secret-too-long-for-helper": [[{ helper: "lab", length: 70_000, limit: 65_535 }, /70000 bytes.*lab.*65535/]],
  "invalid-username": [[{ reason: "colon" }, /colon/]],
  "invalid-secret": [[{ reason: "empty" }, /empty/]],
  "invalid-registry-name": [[{ name: "a b", reason: "unparsable" }, /“a b”/]],
};

suite("sentences for errors of stored credentials", () => {
  for (const [code, variants] of Object.entries(errors) as [CredentialsErrorCode, (typeof errors)[CredentialsErrorCode]][]) {
    test(code, () => {
      for (const [params, told] of variants) {
        const { what, advice = "" } = credentialsSentence(new CredentialsError(code, "not shown", { params }));
        const sentence = `${what} ${advice}`.trim();
        assert.match(sentence, told);
        assert.match(sentence, /^.+[.]$/);
        assert.doesNotMatch(sentence, /\?|\{|undefined|not shown/);
      }
    });
  }
});
