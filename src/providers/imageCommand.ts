import { readCommandLine } from "./commandLine.ts";
import type { ShellWord } from "./shellWords.ts";

const tools: ReadonlySet<string> = new Set(
  "docker nerdctl podman buildah finch skopeo crane oras regctl ctr crictl helm cosign trivy grype syft dive".split(" "),
);
/** They take an image without a word before it. */
const direct: ReadonlySet<string> = new Set(["grype", "syft", "dive"]);
/** Words of those tools that stand before an image. */
const verbs: ReadonlySet<string> = new Set([
  ..."pull push run create inspect image images manifest index tag tags ls list list-tags digest config export copy cp".split(" "),
  ..."container buildx imagetools history raw head get get-file fetch discover referrers validate mod repo blob artifact i c".split(" "),
  ..."show install upgrade template verify tree triangulate sign attest download scan sync save layer".split(" "),
]);
/** Options that do without a value; of the others the next word is taken for one. */
const switches: ReadonlySet<string> = new Set(
  [
    ..."rm detach interactive tty init privileged read-only quiet all-tags all all-platforms publish-all no-healthcheck tls-verify".split(
      " ",
    ),
    ..."disable-content-trust insecure-registry insecure plain-http skip-verify raw debug verbose local no-tags recursive full-ref".split(
      " ",
    ),
    ..."omit-digest-tags all-metadata no-trunc signatures sbom".split(" "),
  ].map((name) => `--${name}`),
);
/** The last of several letters that one dash has takes a value. */
const valueLetters = /^-[A-Za-z]*[pvewuhlmcnfoHN]$/;

/**
 * The image that a command line of a container tool names, or a line of a Dockerfile, of Compose or of Kubernetes, as it is written there;
 * undefined for any other text.
 */
export function imageOfCommand(line: string): string | undefined {
  const [, written] = /^(?:FROM\s+(?:--\S+\s+)*|-?\s*image:\s*)["']?([^\s"']+)/.exec(line.trim()) ?? [];
  if (written !== undefined) return written;
  const { program, words } = readCommandLine(line);
  const { named, others, values } = readOptions(words);
  // `--image=IMAGE`, and `CONTAINER=IMAGE` behind `set image`.
  if (program === "kubectl") return named[0] ?? /^[\w-]+=(.+)$/.exec(others.find((each) => each.includes("=")) ?? "")?.[1];
  const first = others.findIndex((word) => !verbs.has(word));
  if (!tools.has(program) || (first === 0 && !direct.has(program))) return undefined;
  const candidates = [...(first < 0 ? [] : others.slice(first)), ...values].map(withoutTransport);
  return candidates.find((each) => /^[\w[][\w.:/@[\]-]*$/.test(each));
}

/** `named`: by an option. `values`: of options of which it is not known whether they take any. */
function readOptions(words: readonly ShellWord[]): Readonly<Record<"named" | "others" | "values", readonly string[]>> {
  const found = { named: [] as string[], others: [] as string[], values: [] as string[] };
  const known = words.filter(({ isExpanded }) => !isExpanded).map(({ text }) => text);
  for (let at = 0; at < known.length; at++) {
    const word = known[at] ?? "";
    const [, image] = /^--image=(.+)$/.exec(word) ?? [];
    if (image !== undefined) found.named.push(image);
    else if (!word.startsWith("-")) found.others.push(word);
    else if (takesValue(word)) found.values.push(known[++at] ?? "");
  }
  return found;
}

function takesValue(option: string): boolean {
  if (option.includes("=")) return false;
  return option.startsWith("--") ? !switches.has(option) : valueLetters.test(option);
}

/** `docker://` as skopeo writes it, `oci://` as helm. */
function withoutTransport(word: string): string {
  return word.replace(/^(?:docker|oci):\/\//, "");
}
