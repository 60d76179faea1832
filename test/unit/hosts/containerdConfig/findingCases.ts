import type { ConfigFindingCode } from "../../../../src/hosts/containerdConfig/checks/codes.ts";
import { type Inspection, main } from "./inspected.ts";

/** A text, what is found in it as `code range`, the first finding's whole message, and the texts that its fixes make. */
export interface FindingCase extends Inspection {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly string[];
  readonly message?: string;
  readonly fixed?: string | readonly string[];
  /** Whose fixes those are, where not the first finding's. */
  readonly fixedCode?: ConfigFindingCode;
}

const v2 = '[plugins."io.containerd.grpc.v1.cri".registry]';
const v3 = "[plugins.'io.containerd.cri.v1.images'.registry]";
const double3 = '[plugins."io.containerd.cri.v1.images".registry]';
const certs = 'config_path = "/etc/containerd/certs.d"';
const there = { "/etc/containerd/certs.d/docker.io/hosts.toml": "" };
const two = '"/etc/containerd/certs.d:/etc/docker/certs.d"';
const joinedBy = (version: string): string =>
  `Kubernetes ignores all hosts.toml files: containerd ${version} pulls through its transfer service, which takes this for one directory, and no directory has that name.`;
const dropIn = "/etc/containerd/conf.d/a.toml";
const mirrors2 = '[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]';
const nothing = "Kubernetes reads no hosts.toml file: config_path is not set.";
const fixedAtEnd = (text: string, header: string): readonly string[] =>
  ["/etc/containerd/certs.d", "/etc/docker/certs.d"].map((root) => `${text}\n${header}\nconfig_path = "${root}"\n`);

const starting: readonly FindingCase[] = [
  {
    name: "TOML that is none",
    text: `version = 3\nroot = x\n${v3}\n${certs}\n`,
    files: there,
    findings: ["config-syntax x"],
    message: "containerd does not start: text must stand in quotation marks.",
  },
  {
    name: "a version in quotation marks",
    text: 'version = "3"\n',
    findings: ['config-wrong-type "3"'],
    message: "containerd does not start: version must be a whole number.",
    fixed: "version = 3\n",
  },
  {
    name: "a key that stands twice",
    text: `version = 3\n${v3}\n${certs}\n${certs}\n`,
    files: there,
    findings: ["config-syntax config_path"],
    message: 'containerd does not start: the key "config_path" is already defined.',
  },
  { name: "an integer of 64 bits", text: `version = 3\nx = 9223372036854775807\n${v3}\n${certs}\n`, files: there, findings: [] },
  {
    name: "a version below zero, which is no version 1",
    version: "1.7",
    text: `version = -1\n${v2}\n${certs}\n`,
    files: there,
    findings: [],
  },
  {
    name: "a version with a point",
    text: "version = 3.0\n",
    findings: ["config-wrong-type 3.0"],
    fixed: "version = 3\n",
  },
  {
    name: "plugins that are no table",
    text: "version = 2\nplugins = 1\n",
    findings: ["config-wrong-type 1"],
    message: "containerd does not start: plugins must be a table.",
  },
  {
    name: "plugins that are several tables",
    text: "version = 2\n[[plugins]]\n",
    findings: ["config-wrong-type [[plugins]]"],
    message: "containerd does not start: plugins must be a table.",
  },
  {
    name: "a plugin that is no table",
    version: "1.7",
    text: `version = 2\n[plugins]\n"a.b" = 1\n${v2}\n${certs}\n`,
    files: there,
    findings: ["config-wrong-type 1"],
    message: "containerd does not start: each plugin must be a table.",
  },
  {
    name: "imports and disabled_plugins that are no lists",
    text: 'imports = "conf.d/*.toml"\ndisabled_plugins = [1]\n',
    findings: ['config-wrong-type "conf.d/*.toml"', "config-wrong-type [1]"],
  },
  {
    name: "a config_path in a list",
    text: `version = 3\n${v3}\nconfig_path = ["/etc/containerd/certs.d"]\n`,
    findings: ['config-wrong-type ["/etc/containerd/certs.d"]'],
    fixed: `version = 3\n${v3}\n${certs}\n`,
  },
  {
    name: "a config_path in a list with comments, which a fix would lose",
    text: `version = 3\n${v3}\nconfig_path = [ # why\n"/etc/containerd/certs.d"]\n`,
    findings: ['config-wrong-type [ # why\n"/etc/containerd/certs.d"]'],
    fixed: [],
  },
  {
    name: "a registry's directory behind one that begins with the same letters",
    version: "2.0",
    mayLook: false,
    text: `version = 3\n${v3}\nconfig_path = "/etc/certs.d/a.io.d/x:/etc/certs.d/a.io"\n`,
    findings: ['config-path-value "/etc/certs.d/a.io.d/x:/etc/certs.d/a.io"'],
    fixed: `version = 3\n${v3}\nconfig_path = "/etc/certs.d/a.io.d/x:/etc/certs.d"\n`,
  },
  {
    name: "a config_path at the top, with a comment that goes with it",
    text: `version = 3\n${certs} # why\n${v3}\n`,
    findings: [`config-misplaced ${certs}`, `config-path-not-set ${v3}`],
    fixedCode: "config-misplaced",
    files: there,
    fixed: `version = 3\n${v3}\n  ${certs} # why\n`,
  },
  {
    name: "a config_path at the top, below a comment that would stay behind",
    text: `version = 3\n# why\n${certs}\n${v3}\n`,
    findings: [`config-misplaced ${certs}`, `config-path-not-set ${v3}`],
    fixedCode: "config-misplaced",
    files: there,
    fixed: [],
  },
  {
    name: "a version that it does not know",
    version: "1.7",
    text: `version = 3\n${v3}\n${certs}\n`,
    files: there,
    findings: ["config-version 3"],
    message: "containerd does not start: containerd 1.7 reads configurations up to version 2, and this file has version 3.",
  },
  { name: "the same for a later release", text: `version = 3\n${v3}\n${certs}\n`, files: there, findings: [] },
  {
    name: "an import with a higher version, in the import",
    path: dropIn,
    text: "version = 3\n",
    files: { [main]: 'version = 2\nimports = ["conf.d/*.toml"]\n' },
    findings: ["config-version 3"],
    message: `containerd does not start: this file has a higher version than ${main}, which imports it.`,
  },
  {
    name: "an import with a higher version, where it is imported",
    text: 'version = 2\nimports = ["conf.d/*.toml"]\n',
    files: { [dropIn]: "version = 3\n" },
    findings: ['config-import "conf.d/*.toml"'],
    message: `containerd does not start: the version in ${dropIn} is higher than in the file that imports it.`,
  },
  {
    name: "an import that is not there",
    text: 'version = 2\nimports = ["b.toml", "a.toml"]\n',
    files: { "/etc/containerd/b.toml": "version = 2\n" },
    findings: ['config-import "a.toml"'],
    message: "containerd does not start: its configuration imports /etc/containerd/a.toml, which does not exist.",
  },
  { name: "a pattern that is none", text: 'imports = ["*[.toml"]\n', findings: ['config-import "*[.toml"'] },
  {
    name: "an import of an import that is not TOML",
    text: 'version = 2\nimports = ["b.toml"]\n',
    files: { "/etc/containerd/b.toml": 'version = 2\nimports = ["c.toml"]\n', "/etc/containerd/c.toml": "x" },
    findings: ['config-import imports = ["b.toml"]'],
  },
  {
    name: "a short name of a plugin in a file of version 2",
    version: "1.7",
    text: `version = 2\n[plugins.cri.registry]\n${certs}\n[plugins.cri.registry.headers]\n`,
    files: there,
    findings: ["config-plugin-name cri"],
    message: 'containerd does not start: a plugin must have its full name here, such as "io.containerd.grpc.v1.cri".',
    fixed: `version = 2\n${v2}\n${certs}\n[plugins."io.containerd.grpc.v1.cri".registry.headers]\n`,
  },
  {
    name: "a short name among the disabled plugins",
    text: 'version = 2\ndisabled_plugins = ["cri"]\n',
    findings: ['config-plugin-name "cri"'],
    fixed: 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n',
  },
];

const paths: readonly FindingCase[] = [
  {
    name: "two directories for the transfer service, the one that exists first",
    text: `version = 3\n${v3}\nconfig_path = ${two}\n`,
    files: { "/etc/docker/certs.d/docker.io/hosts.toml": "" },
    findings: [`config-path-joined ${two}`],
    message: joinedBy("2.3"),
    fixed: ["/etc/docker/certs.d", "/etc/containerd/certs.d"].map((root) => `version = 3\n${v3}\nconfig_path = "${root}"\n`),
  },
  {
    name: "two directories that containerd searches itself",
    version: "2.0",
    text: `version = 3\n${v3}\nconfig_path = ${two}\n`,
    files: { ...there, "/etc/docker/certs.d/x/hosts.toml": "" },
    findings: [],
  },
  {
    name: "two directories in a drop-in, in single quotation marks",
    path: dropIn,
    text: `version = 3\n${v3}\nconfig_path = '/a:/b'\n`,
    files: { [main]: 'version = 3\nimports = ["conf.d/*.toml"]\n' },
    findings: ["config-path-joined '/a:/b'"],
    fixed: [`version = 3\n${v3}\nconfig_path = '/a'\n`, `version = 3\n${v3}\nconfig_path = '/b'\n`],
  },
  {
    name: "no config_path, with the default of 2.2",
    version: "2.2",
    text: "version = 3\n",
    findings: ["config-path-not-set version = 3"],
    message: `Kubernetes reads no hosts.toml file: config_path is not set, and containerd 2.2 takes its default, ${two}, for one directory.`,
    fixed: fixedAtEnd("version = 3\n", double3),
  },
  {
    name: "no config_path in a file of version 2",
    version: "1.7",
    text: "version = 2\n",
    findings: ["config-path-not-set version = 2"],
    message: nothing,
    fixed: fixedAtEnd("version = 2\n", v2),
  },
  {
    name: "an empty table of registries, without a line end",
    text: `version = 2\n  ${v2}`,
    findings: [`config-path-not-set ${v2}`],
    fixed: ["/etc/containerd/certs.d", "/etc/docker/certs.d"].map((root) => `version = 2\n  ${v2}\n    config_path = "${root}"\n`),
  },
  {
    name: "an empty config_path, as containerd 1.x writes it with empty tables",
    version: "1.7",
    text: `version = 2\n${v2}\nconfig_path = ""\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors]\n`,
    findings: [`config-path-not-set ${v2}`],
    fixed: ["/etc/containerd/certs.d", "/etc/docker/certs.d"].map(
      (root) => `version = 2\n${v2}\nconfig_path = "${root}"\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors]\n`,
    ),
  },
  {
    name: "a config_path that an import takes away",
    version: "1.7",
    text: `version = 2\nimports = ["a.toml"]\n${v2}\n${certs}\n`,
    files: { "/etc/containerd/a.toml": 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nmax_concurrent_downloads = 5\n' },
    findings: ['config-path-not-set "/etc/containerd/certs.d"'],
    message: "Kubernetes reads no hosts.toml file: a file that is imported clears this config_path.",
    fixed: [],
  },
  {
    name: "no config_path in a drop-in",
    path: dropIn,
    text: "version = 3\n",
    files: { [main]: 'version = 3\nimports = ["conf.d/*.toml"]\n' },
    findings: [],
  },
  {
    name: "no config_path in a file that an open configuration imports",
    path: "/w/opt/a.toml",
    text: "version = 3\n",
    files: { "/w/config.toml": 'version = 3\nimports = ["opt/*.toml"]\n' },
    openRoots: ["/w/config.toml"],
    findings: [],
  },
  {
    name: "the path of a hosts.toml",
    text: `version = 3\n${v3}\nconfig_path = "/etc/containerd/certs.d/docker.io/hosts.toml"\n`,
    files: there,
    findings: ['config-path-value "/etc/containerd/certs.d/docker.io/hosts.toml"'],
    message:
      "containerd finds no hosts.toml file there: config_path names the directory that holds one directory for each registry, and not a hosts.toml.",
    fixed: `version = 3\n${v3}\n${certs}\n`,
  },
  {
    name: "the directory of one registry",
    text: `version = 3\n${v3}\nconfig_path = "/etc/containerd/certs.d/docker.io/"\n`,
    files: there,
    findings: ['config-path-value "/etc/containerd/certs.d/docker.io/"'],
    fixed: `version = 3\n${v3}\n${certs}\n`,
  },
  {
    name: "a file URL, which has a colon",
    version: "1.7",
    text: `version = 2\n${v2}\nconfig_path = "file:///etc/containerd/certs.d"\n`,
    files: there,
    findings: ['config-path-value "file:///etc/containerd/certs.d"'],
    fixed: `version = 2\n${v2}\n${certs}\n`,
  },
  {
    name: "a home directory",
    text: `version = 3\n${v3}\nconfig_path = "~/certs.d"\n`,
    findings: ['config-path-value "~/certs.d"'],
  },
  { name: "a variable", text: `version = 3\n${v3}\nconfig_path = "$HOME/x"\n`, findings: ['config-path-value "$HOME/x"'] },
  { name: "a relative path", text: `version = 3\n${v3}\nconfig_path = "certs.d"\n`, findings: ['config-path-value "certs.d"'] },
  {
    name: "a directory that does not exist",
    text: `version = 3\n${v3}\nconfig_path = "/nowhere"\n`,
    findings: ['config-path-missing "/nowhere"'],
    message: "Kubernetes finds no hosts.toml file there: the directory /nowhere does not exist.",
  },
  {
    name: "a directory that does not exist, where nothing may be looked at",
    mayLook: false,
    text: `version = 3\n${v3}\nconfig_path = "/nowhere"\n`,
    findings: [],
  },
  {
    name: "a directory of another machine",
    path: "/home/me/node1/etc/containerd/config.toml",
    text: `version = 3\n${v3}\nconfig_path = "/nowhere"\n`,
    findings: [],
  },
];

const tables: readonly FindingCase[] = [
  {
    name: "the table of version 2 in a file of version 3",
    version: "2.1",
    text: `version = 3\n${v2}\n${certs}\n[plugins."io.containerd.grpc.v1.cri".registry.headers]\n`,
    files: there,
    findings: [`config-table-ignored ${v2}`],
    message: `containerd ignores this table: with this version of the file, containerd 2.1 reads the settings of registries from ${double3}.`,
    fixed: `version = 3\n${double3}\n${certs}\n[plugins."io.containerd.cri.v1.images".registry.headers]\n`,
  },
  { name: "the same, which 2.3 migrates", text: `version = 3\n${v2}\n${certs}\n`, files: there, findings: [] },
  {
    name: "the table of version 3 in a file of version 2",
    version: "1.7",
    text: `version = 2\n${v3}\n${certs}\n`,
    files: there,
    findings: [`config-table-ignored ${v3}`],
    fixed: `version = 2\n${v2.replaceAll('"', "'")}\n${certs}\n`,
  },
  {
    name: "config_path directly in the table of the plugin",
    text: `version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n${certs}\n`,
    files: there,
    findings: ["config-path-not-set version = 2", `config-misplaced ${certs}`],
    fixedCode: "config-misplaced",
    fixed: [`version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nregistry.${certs}\n`, `version = 2\n${v2}\n${certs}\n`],
  },
  {
    name: "config_path below mirrors, in a table of its own",
    version: "1.7",
    text: `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors]\n${certs}\n`,
    files: there,
    findings: [`config-misplaced ${certs}`],
    message: `containerd does not load its CRI plugin, and Kubernetes can pull nothing: config_path does not stand for a registry; it belongs in ${v2}.`,
    fixed: `version = 2\n${v2}\n${certs}\n`,
  },
  {
    name: "mirrors directly in the table of the plugin",
    version: "1.7",
    text: `version = 2\n${v2}\n${certs}\n[plugins."io.containerd.grpc.v1.cri".mirrors."docker.io"]\nendpoint = ["https://m"]\n`,
    files: there,
    findings: ['config-misplaced [plugins."io.containerd.grpc.v1.cri".mirrors."docker.io"]'],
    message: `containerd reads no mirrors here: it belongs in ${v2}.`,
    // They may not stand beside config_path.
    fixed: [],
  },
  {
    name: "config_path of the runtime part of the plugin",
    text: `version = 3\n[plugins."io.containerd.cri.v1.runtime".registry]\n${certs}\n`,
    files: there,
    findings: ["config-path-not-set version = 3", `config-misplaced ${certs}`],
    fixedCode: "config-misplaced",
    fixed: `version = 3\n${double3}\n${certs}\n`,
  },
  {
    name: "a misspelled key",
    version: "1.7",
    text: `version = 2\n${v2}\nconfigpath = "/etc/containerd/certs.d"\n`,
    files: there,
    findings: [`config-path-not-set ${v2}`, "config-unknown-key configpath"],
    fixedCode: "config-unknown-key",
    fixed: `version = 2\n${v2}\n${certs}\n`,
  },
  {
    name: "a key that no release knows, beside config_path",
    text: `version = 3\n${v3}\n${certs}\nmirror = {}\n`,
    files: there,
    findings: ["config-unknown-key mirror"],
    message: "containerd ignores mirror: the table of registries has no such key. Did you mean mirrors?",
  },
  {
    name: "a key in another letter case, which 2.x takes",
    text: `version = 3\n${v3}\n${certs}\nHeaders = {}\n`,
    files: there,
    findings: [],
  },
];

const older: readonly FindingCase[] = [
  {
    name: "mirrors beside config_path",
    text: `version = 2\n${v2}\n${certs}\n${mirrors2}\nendpoint = ["https://m"]\n`,
    files: there,
    findings: [`config-path-conflict ${mirrors2}`],
    message:
      "containerd does not load its CRI plugin, and Kubernetes can pull nothing: registry.mirrors and config_path exclude each other. Keep config_path, and carry over the other as hosts.toml files.",
  },
  {
    name: "mirrors alone",
    text: `version = 2\n${mirrors2}\nendpoint = ["https://m"]\n`,
    findings: [`config-deprecated ${mirrors2}`],
    message:
      "Kubernetes uses these mirrors, and reads no hosts.toml file: registry.mirrors is deprecated. hosts.toml files take its place.",
  },
  {
    name: "certificates beside config_path, for 1.x",
    version: "1.7",
    text: `version = 2\n${v2}\n${certs}\nconfigs."r".tls.ca_file = "/x"\n`,
    files: there,
    findings: ["config-path-conflict configs"],
  },
  {
    name: "certificates beside config_path, for 2.x",
    text: `version = 2\n${v2}\n${certs}\nconfigs."r".tls.ca_file = "/x"\n`,
    files: there,
    findings: ["config-deprecated configs"],
  },
  {
    name: "a password",
    text: `version = 2\n${v2}\n${certs}\n[plugins."io.containerd.grpc.v1.cri".registry.auths."https://r"]\nauth = "x"\nusername = "u"\n`,
    files: there,
    findings: ['config-deprecated [plugins."io.containerd.grpc.v1.cri".registry.auths."https://r"]', 'config-secret auth = "x"'],
    message:
      "containerd pulls without its transfer service for this: registry.auths is deprecated. Kubernetes' pull secrets take its place.",
  },
  {
    name: "a password in a table that is not read",
    text: `version = 4\n${v3}\n${certs}\n${v2}\nconfigs."r".auth.password = "x"\n`,
    files: there,
    findings: [`config-table-ignored ${v2}`, 'config-secret password = "x"'],
  },
  {
    name: "a password where the release does not start",
    version: "1.7",
    text: `version = 3\n[plugins."io.containerd.grpc.v1.cri".registry.configs."r".auth]\npassword = "x"\n`,
    findings: [
      "config-version 3",
      'config-deprecated [plugins."io.containerd.grpc.v1.cri".registry.configs."r".auth]',
      'config-secret password = "x"',
    ],
  },
  {
    name: "a token in an inline table",
    version: "1.7",
    text: `version = 2\n${v2}\n${certs}\nauths = { r = { identitytoken = "x" } }\n`,
    files: there,
    findings: ["config-deprecated auths", 'config-secret identitytoken = "x"'],
  },
];

const places: readonly FindingCase[] = [
  {
    name: "the transfer service's own config_path",
    text: `version = 3\n[plugins.'io.containerd.transfer.v1.local']\n${certs}\n${v3}\n${certs}\n`,
    files: there,
    findings: [`config-transfer-path ${certs}`],
    message: `containerd never uses this config_path: Kubernetes reads the one in ${double3}, and ctr takes --hosts-dir.`,
  },
  {
    name: "a drop-in that nothing imports",
    path: dropIn,
    text: `version = 3\n${v3}\nconfig_path = ${two}\n`,
    files: { [main]: "version = 3\n" },
    findings: ["config-not-imported version = 3"],
    message: `containerd ignores this whole file: ${main} does not import it. Its imports name the files and patterns that are read.`,
  },
  {
    name: "a configuration that k3s generates",
    path: "/var/lib/rancher/k3s/agent/etc/containerd/config.toml",
    text: `version = 3\n${v3}\n${certs}\n`,
    findings: ["config-generated version = 3"],
    message:
      "k3s overwrites this file at each start: change config-v3.toml.tmpl beside it instead, or /etc/rancher/k3s/registries.yaml where it is about registries.",
  },
  {
    name: "a CRI plugin that is disabled",
    text: `version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n${v2}\n${certs}\n`,
    files: there,
    findings: ['config-cri-disabled "io.containerd.grpc.v1.cri"'],
    message: "Kubernetes cannot use this containerd, and config_path counts for nothing: its CRI plugin is disabled.",
  },
  { name: "a CRI plugin that is disabled, as Docker's packages do", text: 'disabled_plugins = ["cri"]\n', findings: [] },
  {
    name: "an import that is too large",
    text: 'version = 2\nimports = ["a.toml"]\n',
    reader: {
      readFile: () => Promise.reject(new Error("not read")),
      stat: () => Promise.resolve({ kind: "file", size: 5_000_000, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 1 }),
      readDirectory: () => Promise.resolve([]),
    },
    findings: ['config-unknown "a.toml"'],
    message:
      "Nobody can tell here which hosts.toml files Kubernetes reads: /etc/containerd/a.toml is too large to be read here. The command sudo containerd config dump shows what containerd reads.",
  },
  { name: "imports, where nothing may be looked at", mayLook: false, text: 'version = 2\nimports = ["a.toml"]\n', findings: [] },
  { name: "a text that is no file", path: "", text: "version = 2\n", version: "1.7", findings: ["config-path-not-set version = 2"] },
];

export const cases: readonly FindingCase[] = [...starting, ...paths, ...tables, ...older, ...places];
