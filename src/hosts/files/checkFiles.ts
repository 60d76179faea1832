import type { FileReader } from "../../core/fileSystem.ts";
import { type Finding, severities } from "../findings.ts";
import { stringValuesOf } from "../resolve/hostConfig.ts";
import { absolutePath } from "../resolve/goPath.ts";
import { holdsPem, unexpanded } from "../resolve/unusualPaths.ts";
import { modelOf } from "../resolve/model.ts";
import type { ArrayValue, HostsDocument, StringValue, Value } from "../syntax/document.ts";
import type { ContainerdVersion } from "../versions.ts";
import { collectFindings } from "../collectFindings.ts";
import { activeSections } from "../features/checks/context.ts";
import { BoundedReader } from "./boundedReader.ts";
import { checkCa, checkClientPair } from "./checkPem.ts";
import type { NamedFile } from "./filePass.ts";

export interface FileCheckOptions {
  readonly version: ContainerdVersion;
  /** The directory of the hosts.toml, absolute. */
  readonly directory: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What the files say that the document points to. Never rejects: what cannot be read is a finding, or nothing. */
export async function checkFiles(document: HostsDocument, files: FileReader, options: FileCheckOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const pass = { reader: new BoundedReader(files), report: collectFindings(findings, severities).report, now: options.now };
  const named = (item: StringValue): NamedFile => ({ path: absolutePath(item.value, options.directory), at: item });
  for (const { section } of activeSections(modelOf(document, options.version))) {
    for (const item of stringValuesOf(section.settings.get("ca")?.value)) if (isPath(item)) await checkCa(pass, named(item));
    for (const { certificate, key, whole } of clientPairs(section.settings.get("client")?.value)) {
      await checkClientPair(pass, named(certificate), key === undefined ? undefined : named(key), whole);
    }
  }
  return findings.toSorted((a, b) => a.start - b.start);
}

/** The absolute paths that a document points to: the files whose change makes its findings stale. */
export function watchedPaths(document: HostsDocument, { version, directory }: Omit<FileCheckOptions, "now">): readonly string[] {
  const paths = new Set<string>();
  for (const { section } of activeSections(modelOf(document, version))) {
    const pairs = clientPairs(section.settings.get("client")?.value);
    const items = [
      stringValuesOf(section.settings.get("ca")?.value),
      pairs.map(({ certificate }) => certificate),
      pairs.flatMap(({ key }) => key ?? []),
    ].flat();
    for (const item of items) if (isPath(item)) paths.add(absolutePath(item.value, directory));
  }
  return [...paths];
}

/** Of all others the text itself says what is wrong. */
function isPath({ value }: StringValue): boolean {
  return value !== "" && !holdsPem(value) && unexpanded(value) === undefined;
}

interface ClientFiles {
  readonly certificate: StringValue;
  readonly key: StringValue | undefined;
  /** The list, where it holds just two files that may have been meant as a pair. */
  readonly whole: ArrayValue | undefined;
}

function clientPairs(value: Value | undefined): readonly ClientFiles[] {
  if (value?.kind === "string") return !isPath(value) ? [] : [{ certificate: value, key: undefined, whole: undefined }];
  if (value?.kind !== "array") return [];
  const twoSingles = value.items.length === 2 && value.items.every((item) => item.kind === "string") ? value : undefined;
  return value.items.flatMap((item) => {
    const [certificate, key] = stringValuesOf(item);
    if (certificate === undefined || !isPath(certificate) || (key !== undefined && !isPath(key))) return [];
    return [{ certificate, key, whole: twoSingles }];
  });
}
