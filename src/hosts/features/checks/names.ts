import type { FindingMessage } from "../../effects.ts";
import { foreignKind, type ForeignKind } from "../../foreignKeys.ts";
import { isKnownToGenerator } from "../../generatedFiles.ts";
import { nearest } from "../../nearest.ts";
import { allFields } from "../../schema.ts";
import { registryOfDirectory } from "../../directoryName.ts";
import type { KeyPart, Span } from "../../syntax/document.ts";
import type { KeyMeaning } from "../../syntax/keyMeaning.ts";
import { isAtLeast } from "../../versions.ts";
import type { CheckContext } from "./context.ts";

const hostFields: readonly string[] = allFields.filter((field) => !field.rootOnly).map((field) => field.name);
const rootNames: readonly string[] = [...allFields.map((field) => field.name), "host"];

/** Keys that containerd does not know, or knows only by accident. */
export function checkKeyNames(context: CheckContext): void {
  // The keys below a header have its parts in their path.
  const seen = new Set<number>();
  for (const { meaning, path } of context.model.assignments) {
    if (meaning.kind !== "unknown" && meaning.kind !== "field" && meaning.kind !== "misplaced" && meaning.kind !== "nested") continue;
    if (seen.has(meaning.part.start)) continue;
    seen.add(meaning.part.start);
    if (meaning.kind === "unknown") reportUnknown(context, meaning, path);
    else if (meaning.kind === "nested") reportNested(context, meaning);
    else if (meaning.kind === "misplaced") reportMisplaced(context, meaning);
    else checkSpelling(context, meaning);
  }
}

function reportUnknown(context: CheckContext, { part, host }: KeyMeaning & { kind: "unknown" }, path: readonly KeyPart[]): void {
  const { report, isFull } = context;
  if (host !== undefined && isKnownToGenerator(part.name, context.directory)) return;
  const foreign = foreignKind(part.name);
  if (foreign !== undefined) {
    const data = isMirrorsOf(path, context.directory) ? { data: { meant: "hosts" } } : undefined;
    report("key-of-another-tool", part, foreignMessage(part.name, foreign), data);
    return;
  }
  const meant = isFull("unknown-key") ? undefined : nearest(part.name, host === undefined ? rootNames : hostFields);
  const question = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  report(
    "unknown-key",
    part,
    `containerd ignores \`${part.name}\`: it does not know this key.${question}`,
    meant === undefined ? undefined : { data: { meant } },
  );
}

/** What does here what the key does elsewhere. */
const waysOut: Readonly<Record<Exclude<ForeignKind, "login">, string>> = {
  "plain-http": "Here the URL of the host says so: write `http://`.",
  "skip-verify": "Here it is `skip_verify = true`. A `ca` file is as easy, and safe.",
  "ca": 'Here it is `ca = "ca.crt"`.',
  "client": 'Here both are one field: `client = [["client.cert", "client.key"]]`.',
  "tls": "Here `ca`, `client` and `skip_verify` stand in the table of the host.",
  "mirrors": 'Here each mirror is a table of its own, [host."https://mirror.example.com"], in the directory of the registry.',
  "config": 'It belongs in containerd\'s config.toml. Here each mirror is a table of its own, [host."https://mirror.example.com"].',
};

/** The value may be a secret, and is not shown. */
function foreignMessage(name: string, kind: ForeignKind): FindingMessage {
  if (kind !== "login") return `containerd ignores \`${name}\`: it is a key of another tool. ${waysOut[kind]}`;
  const cause =
    "containerd takes no logins from a hosts.toml. Log in with the program that pulls (`nerdctl login`, a pull secret), and remove it here.";
  return `Whoever can read this file can read this login, and nothing uses it: ${cause}`;
}

/** Whether a table of config.toml, `[….mirrors."docker.io"]`, is about the registry that the file is for. */
function isMirrorsOf(path: readonly KeyPart[], directory: string): boolean {
  const namespace = path.at(-2)?.name === "mirrors" ? path.at(-1)?.name : undefined;
  return namespace !== undefined && namespace === (registryOfDirectory(directory) ?? "*");
}

function reportNested({ report }: CheckContext, { part, rest }: KeyMeaning & { kind: "nested" }): void {
  const span: Span = { start: part.start, end: rest[0]?.end ?? part.end };
  report("nested-host", span, "containerd ignores this host: inside another one it means nothing. Give it a [host] table of its own.");
}

function reportMisplaced({ report }: CheckContext, { part, field }: KeyMeaning & { kind: "misplaced" }): void {
  const message =
    `containerd ignores \`${field.name}\`: below a [host] table it belongs to that table, where it means nothing. It must stand above the first table.` as const;
  report("misplaced-root-key", part, message);
}

function checkSpelling({ report, version }: CheckContext, { part, field }: KeyMeaning & { kind: "field" }): void {
  if (part.name !== field.name) {
    if (version !== "1.7")
      report(
        "key-case",
        part,
        `containerd 1.x mostly ignores \`${part.name}\`: it is spelled \`${field.name}\`, and only containerd 2.x takes any letter case.`,
        {
          data: { meant: field.name },
        },
      );
    else if (part.name !== field.name.toUpperCase()) {
      report("key-case", part, `containerd 1.x ignores \`${part.name}\`: it is spelled \`${field.name}\`.`, {
        data: { meant: field.name },
        severity: "warning",
      });
    }
  }
  if (field.since !== undefined && !isAtLeast(version, field.since)) {
    report("requires-containerd", part, `containerd ${version} ignores \`${field.name}\`: it came with ${field.since}.`, {
      severity: "warning",
    });
  }
}
