import type { FindingCode } from "../../../../src/hosts/findings.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

/** One code: text that has the finding, text that just has not, and what the fix makes of the first. */
export interface FindingCase {
  readonly code: FindingCode;
  /** With `«…»` round each finding of the code. */
  readonly fires: string;
  readonly quiet: string;
  readonly fixed?: string;
  /** What containerd tries after the fix, or where there is none, for the text that fires; see `summary`. */
  readonly resolves: string;
  readonly version?: ContainerdVersion;
  readonly directory?: string;
  /** The directory of the quiet text, where it is the directory that matters. */
  readonly quietDirectory?: string;
}

const mirrorTable = '[host."https://m"]\n';

export const textFindings: readonly FindingCase[] = [
  { code: "toml-syntax", fires: "[host.«https://m»]\n", quiet: mirrorTable, fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "toml-syntax", fires: "server = «m»\n", quiet: 'server = "m"\n', fixed: 'server = "m"\n', resolves: "https://m/v2" },
  { code: "toml-syntax", fires: 'server = «"m»\n', quiet: 'server = "m"\n', resolves: "toml-syntax" },
  { code: "wrong-type", fires: `${mirrorTable}skip_verify = «"true"»\n`, quiet: `${mirrorTable}skip_verify = true\n`, fixed: `${mirrorTable}skip_verify = true\n`, resolves: "https://m/v2 insecure + registry" },
  { code: "wrong-type", fires: `${mirrorTable}capabilities = «"pull"» # c\n`, quiet: `${mirrorTable}capabilities = ["pull"]\n`, fixed: `${mirrorTable}capabilities = ["pull"] # c\n`, resolves: "https://m/v2 (pull) + registry" },
  { code: "wrong-type", fires: `${mirrorTable}dial_timeout = «5»\n`, quiet: `${mirrorTable}dial_timeout = "5s"\n`, fixed: `${mirrorTable}dial_timeout = "5s"\n`, resolves: "https://m/v2 5s + registry" },
  { code: "wrong-type", fires: `${mirrorTable}header = {x = «1»}\n`, quiet: `${mirrorTable}header = {x = "1"}\n`, fixed: `${mirrorTable}header = {x = "1"}\n`, resolves: "https://m/v2 x:1 + registry" },
  { code: "wrong-type", fires: 'host."https://m".ca = 1\nhost."https://m".skip_verify = «1»\n', quiet: 'host."https://m".ca = 1\n', resolves: "wrong-type" },
  { code: "unknown-capability", fires: `${mirrorTable}capabilities = ["pull", «"resolv"»]\n`, quiet: `${mirrorTable}capabilities = ["PULL"]\n`, fixed: `${mirrorTable}capabilities = ["pull", "resolve"]\n`, resolves: "https://m/v2 (pull,resolve) + registry" },
  { code: "invalid-client-pair", fires: `${mirrorTable}client = [«["a.pem"]»]\n`, quiet: `${mirrorTable}client = [["a", "b"]]\n`, fixed: `${mirrorTable}client = ["a.pem"]\n`, resolves: "https://m/v2 client a.pem + registry" },
  { code: "invalid-client-pair", fires: `${mirrorTable}client = [«["a", "b", "c"]»]\n`, quiet: `${mirrorTable}client = []\n`, resolves: "invalid-client-pair" },
  { code: "client-looks-like-pair", fires: `${mirrorTable}client = «["a.crt", "a.key"]»\n`, quiet: `${mirrorTable}client = ["a.pem", "b.pem"]\n`, fixed: `${mirrorTable}client = [["a.crt", "a.key"]]\n`, resolves: "https://m/v2 client a.crt+a.key + registry" },
  { code: "empty-path", fires: `${mirrorTable}ca = «""» # none\n`, quiet: `${mirrorTable}ca = []\n`, fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "empty-path", fires: `${mirrorTable}ca = ["a.crt", «""»]\n`, quiet: `${mirrorTable}ca = ["a.crt"]\n`, fixed: `${mirrorTable}ca = ["a.crt"]\n`, resolves: "https://m/v2 ca a.crt + registry" },
  { code: "empty-path", fires: `${mirrorTable}client = [["x.pem", «""»]]\n`, quiet: `${mirrorTable}client = [["x.pem", "k"]]\n`, fixed: `${mirrorTable}client = ["x.pem"]\n`, resolves: "https://m/v2 client x.pem + registry" },
  { code: "invalid-duration", fires: `${mirrorTable}dial_timeout = «"5"»\n`, quiet: `${mirrorTable}dial_timeout = "5s"\n`, fixed: `${mirrorTable}dial_timeout = "5s"\n`, resolves: "https://m/v2 5s + registry" },
  { code: "invalid-duration", fires: `${mirrorTable}dial_timeout = «"1d"»\n`, quiet: `${mirrorTable}dial_timeout = ""\n`, fixed: `${mirrorTable}dial_timeout = "24h"\n`, resolves: "https://m/v2 24h0m0s + registry" },
  { code: "invalid-duration", fires: `${mirrorTable}dial_timeout = «"1 s"»\n`, quiet: `${mirrorTable}dial_timeout = "1.5h"\n`, fixed: `${mirrorTable}dial_timeout = "1s"\n`, resolves: "https://m/v2 1s + registry" },
  { code: "non-positive-timeout", fires: `${mirrorTable}dial_timeout = «"-5s"»\n`, quiet: `${mirrorTable}dial_timeout = "1ns"\n`, fixed: `${mirrorTable}dial_timeout = "5s"\n`, resolves: "https://m/v2 5s + registry" },
  { code: "non-positive-timeout", fires: `${mirrorTable}dial_timeout = «"0"»\n`, quiet: `${mirrorTable}dial_timeout = "5s"\n`, resolves: "https://m/v2 0s + registry" },
  { code: "invalid-url", fires: '[host.«"https://a b"»]\n', quiet: mirrorTable, resolves: "invalid-url" },
  { code: "invalid-url", fires: '[host.«"https:/m"»]\n', quiet: mirrorTable, fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "invalid-url", fires: 'server = «"https:///m"»\n', quiet: 'server = "https://m"\n', resolves: "registry" },
  { code: "invalid-url", fires: '[host.«"https://m:99999"»]\n', quiet: '[host."https://m:65535"]\n', resolves: "https://m:99999/v2 + registry" },
  { code: "unsupported-scheme", fires: '[host.«"ftp://m"»]\n', quiet: mirrorTable, resolves: "https://ftp:/m/v2 + registry" },
  { code: "unsupported-scheme", fires: 'server = «"HTTPS://M"»\n', quiet: 'server = "https://M"\n', fixed: 'server = "https://M"\n', resolves: "https://M/v2" },
  { code: "byte-order-mark", fires: `«\uFEFF»${mirrorTable}`, quiet: mirrorTable, fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "invalid-header", fires: `${mirrorTable}[host."https://m".header]\n«"X Y"» = "1"\n`, quiet: `${mirrorTable}[host."https://m".header]\nX-Y = "1"\n`, resolves: "https://m/v2 X Y:1 + registry" },
  { code: "invalid-header", fires: `${mirrorTable}header = { x = «"a\\nb"» }\n`, quiet: `${mirrorTable}header = { x = "a\\tb" }\n`, resolves: "https://m/v2 x:a\nb + registry" },
  { code: "requires-containerd", version: "2.1", fires: `${mirrorTable}capabilities = ["pull", «"referrers"»]\n`, quiet: `${mirrorTable}capabilities = ["pull"]\n`, fixed: `${mirrorTable}capabilities = ["pull"]\n`, resolves: "https://m/v2 (pull) + registry" },
  { code: "requires-containerd", version: "2.0", fires: `${mirrorTable}«dial_timeout» = "5"\n`, quiet: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "host-table-required", version: "1.7", fires: '«server = "https://s"»\n', quiet: `server = "https://s"\n${mirrorTable}`, fixed: 'server = "https://s"\n[host]\n', resolves: "https://s/v2" },
  { code: "ipv6-header-unsupported", version: "1.7", fires: '[«host."https://[::1]:5000"»]\n', quiet: mirrorTable, resolves: "ipv6-header-unsupported" },
  { code: "scheme-lookalike", fires: 'server = «"httpbin.org"»\n', quiet: 'server = "https://httpbin.org"\n', fixed: 'server = "https://httpbin.org"\n', resolves: "https://httpbin.org/v2" },
  { code: "scheme-lookalike", fires: '[host.«"http2.example.com:8443"»]\n', quiet: '[host."http://2.example.com"]\n', fixed: '[host."https://http2.example.com:8443"]\n', resolves: "https://http2.example.com:8443/v2 + registry" },
  { code: "unknown-key", fires: `${mirrorTable}«skip-verify» = true # c\n`, quiet: `${mirrorTable}skip_verify = true\n`, fixed: `${mirrorTable}skip_verify = true # c\n`, resolves: "https://m/v2 insecure + registry" },
  { code: "unknown-key", fires: `${mirrorTable}«plain_http» = true\n`, quiet: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "host-not-a-table-header", fires: `server = "https://s"\n«host."https://m"».skip_verify = true\n`, quiet: mirrorTable, fixed: `server = "https://s"\n\n${mirrorTable}skip_verify = true\n`, resolves: "https://m/v2 insecure + https://s/v2" },
  { code: "host-not-a-table-header", fires: '[host]\n«"https://m"» = { capabilities = ["pull"], header = { x = "1" } }\n', quiet: '[host]\n', fixed: `[host]\n\n${mirrorTable}capabilities = ["pull"]\nheader = { x = "1" }\n`, resolves: "https://m/v2 (pull) x:1 + registry" },
  { code: "host-not-a-table-header", fires: 'host = { «"https://m"» = { ca = "x" } }\n', quiet: 'host = {}\n', fixed: `\n${mirrorTable}ca = "x"\n`, resolves: "https://m/v2 ca x + registry" },
  { code: "host-not-a-table-header", fires: 'host = { «a» = { ca = "x" }, «b» = {} }\n', quiet: mirrorTable, resolves: "registry" },
  { code: "host-table-case", fires: '[«HOST»."https://m"]\nca = "x"\n', quiet: mirrorTable, fixed: `${mirrorTable}ca = "x"\n`, resolves: "https://m/v2 ca x + registry" },
  { code: "host-listed-twice", fires: `${mirrorTable}ca = "x"\n\n[host."https://n"]\n[host.«"https://m"».header]\nx = "1"\n`, quiet: `${mirrorTable}[host."https://m".header]\n[host."https://n"]\n`, fixed: `${mirrorTable}ca = "x"\n\n[host."https://m".header]\nx = "1"\n[host."https://n"]\n`, resolves: "https://m/v2 ca x x:1 + https://n/v2 + registry" },
  { code: "nested-host", fires: `${mirrorTable}[host."https://m".«host."https://n"»]\nca = "x"\n`, quiet: mirrorTable, fixed: `${mirrorTable}[host."https://n"]\nca = "x"\n`, resolves: "https://m/v2 + https://n/v2 ca x + registry" },
  { code: "misplaced-root-key", fires: `${mirrorTable}  «server» = "https://s" # c\n  ca = "x"\n`, quiet: `server = "https://s"\n${mirrorTable}`, fixed: `server = "https://s" # c\n${mirrorTable}  ca = "x"\n`, resolves: "https://m/v2 ca x + https://s/v2" },
  { code: "empty-capabilities", fires: `${mirrorTable}capabilities = «[]»\n`, quiet: `${mirrorTable}capabilities = ["pull"]\n`, fixed: `${mirrorTable}capabilities = ["pull", "resolve", "push", "referrers"]\n`, resolves: "https://m/v2 + registry" },
  { code: "trailing-slash", fires: `[host.«"https://m/"»]\n[host."https://m/".header]\nx = "1"\n`, quiet: '[host."https://m/v2/"]\n', fixed: `${mirrorTable}[host."https://m".header]\nx = "1"\n`, resolves: "https://m/v2 x:1 + registry" },
  { code: "appended-v2", fires: '[host.«"https://m/v2/hub"»]\n  ca = "x"\n', quiet: '[host."https://m/hub/v2"]\n[host."https://m/hub"]\n', fixed: '[host."https://m/v2/hub"]\n  ca = "x"\n  override_path = true\n', resolves: "https://m/v2/hub ca x + registry" },
  { code: "override-path-without-path", fires: `${mirrorTable}«override_path = true»\n`, quiet: '[host."https://m/v2"]\noverride_path = true\n', fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "http-with-tls", fires: '[host.«"http://m"»]\nskip_verify = false\n', quiet: '[host."http://m"]\n', fixed: `${mirrorTable}skip_verify = false\n`, resolves: "https://m/v2 + registry" },
  { code: "root-tls-scope", fires: `«ca» = "x"\n«skip_verify» = true\n${mirrorTable}  capabilities = ["pull"]\n[host."https://n"]\n`, quiet: `ca = "x"\n${mirrorTable}ca = "y"\n`, fixed: `${mirrorTable}  capabilities = ["pull"]\n  ca = "x"\n  skip_verify = true\n[host."https://n"]\nca = "x"\nskip_verify = true\n`, resolves: "https://m/v2 (pull) ca x insecure + https://n/v2 ca x insecure + registry" },
  { code: "duplicate-host", fires: `${mirrorTable}[host.«m»]\n`, quiet: `server = "https://m"\n${mirrorTable}`, resolves: "https://m/v2 + https://m/v2 + registry" },
  { code: "url-parts-dropped", fires: '[host.«"https://u:p@m?a=b#c"»]\n', quiet: mirrorTable, fixed: mirrorTable, resolves: "https://m/v2 + registry" },
  { code: "directory-name", directory: "/etc/containerd/certs.d/registry-1.docker.io", fires: "«# Hub»\n", quiet: "# Hub\n", quietDirectory: "/etc/containerd/certs.d/docker.io", resolves: "registry" },
  { code: "file-not-used", fires: "«»", quiet: "\n", resolves: "registry" },
  { code: "loopback-rootless", directory: "/home/u/.config/containerd/certs.d/m", fires: '[host.«"http://127.0.0.1:5000"»]\n', quiet: mirrorTable, resolves: "http://127.0.0.1:5000/v2 + registry" },
  { code: "skip-verify", fires: `${mirrorTable}«skip_verify = true»\n`, quiet: `${mirrorTable}skip_verify = false\n`, resolves: "https://m/v2 insecure + registry" },
  { code: "missing-scheme", fires: '[host.«mirror»]\n[host.mirror.header]\nx = "1"\n', quiet: mirrorTable, fixed: '[host."https://mirror"]\n[host."https://mirror".header]\nx = "1"\n', resolves: "https://mirror/v2 x:1 + registry" },
  { code: "missing-scheme", fires: "server = «'m:5000'»\n", quiet: "server = 'https://m:5000'\n", fixed: "server = 'https://m:5000'\n", resolves: "https://m:5000/v2" },
  { code: "key-case", fires: `${mirrorTable}«Capabilities» = ["pull"]\n`, quiet: `${mirrorTable}capabilities = ["pull"]\n`, fixed: `${mirrorTable}capabilities = ["pull"]\n`, resolves: "https://m/v2 (pull) + registry" },
  { code: "push-to-mirror", fires: `${mirrorTable}capabilities = [«"push"», "pull"]\n`, quiet: `server = "https://m"\n${mirrorTable}capabilities = ["push", "pull"]\n`, fixed: `${mirrorTable}capabilities = ["pull"]\n`, resolves: "https://m/v2 (pull) + registry" },
  { code: "ca-with-skip-verify", fires: `${mirrorTable}«ca = "x"»\nskip_verify = true\n`, quiet: `${mirrorTable}ca = "x"\nskip_verify = false\n`, fixed: `${mirrorTable}ca = "x"\n`, resolves: "https://m/v2 ca x + registry" },
  { code: "secret-in-header", fires: `${mirrorTable}header = { Authorization = «"Basic eA=="» }\n`, quiet: `${mirrorTable}header = { Authorization = "", X-Mirror = "1" }\n`, resolves: "https://m/v2 Authorization:Basic eA== + registry" },
  { code: "no-pull-no-resolve", fires: `${mirrorTable}capabilities = «["push"]»\n`, quiet: `${mirrorTable}capabilities = ["pull"]\n`, resolves: "https://m/v2 (push) + registry" },
  { code: "no-pull-no-resolve", fires: `${mirrorTable}capabilities = «["resolve"]»\n`, quiet: `${mirrorTable}capabilities = ["push", "pull"]\n`, resolves: "https://m/v2 (resolve) + registry" },
];
