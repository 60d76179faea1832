import type { Severity } from "../../../../src/hosts/findings.ts";
import type { RegistriesCode } from "../../../../src/hosts/k3s/codes.ts";

/** One code: a text that has the finding, with `«…»` round each, one that just has not, and what the fix makes of the first. */
export interface RegistriesCase {
  readonly code: RegistriesCode;
  readonly says?: `${Severity} ${string}: ${string}`;
  readonly fires: string;
  readonly quiet: string;
  readonly fixed?: string;
}

const notStarted = "error k3s does not become ready on this node, and keeps trying";
const noHost = "error containerd tries no host of the registries that this host is asked for, neither a mirror nor the registry itself";
const endpoint = (text: string): string => `mirrors:\n  r.example:\n    endpoint:\n      - ${text}\n`;
const rewrite = (pattern: string, replacement: string): string =>
  `mirrors:\n  r.example:\n    endpoint: [https://m]\n    rewrite:\n      ${pattern}: ${replacement}\n`;

export const registriesCases: readonly RegistriesCase[] = [
  {
    code: "registries-syntax",
    says: `${notStarted}: YAML is indented with spaces, and takes no tab here.`,
    fires: "mirrors:\n«\t»docker.io: {}\n",
    quiet: "mirrors:\n  docker.io: {}\n",
  },
  {
    code: "registries-syntax",
    says: `${notStarted}: an asterisk stands in quotation marks, "*", or YAML takes it for an alias.`,
    fires: "mirrors:\n  «*»:\n    endpoint: [https://m]\n",
    quiet: 'mirrors:\n  "*":\n    endpoint: [https://m]\n',
    fixed: 'mirrors:\n  "*":\n    endpoint: [https://m]\n',
  },
  {
    code: "registries-syntax",
    says: `${notStarted}: this alias (*) has no anchor (&) before it.`,
    fires: "mirrors:\n  a: «*b»\n",
    quiet: "mirrors:\n  b: &b {}\n  a: *b\n",
  },
  {
    code: "registries-type",
    says: `${notStarted}: \`endpoint\` must be a list.`,
    fires: "mirrors:\n  r.example:\n    endpoint: «https://m»\n",
    quiet: "mirrors:\n  r.example:\n    endpoint:\n",
    fixed: 'mirrors:\n  r.example:\n    endpoint: ["https://m"]\n',
  },
  {
    code: "registries-type",
    says: `${notStarted}: \`insecure_skip_verify\` must be true or false.`,
    fires: 'configs:\n  r.example:\n    tls:\n      insecure_skip_verify: «"true"»\n',
    quiet: "configs:\n  r.example:\n    tls:\n      insecure_skip_verify: yes\n",
    fixed: "configs:\n  r.example:\n    tls:\n      insecure_skip_verify: true\n",
  },
  {
    code: "registries-type",
    fires: "mirrors:\n  docker.io:\n  endpoint:\n    «- https://m»\n",
    quiet: "mirrors:\n  docker.io:\n    endpoint:\n      - https://m\n",
  },
  {
    code: "registries-unknown-key",
    says: "warning k3s ignores `endpoints`: the key is `endpoint`.",
    fires: "mirrors:\n  r.example:\n    «endpoints»:\n      - https://m\n",
    quiet: "mirrors:\n  r.example:\n    endpoint:\n      - https://m\n",
    fixed: "mirrors:\n  r.example:\n    endpoint:\n      - https://m\n",
  },
  {
    code: "registries-unknown-key",
    fires: "«mirror»:\n  r.example:\n    endpoint: [https://m]\n",
    quiet: "x-common: &c\n  endpoint: [https://m]\nmirrors:\n  r.example: *c\n",
    fixed: "mirrors:\n  r.example:\n    endpoint: [https://m]\n",
  },
  {
    code: "registries-unknown-key",
    fires: 'configs:\n  r.example:\n    tls:\n      «"caFile"»: /a\n',
    quiet: 'configs:\n  r.example:\n    tls:\n      "ca_file": /a\n',
    fixed: 'configs:\n  r.example:\n    tls:\n      "ca_file": /a\n',
  },
  {
    code: "registries-unknown-key",
    says: "warning k3s ignores `insecure_skip_verify`: it belongs below `tls`.",
    fires: "configs:\n  r.example:\n    «insecure_skip_verify»: true\n",
    quiet: "configs:\n  r.example:\n    tls: { insecure_skip_verify: true }\n",
    fixed: "configs:\n  r.example:\n    tls: { insecure_skip_verify: true }\n",
  },
  {
    code: "registries-unknown-key",
    says: "warning k3s ignores `plain`: here it knows `auth`, `tls` only.",
    fires: "configs:\n  r.example:\n    «plain»: true\n",
    quiet: "configs:\n  r.example:\n    auth:\n",
  },
  {
    code: "registries-duplicate-key",
    says: "warning k3s ignores what stands here: the same key stands below once more, and the last one counts.",
    fires: "mirrors:\n  «r.example»:\n    endpoint: [https://a]\n  r.example:\n    endpoint: [https://b]\n",
    quiet: "mirrors:\n  r.example:\n    endpoint: [https://a]\n",
  },
  {
    code: "registries-endpoint",
    says: "error k3s leaves this endpoint out: it is not a URL.",
    fires: endpoint("«https://m:port»"),
    quiet: endpoint("https://m:5000"),
  },
  {
    code: "registries-endpoint",
    says: "error Every request to this endpoint fails: containerd speaks http:// and https:// only.",
    fires: endpoint("«oci://m»"),
    quiet: endpoint("http://m"),
  },
  { code: "registries-endpoint", fires: endpoint("«https://»"), quiet: endpoint("m.example") },
  {
    code: "registries-endpoint",
    says: "warning containerd drops the user, the query and the fragment of this endpoint: a login belongs in `configs`.",
    fires: endpoint("«https://u:p@m»"),
    quiet: endpoint("https://m/v2"),
  },
  {
    code: "registries-endpoint-scheme",
    says: "hint k3s asks this endpoint over HTTPS: it puts https:// before what has no scheme.",
    fires: endpoint("«m.example:5000»"),
    quiet: endpoint("http://m.example:5000"),
    fixed: endpoint("https://m.example:5000"),
  },
  {
    code: "registries-endpoint-scheme",
    fires: endpoint('«"localhost:5000"»'),
    quiet: endpoint('"http://localhost:5000"'),
    fixed: endpoint('"http://localhost:5000"'),
  },
  {
    code: "registries-endpoint-path",
    says: "warning containerd asks for /proxy/NAME/manifests/TAG, without /v2: the path of an endpoint is the root of the API as it stands.",
    fires: endpoint("«https://m/proxy/»"),
    quiet: endpoint("https://m/v2/proxy"),
  },
  {
    code: "registries-not-used",
    says: "warning k3s skips this endpoint: it is listed already.",
    fires: "mirrors:\n  r.example:\n    endpoint: [https://m, «https://m/v2»]\n",
    quiet: "mirrors:\n  r.example:\n    endpoint: [https://m, http://m]\n",
  },
  {
    code: "registries-not-used",
    says: "warning k3s does not use `auths`: logins stand in `configs`, by the host that is asked.",
    fires: "«auths»:\n  r.example: { username: u }\n",
    quiet: "configs:\n  r.example: { auth: { username: u } }\n",
  },
  {
    code: "registries-not-used",
    says: "warning k3s ignores everything from here on: it reads the first document of the file only.",
    fires: "mirrors: {}\n«---»\nconfigs: {}\n",
    quiet: "---\nmirrors: {}\n",
  },
  {
    code: "registries-not-used",
    says: "warning k3s does not use this `rewrite`: it is for endpoints, and there is none.",
    fires: "mirrors:\n  r.example:\n    «rewrite»: { ^a: b }\n",
    quiet: "mirrors:\n  r.example:\n    endpoint: [https://m]\n    rewrite: { ^a: b }\n",
  },
  {
    code: "registries-name",
    says: "warning No pull goes through these mirrors: images of Docker Hub are looked for under docker.io.",
    fires: "mirrors:\n  «registry-1.docker.io»:\n    endpoint: [https://m]\n",
    quiet: "mirrors:\n  docker.io:\n    endpoint: [https://m]\n",
    fixed: "mirrors:\n  docker.io:\n    endpoint: [https://m]\n",
  },
  {
    code: "registries-name",
    says: "warning k3s does not use these settings: a name is a host with its port, without scheme and path.",
    fires: 'configs:\n  «"https://r.example:5000/"»: {}\n',
    quiet: 'configs:\n  "r.example:5000": {}\n',
    fixed: 'configs:\n  "r.example:5000": {}\n',
  },
  {
    code: "registries-name",
    says: 'warning No pull goes through these mirrors: "*" alone stands for every registry, and is not a wildcard within a name.',
    fires: 'mirrors:\n  «"*.example"»: {}\n',
    quiet: 'mirrors:\n  "*": {}\nconfigs:\n  registry-1.docker.io: {}\n  "*": {}\n',
  },
  {
    code: "registries-http-with-tls",
    says: "warning containerd tries HTTPS first, and plain HTTP only if that fails: `configs` has settings for TLS of m:5000.",
    fires: "mirrors:\n  r.example:\n    endpoint: [«http://m:5000»]\nconfigs:\n  m:5000: { tls: { insecure_skip_verify: true } }\n",
    quiet: "mirrors:\n  r.example:\n    endpoint: [http://m:5000]\nconfigs:\n  m:5000: { tls: { insecure_skip_verify: false } }\n",
  },
  {
    code: "registries-client-pair",
    says: `${noHost}: \`key_file\` is missing, without which this file cannot be used.`,
    fires: "configs:\n  r.example:\n    tls:\n      «cert_file»: /a.crt\n",
    quiet: "configs:\n  r.example:\n    tls:\n      cert_file: /a.crt\n      key_file: /a.key\n",
  },
  {
    code: "registries-path",
    says: `${noHost}: a path that does not begin with / starts at the directory of the hosts.toml that k3s writes, where there is no such file.`,
    fires: "configs:\n  r.example:\n    tls:\n      ca_file: «~/ca.crt»\n",
    quiet: "configs:\n  r.example:\n    tls:\n      ca_file: ~\n",
  },
  {
    code: "registries-password",
    says: "hint Whoever may read this file can log in with this: it stands here in clear text.",
    fires: "configs:\n  r.example:\n    auth:\n      username: u\n      «password»: p\n",
    quiet: "configs:\n  r.example:\n    auth:\n      username: u\n      password:\n",
  },
  {
    code: "registries-rewrite",
    says: "warning k3s leaves names as they are: this is not a regular expression of Go, which does not look ahead or behind.",
    fires: rewrite('«"^(?!x)"»', "y"),
    quiet: rewrite('"^(?i:x)"', "y"),
  },
  {
    code: "registries-rewrite",
    says: "warning Nothing takes the place of $1_x: the expression has no group of that name. Write ${1}.",
    fires: rewrite('"^a/(.*)"', '«"b/$1_x"»'),
    quiet: rewrite('"^a/(.*)"', '"b/${1}_x"'),
  },
  {
    code: "registries-rewrite",
    says: "warning k3s writes the backslash into the name: a group is $1 here, not \\1.",
    fires: rewrite("'^a/(.*)'", "«'b/\\1'»"),
    quiet: rewrite("'^a/(?P<n>.*)'", "'b/$n$0'"),
  },
  {
    code: "registries-too-complex",
    says: "information Nothing is checked here: this is larger or more complex than any registries.yaml.",
    fires: `«mirrors: {}»\n${"#\n".repeat(3_000)}`,
    quiet: "mirrors: {}\n",
  },
];
