import { parse, TomlError } from "smol-toml";
import { convertContainerd } from "./containerdMirrors.ts";
import type { Conversion, SourceFormat } from "./conversion.ts";
import { convertDocker } from "./dockerDaemon.ts";
import { convertK3s } from "./k3sRegistries.ts";
import { convertKind } from "./kindCluster.ts";
import { convertPodman } from "./podmanRegistries.ts";
import type { Parsed, SourceFault, Syntax } from "./sourceFault.ts";
import { isTable, type Table, valueAt } from "../tables.ts";

export type SourceResult = { readonly conversion: Conversion } | { readonly fault: SourceFault };

/** Configurations of this kind have kilobytes. Reading one must not hold up what else runs in this process. */
export const maxSourceBytes = 131_072;

const converters: Readonly<Record<SourceFormat, (config: Table) => Conversion>> = {
  containerd: convertContainerd,
  k3s: convertK3s,
  kind: convertKind,
  docker: convertDocker,
  podman: convertPodman,
};

/**
 * What a configuration means as hosts.toml files. Its format follows from the file's name, and, where that leaves it open,
 * from the text. Never rejects.
 */
export async function convertSource(name: string, source: string): Promise<SourceResult> {
  const syntax = syntaxOf(name, source);
  const parsed = await parseText(syntax, source);
  if ("fault" in parsed) return { fault: { ...parsed.fault, syntax } };
  const format = isTable(parsed.value) ? formatOf(syntax, parsed.value) : undefined;
  if (format === undefined || !isTable(parsed.value)) return { fault: { kind: kindOf(parsed.value), syntax } };
  return { conversion: converters[format](parsed.value) };
}

function syntaxOf(name: string, source: string): Syntax {
  const [, extension] = /\.(json|toml|conf|ya?ml)$/i.exec(name) ?? [];
  if (extension !== undefined) return /^y/i.test(extension) ? "YAML" : /^j/i.test(extension) ? "JSON" : "TOML";
  if (/^\s*\{/.test(source)) return "JSON";
  return /^[ \t]*(?:mirrors|configs)[ \t]*:/m.test(source) ? "YAML" : "TOML";
}

/** Each format by the keys that it has at the top. */
const topKeys: Readonly<Record<SourceFormat, readonly string[]>> = {
  containerd: ["plugins"],
  podman: ["registry", "unqualified-search-registries", "registries"],
  k3s: ["mirrors", "configs"],
  kind: ["containerdConfigPatches"],
  docker: ["registry-mirrors", "insecure-registries"],
};
const formatsOf: Readonly<Record<Syntax, readonly SourceFormat[]>> = {
  JSON: ["docker"],
  TOML: ["containerd", "podman"],
  YAML: ["k3s", "kind"],
};

function formatOf(syntax: Syntax, table: Table): SourceFormat | undefined {
  return formatsOf[syntax].find((format) => topKeys[format].some((key) => valueAt(table, key) !== undefined));
}

function kindOf(value: unknown): SourceFault["kind"] {
  if (!isTable(value)) return "other";
  if (isTalos(value)) return "talos";
  // https://lima-vm.io/docs/config: scripts that run in the machine as it starts.
  return Array.isArray(valueAt(value, "provision")) ? "virtual-machine" : "other";
}

/** A machine configuration of Talos, or one of its documents about registries: it writes hosts.toml files of them itself. */
function isTalos(table: Table): boolean {
  const kind = valueAt(table, "kind");
  return isTable(valueAt(table, "machine")) || (typeof kind === "string" && /^Registry(?:Mirror|Auth|TLS)Config$/.test(kind));
}

async function parseText(syntax: Syntax, source: string): Promise<Parsed> {
  switch (syntax) {
    case "JSON":
      return parseJson(source);
    case "TOML":
      return parseToml(source);
    case "YAML":
      return (await import("./yamlText.ts")).parseYaml(source);
  }
}

/** The parser's own words quote the text, in which there may be passwords. */
function parseJson(source: string): Parsed {
  try {
    return { value: JSON.parse(source) as unknown };
  } catch (error) {
    const line = error instanceof SyntaxError ? /\(line (\d+) column \d+\)$/.exec(error.message)?.[1] : undefined;
    return { fault: { kind: "syntax", ...(line === undefined ? {} : { line: Number(line) }) } };
  }
}

function parseToml(source: string): Parsed {
  try {
    return { value: parse(source) };
  } catch (error) {
    return { fault: { kind: "syntax", ...(error instanceof TomlError ? { line: error.line } : {}) } };
  }
}
