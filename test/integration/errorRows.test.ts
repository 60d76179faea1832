import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { RegistryError, type RegistryErrorCode } from "../../src/core/registryError.ts";
import { CredentialsError, type CredentialsErrorCode } from "../../src/credentials/credentialsError.ts";
import { requestOfTarget } from "../../src/ui/commands/targets.ts";
import type { ErrorNode, ListNode, RegistryNode } from "../../src/ui/tree/node.ts";
import { itemOf } from "../../src/ui/tree/nodeKinds.ts";
import { emptyTree } from "../support/treeContext.ts";

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

const host = "reg.example:5000";
const registry: RegistryNode = { kind: "registry", host, signedIn: true, isPassedOver: false, login: undefined, stored: [] };
const repository = { kind: "repository", registry, host, repository: "team/app", added: false } as const;

/** Tables rather than lists: the compiler wants each code. */
const registryCodes = {
  "connection-refused": true,
  "host-not-found": true,
  "network-unreachable": true,
  "connection-lost": true,
  "timed-out": true,
  "tls-untrusted": true,
  "tls-name-mismatch": true,
  "tls-expired": true,
  "client-certificate-wanted": true,
  "tls-failed": true,
  "plain-http-server": true,
  "https-server": true,
  "plain-http-refused": true,
  "proxy-failed": true,
  "proxy-untrusted": true,
  "proxy-auth-required": true,
  "not-a-registry": true,
  "invalid-response": true,
  "response-cut-short": true,
  "body-too-large": true,
  "body-too-complex": true,
  "redirect-refused": true,
  unauthorized: true,
  denied: true,
  "not-found": true,
  unsupported: true,
  "rate-limited": true,
  "server-error": true,
  "request-rejected": true,
  "digest-mismatch": true,
  "paging-loop": true,
  "paging-refused": true,
  "too-many-pages": true,
  "realm-not-trusted": true,
  "invalid-reference": true,
  "invalid-header": true,
} satisfies Readonly<Record<RegistryErrorCode, true>>;

const credentialsCodes = {
  "config-unreadable": true,
  "config-refused": true,
  "config-invalid-json": true,
  "config-wrong-type": true,
  "config-invalid-entry": true,
  "config-locked": true,
  "config-not-writable": true,
  "config-mounted": true,
  "config-half-written": true,
  "config-readable-by-others": true,
  "config-changed": true,
  "config-dangling-link": true,
  "directory-missing": true,
  "disk-full": true,
  "hub-key-not-read": true,
  "store-hidden-from-podman": true,
  "environment-invalid": true,
  "helper-not-trusted": true,
  "helper-not-found": true,
  "helper-failed": true,
  "helper-timed-out": true,
  "helper-invalid-output": true,
  "helper-cannot-store": true,
  "helper-name-invalid": true,
  "secret-too-long-for-wincred": true,
  "secret-too-long-for-helper": true,
  "invalid-username": true,
  "invalid-secret": true,
  "invalid-registry-name": true,
} satisfies Readonly<Record<CredentialsErrorCode, true>>;

const errors: readonly (readonly [name: string, error: unknown])[] = [
  ...Object.keys(registryCodes).map((code) => [code, new RegistryError(code as RegistryErrorCode, "no", { params: { host } })] as const),
  ...Object.keys(credentialsCodes).map((code) => [code, new CredentialsError(code as CredentialsErrorCode, "no")] as const),
  ["an error of no kind", new TypeError("no")],
  ["what is no error", "no"],
];

suite("every row of an error", () => {
  const manifest = vscode.extensions.getExtension<unknown>("container-registries.container-registries")?.packageJSON as {
    readonly contributes: { readonly menus: Readonly<Record<string, readonly MenuEntry[]>> };
  };
  /** The patterns by which VS Code shows the command, in the row itself and in its menu. */
  const patternsOf = (isInline: boolean): readonly RegExp[] =>
    (manifest.contributes.menus["view/item/context"] ?? [])
      .filter(({ command, group }) => command === "containerRegistries.login.diagnose" && group?.startsWith("inline") === isInline)
      .flatMap(({ when = "" }) => {
        const [, pattern] = /^view == containerRegistries\.tree && viewItem =~ \/(.+)\/$/.exec(when) ?? [];
        return pattern === undefined ? [] : [new RegExp(pattern)];
      });
  const lists: readonly (ListNode | undefined)[] = [registry, repository, undefined];

  for (const [name, error] of errors) {
    test(`leads to the diagnosis: ${name}`, async () => {
      for (const list of lists) {
        const node: ErrorNode = { kind: "error", list, error };
        const { contextValue = "" } = await itemOf(node, emptyTree);
        for (const isInline of [true, false]) {
          assert.equal(
            patternsOf(isInline).filter((pattern) => pattern.test(contextValue)).length,
            1,
            `${String(isInline)} ${contextValue}`,
          );
        }
        // Where the fault is of no registry (of config.json, or of a helper), the command asks for one.
        assert.equal(requestOfTarget(node).host, list?.host);
      }
    });
  }
});
