import type { Span, Value } from "../../syntax/document.ts";
import { replace } from "../../syntax/edits.ts";
import { absolutePath, cleanPath, splitDirectory } from "../../resolve/goPath.ts";
import { type ConfigFault, dumpCommand, faultSentence, isUnknown } from "../configFault.ts";
import { matchesPattern } from "../glob.ts";
import { highestVersion } from "../loadConfig.ts";
import { isAtLeast } from "../../versions.ts";
import { type ConfigContext, type ConfigReport } from "./context.ts";
import { configEntryAt } from "./entries.ts";
import { firstLineOf } from "../../syntax/lines.ts";

/** Types that containerd demands, and what it says of the files together: for each of these it does not start. */
export function checkStart(context: ConfigContext): void {
  checkTypes(context);
  checkVersion(context);
  checkImports(context);
}

const lists = ["imports", "disabled_plugins"] as const;

function checkTypes(context: ConfigContext): void {
  const { entries, document, report } = context;
  const version = configEntryAt(entries, "version")?.value;
  if (version !== undefined && !["integer", "invalid"].includes(version.kind)) {
    const digits = wholeNumber(version);
    const fixes = digits === undefined ? [] : [{ title: `Write version = ${digits}`, edits: [replace(version, digits)] }];
    report("config-wrong-type", version, "containerd does not start: version must be a whole number.", { fixes });
  }
  checkPluginTypes(context);
  for (const name of lists) {
    const value = configEntryAt(entries, name)?.value;
    if (value === undefined || value.kind === "invalid" || isListOfStrings(value)) continue;
    const written = document.text.slice(value.start, value.end);
    const fixes = value.kind === "string" ? [{ title: `Write [${written}]`, edits: [replace(value, `[${written}]`)] }] : [];
    report("config-wrong-type", value, `containerd does not start: ${name} must be a list of strings.`, { fixes });
  }
}

/** Each plugin has a table; 1.x does not start with anything else, and 2.x where `plugins` itself is none. */
function checkPluginTypes({ entries, version, document: { tables }, report }: ConfigContext): void {
  const array = tables.find(({ header }) => header?.array === true && header.key.length === 1 && header.key[0]?.name === "plugins");
  if (array?.header !== undefined) report("config-wrong-type", array.header, "containerd does not start: plugins must be a table.");
  for (const { path, value } of entries) {
    const isPlugin = path[0]?.name === "plugins" && (path.length === 1 || (path.length === 2 && !isAtLeast(version, "2.0")));
    if (!isPlugin || value === undefined || value.kind === "table" || value.kind === "invalid") continue;
    report("config-wrong-type", value, `containerd does not start: ${path.length === 1 ? "plugins" : "each plugin"} must be a table.`);
  }
}

/** The version that is meant: `"3"`, `3.0`. */
function wholeNumber(value: Value): string | undefined {
  const written = value.kind === "string" ? value.value : value.kind === "float" ? value.text : "";
  return /^(\d+)(?:\.0+)?$/.exec(written)?.[1];
}

function isListOfStrings(value: Value): boolean {
  return value.kind === "array" && value.items.every(({ kind }) => kind === "string");
}

function checkVersion({ config: { fault, path: root }, path, entries, versions: { own, version }, report }: ConfigContext): void {
  const at = configEntryAt(entries, "version")?.value;
  if (at === undefined) return;
  const highest = highestVersion(version);
  if (fault?.code === "unsupported-version" && own > highest) {
    const message = `containerd ${version} reads configurations up to version ${highest}, and this file has version ${own}.`;
    report("config-version", at, `containerd does not start: ${message}`);
  }
  if (fault?.code === "import-newer" && fault.path === path)
    report("config-version", at, `containerd does not start: this file has a higher version than ${root}, which imports it.`);
}

/** What is wrong with a file that this one imports, at the import. */
function checkImports({ config: { fault }, path, document, entries, isRoot, report }: ConfigContext): void {
  if (fault === undefined) return;
  if (fault.path === path) {
    if (isUnknown(fault)) reportUnknown(fault, firstLineOf(document.text), report);
    return;
  }
  const imports = configEntryAt(entries, "imports");
  const items = imports?.value?.kind === "array" ? imports.value.items : [];
  const directory = splitDirectory(path).parent;
  const found = items.find((item) => item.kind === "string" && leadsTo(absolutePath(cleanPath(item.value), directory), fault.path));
  const at: Span | undefined = found ?? (isRoot ? (imports?.entry ?? firstLineOf(document.text)) : undefined);
  if (at === undefined) return;
  if (isUnknown(fault)) reportUnknown(fault, at, report);
  else report("config-import", at, startSentence(faultSentence(fault)));
}

function reportUnknown(fault: ConfigFault, at: Span, report: ConfigReport): void {
  const message = `${faultSentence(fault)} The command ${dumpCommand} shows what containerd reads.`;
  report("config-unknown", at, `Nobody can tell here which hosts.toml files Kubernetes reads: ${message}`);
}

function leadsTo(imported: string, path: string): boolean {
  return imported === path || (imported.includes("*") && matchesPattern(imported, path));
}

/** The sentences of start faults begin with the consequence and a colon. */
function startSentence(sentence: string): `${string}: ${string}` {
  return sentence.startsWith("containerd does not start: ")
    ? (sentence as `${string}: ${string}`)
    : `containerd does not start: ${sentence}`;
}
