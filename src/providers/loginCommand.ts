import { Secret } from "../core/secret.ts";
import { isPipe, readCommandLine } from "./commandLine.ts";
import type { ShellWord } from "./shellWords.ts";

/** What a `docker login …` command line says, or one that has a helper log in. */
export interface LoginCommand {
  /** As it is written; empty where the command leaves it out, which means Docker Hub. */
  readonly server: string;
  readonly username?: string;
  readonly password?: Secret;
}

const tools: ReadonlySet<string> = new Set([
  "docker",
  "nerdctl",
  "podman",
  "buildah",
  "skopeo",
  "oras",
  "crane",
  "finch",
  "helm",
  "regctl",
]);
/** Options of those tools' `login`, and of the tools themselves, that do without a value. */
const switches: ReadonlySet<string> = new Set([
  ..."--password-stdin --identity-token-stdin --insecure-registry --insecure --plain-http --get-login --verbose --debug --debug-full".split(
    " ",
  ),
  ..."--tls --tls-verify --pass-stdin --skip-check -v -D -d -k".split(" "),
]);
/** Joins the name of an option with the meaning that it has in every one of the tools. */
const meanings: Readonly<Record<string, "username" | "password">> = {
  "-u": "username",
  "--username": "username",
  "--user": "username",
  "-p": "password",
  "--password": "password",
  "--pass": "password",
};

/** A login command, perhaps after a prompt, `sudo`, variables or a pipe, taken apart; undefined for any other text. */
export function parseLoginCommand(line: string): LoginCommand | undefined {
  const { program, words, all } = readCommandLine(line);
  if (program === "gcloud") return gcloudCommand(words);
  if (!tools.has(program)) return undefined;
  const { values, others } = readArguments(words);
  const login = others.indexOf("login");
  // `crane auth login`, `helm registry login`: nothing but the tool's own words may stand before.
  if (login < 0 || others.slice(0, login).some((word) => !["auth", "registry"].includes(word))) return undefined;
  const username = values.get("username");
  const password =
    values.get("password") ?? (words.some(({ text }) => /^--pass(?:word)?-stdin$/.test(text)) ? writtenInput(all) : undefined);
  return {
    server: others[login + 1] ?? "",
    ...(username === undefined || username.isExpanded ? {} : { username: username.text }),
    ...(password === undefined || password.isExpanded ? {} : { password: new Secret(password.text) }),
  };
}

/** `gcloud auth configure-docker HOST,…`; without a host it is for those of Container Registry. */
function gcloudCommand(words: readonly ShellWord[]): LoginCommand | undefined {
  const [auth, configure, hosts = "gcr.io"] = words.map(({ text }) => text).filter((text) => !text.startsWith("-"));
  return auth === "auth" && configure === "configure-docker" ? { server: hosts.split(",")[0] ?? "" } : undefined;
}

/** The secret that a command line writes to the tool's standard input: `echo SECRET | docker login …`, `docker login … <<< SECRET`. */
function writtenInput(words: readonly ShellWord[]): ShellWord | undefined {
  const pipe = words.findLastIndex(isPipe);
  const hereString = words.findIndex(({ text }, at) => at > pipe && [text, words[at + 1]?.text, words[at + 2]?.text].join("") === "<<<");
  if (hereString >= 0) return words[hereString + 3];
  const before = words.slice(0, Math.max(pipe, 0));
  const [program, ...others] = before.slice(before.findLastIndex(({ text }) => /^[|;&]$/.test(text)) + 1);
  if (program === undefined || !/^(?:echo|printf)$/.test(program.text)) return undefined;
  // `echo -n`, `printf '%s\n'`
  const written = others.filter(({ text }) => !/^(?:-[neE]+|%s(?:\\n)?)$/.test(text));
  return written.length === 0
    ? undefined
    : { text: written.map(({ text }) => text).join(" "), isExpanded: written.some(({ isExpanded }) => isExpanded) };
}

function readArguments(words: readonly ShellWord[]): {
  readonly values: ReadonlyMap<string, ShellWord>;
  readonly others: readonly string[];
} {
  const values = new Map<string, ShellWord>();
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const option = /^(--[^=]+|-[A-Za-z])(=?)([^]*)$/.exec(word.text);
    if (option === null) {
      others.push(word.text);
      continue;
    }
    const [, name = "", equals = "", attached = ""] = option;
    if (equals === "" && attached === "" && switches.has(name)) continue;
    const value = equals === "" && attached === "" ? words[++at] : { ...word, text: attached };
    const meaning = meanings[name];
    if (meaning !== undefined && value !== undefined) values.set(meaning, value);
  }
  return { values, others };
}
