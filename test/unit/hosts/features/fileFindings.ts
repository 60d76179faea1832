import type { FileStat } from "../../../../src/core/fileSystem.ts";
import type { FindingCode, Severity } from "../../../../src/hosts/findings.ts";
import { createCertificateAuthority, withoutEnd } from "../../../support/certificates/certificateAuthority.ts";

export const authority = createCertificateAuthority();
const client = authority.issue({ commonName: "client" });
const other = authority.issue({ commonName: "other" });
export const day = 86_400_000;
const expired = authority.issue({ commonName: "old", notBefore: new Date(Date.now() - 3 * day), notAfter: new Date(Date.now() - 2 * day) });
export const lasting = authority.issue({ commonName: "new", notAfter: new Date(Date.now() + 400 * day) });
const lastingFor = (days: number): string => {
  const { cert, key } = authority.issue({ commonName: `${days} days`, notAfter: new Date(Date.now() + days * day) });
  return cert + key;
};

export const hubDirectory = "/certs.d/m";
export const mirrorTable = '[host."https://m"]\n';
const ownerOnly: Partial<FileStat> = { mode: 0o600 };

export const presentFiles: Readonly<Record<string, string>> = {
  [`${hubDirectory}/ca.crt`]: authority.cert,
  [`${hubDirectory}/lasting.crt`]: lasting.cert,
  [`${hubDirectory}/lasting.key`]: lasting.key,
  [`${hubDirectory}/client.crt`]: client.cert,
  [`${hubDirectory}/client.key`]: client.key,
  [`${hubDirectory}/open.key`]: lasting.key,
  [`${hubDirectory}/other.key`]: other.key,
  [`${hubDirectory}/expired.crt`]: expired.cert,
  [`${hubDirectory}/expired.key`]: expired.key,
  [`${hubDirectory}/both.pem`]: lasting.cert + lasting.key,
  [`${hubDirectory}/29-days.pem`]: lastingFor(29),
  [`${hubDirectory}/31-days.pem`]: lastingFor(31),
  [`${hubDirectory}/undated.pem`]: withoutEnd(lasting.cert) + lasting.key,
  [`${hubDirectory}/text`]: "no certificate",
  [`${hubDirectory}/broken.crt`]: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  [`${hubDirectory}/folder/x`]: "",
  [`${hubDirectory}/pipe`]: "",
  [`${hubDirectory}/made-up`]: "",
};
export const stats: Readonly<Record<string, Partial<FileStat>>> = {
  [`${hubDirectory}/lasting.key`]: ownerOnly,
  [`${hubDirectory}/client.key`]: ownerOnly,
  [`${hubDirectory}/other.key`]: ownerOnly,
  [`${hubDirectory}/expired.key`]: ownerOnly,
  [`${hubDirectory}/both.pem`]: ownerOnly,
  [`${hubDirectory}/29-days.pem`]: ownerOnly,
  [`${hubDirectory}/31-days.pem`]: ownerOnly,
  [`${hubDirectory}/undated.pem`]: ownerOnly,
  [`${hubDirectory}/pipe`]: { kind: "other" },
  [`${hubDirectory}/made-up`]: { size: 0 },
};

/** The codes, the line below the header with its marks, and a line that just has not the first code. */
export const fileCases: readonly (readonly [codes: readonly [FindingCode, ...FindingCode[]], fires: string, quiet: string])[] = [
  [["file-not-found"], "ca = «'missing.crt'»", "ca = 'x/../lasting.crt'"],
  [["not-a-certificate"], 'ca = «"text"»', 'ca = "both.pem"'],
  [["not-a-certificate"], 'ca = «"broken.crt"»', 'ca = "lasting.crt"'],
  [["not-a-certificate"], 'ca = «"folder"»', 'ca = "folder/../lasting.crt"'],
  [["not-a-certificate"], 'client = [[«"text"», "lasting.key"]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["certificate-expired", "ca-is-not-a-ca"], 'ca = ««"expired.crt"»»', 'ca = "ca.crt"'],
  [["ca-is-not-a-ca"], 'ca = «"lasting.crt"»', 'ca = "ca.crt"'],
  [["certificate-expires-soon"], 'client = «"29-days.pem"»', 'client = "31-days.pem"'],
  [["certificate-expires-soon"], 'client = «"29-days.pem"»', 'client = "undated.pem"'],
  [["key-does-not-match"], 'client = [["lasting.crt", «"other.key"»]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["key-does-not-match"], 'client = «"lasting.crt"»', 'client = "both.pem"'],
  [["key-readable-by-others"], 'client = [["lasting.crt", «"open.key"»]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["client-looks-like-pair"], 'client = «["lasting.crt", "lasting.key"]»', 'client = ["both.pem", "both.pem"]'],
];

/** The name of the directory, what is found in it, and the files beside it. */
export const places: readonly (readonly [name: string, code: FindingCode | undefined, files: readonly string[]])[] = [
  ["r:5000", "shadowed-directory", ["/b/r_5000_/x"]],
  ["r_5000_", undefined, ["/b/r:5000/x"]],
  ["r_5000_", "shadowed-directory", ["/a/_default/x"]],
  ["r:5000", "shadowed-directory", ["/a/r:5000/x"]],
  ["r:5000", undefined, ["/b/_default/x"]],
  ["r", "shadowed-directory", ["/b/_default/x"]],
  ["r", "shadowed-directory", ["/b/r:443/x"]],
  ["docker.io", undefined, ["/b/_default/x"]],
  ["_default", undefined, ["/b/r/x"]],
];

/** containerd's config.toml, the release that reads it, and whether it leaves the directory out. */
export const configs: readonly (readonly [config: string | undefined, version: "2.1" | "2.2", fires: boolean])[] = [
  ['[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n', "2.1", false],
  ['[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d/"\n', "2.2", false],
  ['[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/x:/etc/containerd/certs.d"\n', "2.2", true],
  ['[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/x"\n', "2.2", true],
  ["version = 3\n", "2.1", true],
  ["version = 3\n", "2.2", true],
  ['disabled_plugins = ["cri"]\n', "2.2", false],
  ["not toml", "2.2", true],
  ['imports = ["/etc/containerd/conf.d/*.toml"]\n', "2.1", false],
  [undefined, "2.1", false],
  [undefined, "2.2", false],
];

const stops = "containerd tries no host of this registry, neither a mirror nor the registry itself: ";

/** A line that has one finding, with the whole of what it says. */
export const fileMessages: readonly (readonly [line: string, severity: Severity, message: string])[] = [
  ['ca = "missing.crt"', "error", `${stops}there is no file /certs.d/m/missing.crt.`],
  ['ca = "text"', "error", `${stops}/certs.d/m/text holds no certificate in PEM form.`],
  ['ca = "folder"', "error", `${stops}/certs.d/m/folder is a directory.`],
  ['client = [["text", "lasting.key"]]', "error", `${stops}/certs.d/m/text holds no certificate in PEM form.`],
  ['client = "lasting.crt"', "error", `${stops}/certs.d/m/lasting.crt holds no private key that can be read without a password.`],
  [
    'client = [["lasting.crt", "other.key"]]',
    "error",
    `${stops}the private key in /certs.d/m/other.key does not belong to the certificate in /certs.d/m/lasting.crt.`,
  ],
  [
    'client = ["lasting.crt", "lasting.key"]',
    "error",
    `${stops}this is a list of two certificates, each with its key inside, not a pair. A pair has brackets of its own: [[certificate, key]].`,
  ],
  [
    'client = [["expired.crt", "expired.key"]]',
    "error",
    `Every request that needs this certificate fails: the one in /certs.d/m/expired.crt expired on ${dateIn(-2)}.`,
  ],
  [
    'client = "29-days.pem"',
    "warning",
    `Requests that need this certificate will fail soon: the one in /certs.d/m/29-days.pem expires on ${dateIn(29)}.`,
  ],
  [
    'client = [["lasting.crt", "open.key"]]',
    "hint",
    "Every user of this machine can act with this certificate: the private key in /certs.d/m/open.key may be read by all (mode 644).",
  ],
];

function dateIn(days: number): string {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}

/** A file that `configs` may import. */
export const dropIn = {
  path: "/etc/containerd/conf.d/registry.toml",
  text: '[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
};
