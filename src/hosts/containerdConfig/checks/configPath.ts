import type { Fix } from "../../features/fixes/context.ts";
import { cleanPath } from "../../resolve/goPath.ts";
import { insert, lineEnd, nextLine, replace, writeString } from "../../syntax/edits.ts";
import { isRead } from "../criTables.ts";
import { type ConfigContext, registryHeader, spanOfEntry, tableOfRegistries } from "./context.ts";
import { configEntryAt, isBelow } from "./entries.ts";
import { type PathEntry, pathEntries, rootsIn, usualRoots } from "./pathEntries.ts";
import { firstLineOf } from "../../syntax/lines.ts";

/** `config_path`, which says where hosts.toml files lie: whether it is set, and whether it says what was meant. */
export function checkConfigPath(context: ConfigContext): void {
  checkType(context);
  for (const each of pathEntries(context)) {
    if (checkJoined(context, each) || isOverridden(context, each)) continue;
    for (const root of rootsIn(each.value.value)) checkRoot(context, each, root);
  }
  if (context.isRoot) checkNotSet(context);
}

function checkType({ entries, plugin, versions, document, report }: ConfigContext): void {
  const value = configEntryAt(entries, "plugins", plugin, "registry", "config_path")?.value;
  if (value === undefined || value.kind === "string" || value.kind === "invalid" || !isRead(plugin, versions)) return;
  const [only, ...others] = value.kind === "array" ? value.items : [];
  const text = only?.kind === "string" && others.length === 0 ? document.text.slice(only.start, only.end) : undefined;
  const fixes = text === undefined ? [] : [{ title: `Write ${text}`, edits: [replace(value, text)] }];
  report(
    "config-wrong-type",
    value,
    "containerd does not load its CRI plugin, and Kubernetes can pull nothing: config_path must be a string.",
    {
      fixes,
    },
  );
}

/** Whether the value is the one that counts, and names several directories for the transfer service. */
function checkJoined({ reading, version, versions, directories, report }: ConfigContext, { path, value }: PathEntry): boolean {
  if (reading.kind !== "joined" || reading.isDefault || reading.configPath !== value.value) return false;
  if (!isRead(path[1]?.name ?? "", versions)) return false;
  const message = `containerd ${version} pulls through its transfer service, which takes this for one directory, and no directory has that name.`;
  const fixes = existingFirst(rootsIn(value.value), directories).map((root) => ({
    title: `Name ${root} only`,
    edits: [replace(value, quoted(root, value.form))],
  }));
  report("config-path-joined", value, `Kubernetes ignores all hosts.toml files: ${message}`, { fixes });
  return true;
}

/** Whether a file that is read later sets another value. */
function isOverridden({ reading, versions }: ConfigContext, { path, value }: PathEntry): boolean {
  const counts = isRead(path[1]?.name ?? "", versions) && value.value !== "";
  if (!counts) return false;
  return reading.kind === "not-set" || ((reading.kind === "roots" || reading.kind === "joined") && reading.configPath !== value.value);
}

/** Those that exist stay in their order, before the others. */
function existingFirst(roots: readonly string[], directories: ReadonlyMap<string, boolean>): readonly string[] {
  const exists = (root: string): boolean => directories.get(cleanPath(root)) === true;
  return [...roots.filter(exists), ...roots.filter((root) => !exists(root))];
}

function quoted(text: string, form: string): string {
  return form === "'" && /^[\t -&(-~]*$/.test(text) ? `'${text}'` : writeString(text);
}

/** What is written where a directory of directories belongs, why it is none, and what was meant. */
const mistakes: readonly {
  readonly looksLike: RegExp;
  readonly because: string;
  readonly meant?: (root: string) => string;
}[] = [
  {
    looksLike: /^file:\/\//,
    because: "it takes file:// for the name of a directory.",
    meant: (root) => root.slice("file://".length),
  },
  { looksLike: /^~|\$[A-Za-z_{]/, because: "it knows neither ~ nor variables. Write the whole path." },
  {
    looksLike: /\/hosts\.toml\/*$/,
    because: "config_path names the directory that holds one directory for each registry, and not a hosts.toml.",
    meant: (root) => root.replace(/\/+[^/]+\/+hosts\.toml\/*$/, ""),
  },
  {
    looksLike: /\/certs\.d\/+[^/]+\/*$/,
    because: "config_path names the directory that holds one directory for each registry, and not the one of a single registry.",
    meant: (root) => root.replace(/\/+[^/]+\/*$/, ""),
  },
  { looksLike: /^[^/]/, because: "a relative path starts where containerd was started, which is usually /. Write the whole path." },
];

function checkRoot({ directories, report }: ConfigContext, { value }: PathEntry, root: string): void {
  // A URL is split at its colon.
  const written = value.value.startsWith("file://") ? value.value : root;
  const mistake = mistakes.find(({ looksLike }) => looksLike.test(written));
  if (mistake === undefined) {
    if (directories.get(cleanPath(root)) === false)
      report("config-path-missing", value, `Kubernetes finds no hosts.toml file there: the directory ${root} does not exist.`);
    return;
  }
  if (written !== root && root !== "file") return;
  const meant = mistake.meant?.(written) ?? "";
  // The whole entry: another one may begin with the same letters.
  const fixed =
    written === root
      ? value.value
          .split(":")
          .map((each) => (each === root ? meant : each))
          .join(":")
      : meant;
  const fixes = meant.startsWith("/") ? [{ title: `Name ${meant}`, edits: [replace(value, quoted(fixed, value.form))] }] : [];
  report("config-path-value", value, `containerd finds no hosts.toml file there: ${mistake.because}`, { fixes });
}

function checkNotSet(context: ConfigContext): void {
  const { reading, version, document, entries, plugin, directories, report } = context;
  const isDefault = reading.kind === "joined" && reading.isDefault;
  if (!isDefault && reading.kind !== "not-set") return;
  // What stands in a place that does not count is the matter, and has a finding of its own.
  if (reading.ignoredTable !== undefined) return;
  const lost = pathEntries(context).find((each) => isOverridden(context, each));
  if (lost !== undefined) {
    report("config-path-not-set", lost.value, "Kubernetes reads no hosts.toml file: a file that is imported clears this config_path.");
    return;
  }
  const table = entries.find((each) => each.value === undefined && each.path.length === 3 && isBelow(each, "plugins", plugin, "registry"));
  const at = table === undefined ? firstLineOf(document.text) : spanOfEntry(table);
  const fixes = existingFirst(usualRoots, directories).map((root) => settingFix(context, root));
  const because = isDefault
    ? `config_path is not set, and containerd ${version} takes its default, "${reading.configPath}", for one directory.`
    : "config_path is not set.";
  report("config-path-not-set", at, `Kubernetes reads no hosts.toml file: ${because}`, { fixes });
}

/** Sets one directory: below the table of registries where the file has one, else in a new one at the end. */
function settingFix(context: ConfigContext, root: string): Fix {
  const { document, plugin, entries } = context;
  const { text } = document;
  const title = `Set config_path to ${root}`;
  const newline = lineEnd(text);
  const setting = `config_path = ${writeString(root)}`;
  const empty = configEntryAt(entries, "plugins", plugin, "registry", "config_path")?.value;
  if (empty !== undefined) return { title, edits: [replace(empty, writeString(root))] };
  const header = tableOfRegistries(context)?.header;
  if (header === undefined) {
    const gap = text === "" ? "" : text.endsWith("\n") ? newline : `${newline}${newline}`;
    return { title, edits: [insert(text.length, `${gap}${registryHeader({ plugin })}${newline}${setting}${newline}`)] };
  }
  const at = nextLine(text, header.end);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", header.start) + 1))?.[0] ?? "";
  const before = at === text.length && !text.endsWith("\n") ? newline : "";
  return { title, edits: [insert(at, `${before}${indent}  ${setting}${newline}`)] };
}
