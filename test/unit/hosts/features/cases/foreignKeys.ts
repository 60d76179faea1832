import { type FindingCase, mirrorTable } from "./findingCase.ts";

const code = "key-of-another-tool";
const foreign = (name: string): `warning ${string}: ${string}` => `warning containerd ignores \`${name}\`: it is a key of another tool.`;
const login =
  "warning Whoever can read this file can read this login, and nothing uses it: containerd takes no logins from a hosts.toml. Log in with the program that pulls (`nerdctl login`, a pull secret), and remove it here.";
const table = 'Here each mirror is a table of its own, [host."https://mirror.example.com"]';

/** Keys that people know from other tools. */
export const foreignKeys: readonly FindingCase[] = [
  {
    code,
    says: `${foreign("plain_http")} Here the URL of the host says so: write \`http://\`.`,
    fires: `[host."https://m"]\n«plain_http» = true\n[host."https://m".header]\nx = "1"\n`,
    quiet: '[host."http://m"]\n',
    fixed: '[host."http://m"]\n[host."http://m".header]\nx = "1"\n',
    resolves: "http://m/v2 x:1 + registry",
  },
  {
    code,
    fires: `${mirrorTable}«plain-http» = false\n`,
    quiet: mirrorTable,
    fixed: mirrorTable,
    resolves: "https://m/v2 + registry",
  },
  { code, fires: `«plain_http» = true\n${mirrorTable}`, quiet: mirrorTable, resolves: "https://m/v2 + registry" },
  {
    code,
    says: `${foreign("insecure_skip_verify")} Here it is \`skip_verify = true\`. A \`ca\` file is as easy, and safe.`,
    fires: `${mirrorTable}«insecure_skip_verify» = true # c\n`,
    quiet: `${mirrorTable}skip_verify = true\n`,
    fixed: `${mirrorTable}skip_verify = true # c\n`,
    resolves: "https://m/v2 insecure + registry",
  },
  {
    code,
    fires: `${mirrorTable}skip_verify = false\n«insecure» = true\n`,
    quiet: mirrorTable,
    resolves: "https://m/v2 + registry",
  },
  { code, fires: `${mirrorTable}«insecure» = "true"\n`, quiet: `${mirrorTable}insecurely = 1\n`, resolves: "https://m/v2 + registry" },
  {
    code,
    says: `${foreign("ca_file")} Here it is \`ca = "ca.crt"\`.`,
    fires: `${mirrorTable}«ca_file» = 'x.crt'\n`,
    quiet: `${mirrorTable}ca = 'x.crt'\n`,
    fixed: `${mirrorTable}ca = 'x.crt'\n`,
    resolves: "https://m/v2 ca x.crt + registry",
  },
  {
    code,
    says: `${foreign("key_file")} Here both are one field: \`client = [["client.cert", "client.key"]]\`.`,
    fires: `${mirrorTable}«key_file» = "k"\nskip_verify = false\n«cert_file» = 'c'\n`,
    quiet: `${mirrorTable}client = [["c", "k"]]\n`,
    fixed: `${mirrorTable}client = [['c', "k"]]\nskip_verify = false\n`,
    resolves: "https://m/v2 client c+k + registry",
  },
  { code, fires: `${mirrorTable}«cert_file» = "c"\n`, quiet: mirrorTable, resolves: "https://m/v2 + registry" },
  {
    code,
    says: `${foreign("tls")} Here \`ca\`, \`client\` and \`skip_verify\` stand in the table of the host.`,
    fires: `${mirrorTable}[host."https://m".«tls»]\ninsecure_skip_verify = true\n`,
    quiet: mirrorTable,
    resolves: "https://m/v2 + registry",
  },
  {
    code,
    says: login,
    fires: `${mirrorTable}«password» = "hush"\n`,
    quiet: mirrorTable,
    fixed: mirrorTable,
    resolves: "https://m/v2 + registry",
  },
  {
    code,
    fires: `${mirrorTable}[host."https://m".«auth»]\nx = "hush"\n`,
    quiet: `${mirrorTable}[host."https://m".header]\nauth = "1"\n`,
    resolves: "https://m/v2 + registry",
  },
  {
    code,
    says: `${foreign("endpoint")} ${table}, in the directory of the registry.`,
    fires: `server = "https://s"\n«endpoint» = ["https://m", "http://n:5000"]\n`,
    quiet: mirrorTable,
    fixed: 'server = "https://s"\n[host."https://m"]\n[host."http://n:5000"]\n',
    resolves: "https://m/v2 + http://n:5000/v2 + https://s/v2",
  },
  { code, fires: `«endpoint» = ["https://u:hush@m"]\n`, quiet: mirrorTable, resolves: "registry" },
  { code, fires: '«endpoint» = ["https://n/p"]\n', quiet: mirrorTable, resolves: "registry" },
  { code, fires: '[«mirrors»."docker.io"]\nendpoint = ["https://m"]\n', quiet: mirrorTable, resolves: "registry" },
  {
    code,
    directory: "/etc/containerd/certs.d/r_5000_",
    fires: '# Mirrors\n[«plugins»."io.containerd.grpc.v1.cri".registry.mirrors."r:5000"]\n  endpoint = ["https://m"] # first\n',
    quiet: mirrorTable,
    fixed: `# Mirrors\n[host."https://m"] # first\n`,
    resolves: "https://m/v2 + registry",
  },
  {
    code,
    directory: "/etc/containerd/certs.d/_default",
    fires: '[«mirrors»."*"]\nendpoint = ["https://m", "https://n"]\n',
    quiet: mirrorTable,
    fixed: '[host."https://m"]\n[host."https://n"]\n',
    resolves: "https://m/v2 + https://n/v2 + registry",
  },
  {
    code,
    directory: "/etc/containerd/certs.d/_default",
    fires: '[«mirrors»."*"]\n# all\nendpoint = ["https://m"]\n',
    quiet: mirrorTable,
    resolves: "registry",
  },
  {
    code,
    says: `${foreign("plugins")} It belongs in containerd's config.toml. ${table}.`,
    fires:
      '[«plugins»."io.containerd.grpc.v1.cri".registry]\n[«plugins»."io.containerd.grpc.v1.cri".registry.configs."m".auth]\npassword = "hush"\n',
    quiet: mirrorTable,
    resolves: "registry",
  },
];
