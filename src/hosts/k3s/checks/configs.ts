import type { YamlNode } from "../yamlTree.ts";
import { yamlEntriesOf, yamlEntryAt, type RegistriesReport, scalarText } from "./context.ts";

/** What containerd does with a certificate or key that it cannot read: see effects.ts. */
const noHost = "containerd tries no host of the registries that this host is asked for, neither a mirror nor the registry itself";
const secrets = ["password", "auth", "identity_token"];

/** Certificates and logins by host. */
export function checkConfigs(root: YamlNode, report: RegistriesReport): void {
  for (const { value } of yamlEntriesOf(yamlEntryAt(root, "configs")?.value)) {
    checkTls(yamlEntryAt(value, "tls")?.value, report);
    const auth = yamlEntryAt(value, "auth")?.value;
    const secret = secrets.map((name) => yamlEntryAt(auth, name)).find((entry) => scalarText(entry?.value) !== undefined);
    if (secret !== undefined)
      report("registries-password", secret.key, "Whoever may read this file can log in with this: it stands here in clear text.");
  }
}

function checkTls(tls: YamlNode | undefined, report: RegistriesReport): void {
  for (const name of ["ca_file", "cert_file", "key_file"]) {
    const entry = yamlEntryAt(tls, name);
    const path = scalarText(entry?.value);
    if (entry === undefined || path === undefined || /^(?:\/|[A-Za-z]:[\\/])/.test(path)) continue;
    const message =
      `${noHost}: a path that does not begin with / starts at the directory of the hosts.toml that k3s writes, where there is no such file.` as const;
    report("registries-path", entry.value, message);
  }
  const [certificate, key] = [yamlEntryAt(tls, "cert_file"), yamlEntryAt(tls, "key_file")];
  const [hasCertificate, hasKey] = [scalarText(certificate?.value) !== undefined, scalarText(key?.value) !== undefined];
  if (hasCertificate === hasKey) return;
  const [there, missing] = hasCertificate ? [certificate, "key_file"] : [key, "cert_file"];
  if (there !== undefined)
    report("registries-client-pair", there.key, `${noHost}: \`${missing}\` is missing, without which this file cannot be used.`);
}
