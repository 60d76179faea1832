import { isDockerHubAlias, referenceHostOf } from "../../core/dockerHub.ts";
import { type Text, text } from "../../core/text.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import { readEndpoint } from "./endpoint.ts";
import type { ConversionDraft, Tls } from "./plan.ts";
import { isTable, isTrueAt, type Table, tableAt, textAt, valueAt } from "../tables.ts";

/** `registry.configs` of containerd's CRI plugin, and `configs` of registries.yaml: the same keys. */
export type ConfigTables = ReadonlyMap<string, Tls>;

const secrets = ["username", "password", "auth", "identitytoken", "identity_token"];

/** The settings for TLS of each host, and, noted in the draft, who has a login. */
export function readConfigs(configs: Table, draft: ConversionDraft): ConfigTables {
  const read = new Map<string, Tls>();
  for (const [host, config] of Object.entries(configs)) {
    if (!isTable(config)) continue;
    const auth = tableAt(config, "auth");
    if (secrets.some((name) => textAt(auth, name) !== undefined)) draft.addLogin(referenceHostOf(host));
    if (isTable(valueAt(config, "tls"))) read.set(host, readTls(host, tableAt(config, "tls"), draft));
  }
  return read;
}

/** `registry.auths` of old configurations: by the URL of the registry. */
export function readAuths(auths: Table, draft: ConversionDraft): void {
  for (const url of Object.keys(auths)) {
    const endpoint = readEndpoint(url, () => "https");
    if ("host" in endpoint) draft.addLogin(referenceHostOf(endpoint.host));
  }
}

function readTls(host: string, tls: Table, draft: ConversionDraft): Tls {
  const path = (key: string): string | undefined => {
    const value = textAt(tls, key);
    if (value === undefined) return undefined;
    if (!/^(?:\/|[A-Za-z]:[\\/])[^\p{Cc}]*$/u.test(value) || !value.isWellFormed()) {
      draft.skip(`${host}: ${key}`, text("not a whole path: in hosts.toml it would start elsewhere; write it there in full"));
      return undefined;
    }
    return value;
  };
  const [ca, certificate, key] = [path("ca_file"), path("cert_file"), path("key_file")];
  if ((certificate === undefined) !== (key === undefined))
    draft.skip(`${host}: cert_file, key_file`, text("a client certificate needs both"));
  return {
    ...(ca === undefined ? {} : { ca: [ca] }),
    ...(certificate === undefined || key === undefined ? {} : { client: [[certificate, key]] }),
    ...(isTrueAt(tls, "insecure_skip_verify") ? { skipVerify: true } : {}),
  };
}

/** Why a hosts.toml cannot be for what a configuration names; undefined for a registry. */
export function whyNoRegistry(name: string): Text | undefined {
  if (isDockerHubAlias(name)) return text("images of Docker Hub are looked for under docker.io");
  return isRegistryHost(name) ? undefined : text("not the host of a registry: hosts.toml can be for nothing else");
}
