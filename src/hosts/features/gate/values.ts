import type { Finding } from "../../findings.ts";
import type { Entry, HostsDocument, StringValue, Value } from "../../syntax/document.ts";

/** The strings of a document, in the order of the text. */
export function stringsIn({ tables }: HostsDocument): readonly StringValue[] {
  const found: StringValue[] = [];
  for (const { entries } of tables) for (const { value } of entries) addStrings(found, value);
  return found;
}

function addStrings(found: StringValue[], value: Value): void {
  if (value.kind === "string") found.push(value);
  else if (value.kind === "array") for (const item of value.items) addStrings(found, item);
  else if (value.kind === "table") for (const entry of value.entries) addStrings(found, entry.value);
}

/**
 * Whether each string is still there, as often as before, but for the one that the finding stands at. An entry that
 * cannot be read may become a comment, or go where another says the same; what another tool's key says may go, or become
 * the name of a host.
 */
export function keepsStrings(
  finding: Finding,
  before: { readonly document: HostsDocument; readonly strings: readonly StringValue[] },
  after: { readonly document: HostsDocument; readonly strings: readonly StringValue[] },
): boolean {
  const left = new Map<string, number>();
  for (const { value } of after.strings) left.set(value, (left.get(value) ?? 0) + 1);
  const own = entriesAt(finding, before.document);
  return before.strings.every((string) => {
    const { start, end, value } = string;
    if (start <= finding.start && finding.start < end) return true;
    if (own.some((entry) => entry.start <= start && end <= entry.end)) {
      if (finding.code === "key-of-another-tool") return true;
      if (finding.code === "toml-syntax") return after.document.text.includes(before.document.text.slice(start, end));
    }
    const count = left.get(value) ?? 0;
    left.set(value, count - 1);
    return count > 0;
  });
}

/** The entry that the finding stands in, or those below its header. */
function entriesAt({ start }: Finding, { tables }: HostsDocument): readonly Entry[] {
  const table = tables.findLast((each) => each.start <= start);
  if (table?.header !== undefined && start < table.header.end) return table.entries;
  return table?.entries.filter((entry) => entry.start <= start && start < entry.end) ?? [];
}
