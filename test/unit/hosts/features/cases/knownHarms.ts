import type { ContainerdVersion } from "../../../../../src/hosts/versions.ts";

/** A text for which a fix is known that does harm, with what is offered instead. */
export interface KnownHarm {
  readonly name: string;
  readonly text: string;
  /** 2.3 where it does not matter. */
  readonly version?: ContainerdVersion;
  readonly directory?: string;
  /** The text after each fix that is offered, each once. */
  readonly offers: readonly string[];
  /** The text after "fix all"; undefined where that changes nothing. */
  readonly all: string | undefined;
}

const host = '[host."https://m.example"]\n';

/** For what only one fix is right, which "fix all" makes too. */
function only(name: string, text: string, after: string): KnownHarm {
  return { name, text, offers: [after], all: after };
}

function none(name: string, text: string, version: ContainerdVersion = "2.3"): KnownHarm {
  return { name, text, version, offers: [], all: undefined };
}

export const knownHarms: readonly KnownHarm[] = [
  only("True is not quoted", `${host}skip_verify = True\n`, `${host}skip_verify = true\n`),
  only("FALSE is not quoted", `${host}skip_verify = FALSE # why\n`, `${host}skip_verify = false # why\n`),
  only("a quoted True becomes true", `${host}skip_verify = "True"\n`, `${host}skip_verify = true\n`),
  only("capabilities in one string", `${host}capabilities = "pull, resolve"\n`, `${host}capabilities = ["pull", "resolve"]\n`),
  only("capabilities between spaces", `${host}capabilities = 'pull resolve'\n`, `${host}capabilities = ["pull", "resolve"]\n`),
  only("capabilities in one item", `${host}capabilities = ["pull,resolve"]\n`, `${host}capabilities = ["pull", "resolve"]\n`),
  none("capabilities in one string, one unknown", `${host}capabilities = ["pull, nothing"]\n`),
  only("a colon", `${host}ca: "/etc/ca.crt"\n`, `${host}ca = "/etc/ca.crt"\n`),
  only("a colon before true", `${host}  skip_verify: true # why\n`, `${host}  skip_verify = true # why\n`),
  only("a colon before an array", `${host}capabilities:["pull"]\n`, `${host}capabilities = ["pull"]\n`),
  only("a colon behind a space", `${host}ca : 'a'\n`, `${host}ca = 'a'\n`),
  only("a colon behind server", 'server: "https://x"\n', 'server = "https://x"\n'),
  only("a colon behind a quoted key", '"server": "https://x"\n', '"server" = "https://x"\n'),
  only("a colon with its =", 'server: = "https://x"\n', 'server = "https://x"\n'),
  {
    name: "a colon before bare text",
    text: "server: https://x\n",
    offers: ["server = https://x\n", 'server: "https://x"\n'],
    all: 'server = "https://x"\n',
  },
  none("a mapping of YAML", "server:\n  url\n"),
  only("a space before the URL of server", 'server = " https://r.example"\n', 'server = "https://r.example"\n'),
  only("a space before the URL of a host", "[host.' https://m.example']\nca = 'a'\n", "[host.'https://m.example']\nca = 'a'\n"),
  only("a space behind a URL", 'server = "https://r.example "\n', 'server = "https://r.example"\n'),
  none("a space in a URL", 'server = "https://r example"\n'),
  none("a space before a URL that is there", `${host}[host." https://m.example"]\n`),
  only("a comment with slashes", '// text\nserver = "https://x"\n', '# text\nserver = "https://x"\n'),
  only("a line taken out with slashes", `${host}  // ca = "a"\nca = "b"\n`, `${host}  # ca = "a"\nca = "b"\n`),
  only("slashes with no space", '//ca = "a"\nserver = "https://x"\n', '#ca = "a"\nserver = "https://x"\n'),
  none("a comment with slashes behind a value", 'server = "https://x" // text\n'),
  none("a field right below [host]", '[host]\ncapabilities = ["pull"]\n'),
  none("a field right below [host]", '[host]\ncapabilities = ["pull"]\n', "1.7"),
  none("a string right below [host]", '[host]\nca = "a"\n'),
  only("typographic quotation marks", "server = “https://x”\n", 'server = "https://x"\n'),
  {
    name: "typographic quotation marks in an array",
    text: `${host}capabilities = [“pull”, ‘resolve’]\n`,
    offers: [`${host}capabilities = ["pull", ‘resolve’]\n`, `${host}capabilities = [“pull”, "resolve"]\n`],
    all: `${host}capabilities = ["pull", "resolve"]\n`,
  },
  only("typographic quotation marks in a header", "[host.“https://m.example.com”]\n", '[host."https://m.example.com"]\n'),
  only(
    "typographic quotation marks round a URL with a port",
    "[host.“https://m.example.com:5000”]\n",
    '[host."https://m.example.com:5000"]\n',
  ),
  none("typographic quotation marks round words", "server = “a b”\n"),
  only("a bare URL in a header", "[host.https://m.example.com]\nca = 'a'\n", "[host.\"https://m.example.com\"]\nca = 'a'\n"),
  only("a bare URL with port and path", "[ host.http://m.example.com:5000/v2 ]\n", '[ host."http://m.example.com:5000/v2" ]\n'),
  only("a bare URL before .header", '[host.https://m.example.header]\nx = "1"\n', '[host."https://m.example".header]\nx = "1"\n'),
  none("a bare URL in a dotted key", 'host.https://m.example.com.ca = "a"\n', "1.7"),
  none("a bare name in a header", "[host.m.example.com]\nskip_verify = true\n"),
  only("a certificate and its key, each alone", `${host}client = [["a.cert"],["a.key"]]\n`, `${host}client = [["a.cert", "a.key"]]\n`),
  {
    name: "two bare headers of one host do not become a table twice",
    text: "[host.https://m.example]\nca = 'a'\n[host.https://m.example]\nca = 'b'\n",
    offers: [
      "[host.\"https://m.example\"]\nca = 'a'\n[host.https://m.example]\nca = 'b'\n",
      "[host.https://m.example]\nca = 'a'\n[host.\"https://m.example\"]\nca = 'b'\n",
    ],
    all: "[host.\"https://m.example\"]\nca = 'a'\n[host.https://m.example]\nca = 'b'\n",
  },
  none("a host that is a string", 'host = "https://m.example"\n', "1.7"),
  none("a host that is a string", 'host = "https://m.example"\n'),
  none("two spellings of host", `${host}[Host."https://m.example"]\nskip_verify = true\n`, "1.7"),
  none("two spellings of host, the other way round", `[Host."https://m.example"]\ncapabilities = ["pull"]\n${host}`),
  none("two spellings of a URL", `${host}[host."m.example"]\nca = "a"\n`),
  none("a host without a name", '[host.""]\nca = "a"\n'),
  {
    name: "plain HTTP with skip_verify",
    text: '[host."http://m.example:5000"]\nskip_verify = true\n',
    offers: ['[host."http://m.example:5000"]\n', '[host."https://m.example:5000"]\nskip_verify = true\n'],
    all: undefined,
  },
  {
    name: "TLS of the server, a comment, and a plain HTTP host",
    text: 'server = "https://r.example"\nca = "a" # mine\n# mirrors\n[host."https://m.example"]\n[host."http://n.example"]\n',
    offers: ['server = "https://r.example"\nca = "a" # mine\n# mirrors\n[host."https://m.example"]\nca = "a"\n[host."http://n.example"]\n'],
    all: undefined,
  },
];
